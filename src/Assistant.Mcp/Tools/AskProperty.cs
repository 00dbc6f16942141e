using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Assistant.Index;
using Assistant.Mcp.Calls;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Assistant.Mcp.Tools;

/// <summary><c>ask_property</c>: a question to one property.</summary>
internal sealed class AskProperty(TravelAssistant assistant, IPassageIndex index, McpAccess access, IServiceProvider services)
{
    [McpServerTool(Name = "ask_property", Title = "Ask about a property", ReadOnly = true, Destructive = false, Idempotent = false, OpenWorld = false, UseStructuredContent = true, OutputSchemaType = typeof(AnswerResult))]
    [Description("Answers a question about one property from its content, each sentence cited. Use it for anything a guest or an owner asks about a place: rules, prices, rooms, what is near, what guests say. Returns a verdict (answered, quoted or refused), the sentences with citations, the passages they point into, an answerId for the receipt and a conversationId for follow-ups. Refused means that the content holds no answer: say so, and call report_gap if the owner should add it. Tells progress, sentence by sentence, where the caller asks for it.")]
    public async Task<CallToolResult> CallAsync(
        [Description("Id of the property, for example hotel__edinburgh-copperplate. Find it with search_properties.")][MinLength(1)] string propertyId,
        [Description("The question in a guest's words, in any language that the content is asked in.")][MinLength(1)] string question,
        RequestContext<CallToolRequestParams> context,
        [Description("The conversationId of an earlier answer, to ask a follow-up. Leave it out to start anew.")] string? conversationId = null,
        CancellationToken cancellationToken = default)
    {
        await index.RequireAsync(access.Tenant, propertyId, cancellationToken);
        var answer = await assistant.AnswerAsync(
            new AskRequest(question, conversationId, [propertyId], Tenant: access.Tenant), services.GetService<IChatClient>(), new CallProgress(context), cancellationToken);
        return ToolResult.Of(answer, answer.ForReader());
    }
}
