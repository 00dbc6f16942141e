using System.ComponentModel;
using Assistant.Converse;
using Assistant.Index;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Assistant.Mcp.Resources;

/// <summary>What can be read by address: receipts of answers, and properties.</summary>
internal sealed class AssistantResources(McpAccess access, IConversationStore conversations, IPassageIndex index)
{
    private const string Json = "application/json";
    private const string NaturalErrors = "2026-07-28"; // from this version of the protocol on, a resource that is not there is an invalid parameter

    /// <summary>The address of a receipt.</summary>
    internal static string Receipt(string answerId) => $"assistant://receipts/{answerId}";

    /// <summary>The address of a property.</summary>
    internal static string Property(string id) => $"assistant://properties/{Uri.EscapeDataString(id)}";

    [McpServerResource(UriTemplate = "assistant://receipts/{answerId}", Name = "receipt", Title = "Receipt of an answer", MimeType = Json)]
    [Description("Everything an answer was made of: question, passages with hashes and scores, prompt, models, settings, sentences with citations, timings. answerId is in the result of ask_property and compare_properties.")]
    public async Task<TextResourceContents> ReadReceiptAsync(string answerId, RequestContext<ReadResourceRequestParams> context, CancellationToken cancellationToken) =>
        await conversations.FindReceiptAsync(access.Tenant, answerId, cancellationToken) is { } receipt
            ? Contents(context, receipt)
            : throw Missing(context, $"No answer has the id '{answerId}'. The id is the answerId in the result of ask_property or compare_properties.");

    [McpServerResource(UriTemplate = "assistant://properties/{id}", Name = "property", Title = "A property", MimeType = Json)]
    [Description("All that is known of a property, as its feeds say it: facts, house rules, rooms, owners' texts and answers, guest reviews. What is absent is not known. Find ids with search_properties.")]
    public async Task<TextResourceContents> ReadPropertyAsync(string id, RequestContext<ReadResourceRequestParams> context, CancellationToken cancellationToken) =>
        await index.FindPropertyAsync(access.Tenant, id, cancellationToken) is { } property
            ? Contents(context, property)
            : throw Missing(context, $"The index knows no property '{id}'. Find ids with search_properties or resources/list.");

    private static TextResourceContents Contents<T>(RequestContext<ReadResourceRequestParams> context, T value) => new() { Uri = context.Params!.Uri, MimeType = Json, Text = McpJson.Text(value) };

    private static McpProtocolException Missing(RequestContext<ReadResourceRequestParams> context, string message) => new(
        message, string.CompareOrdinal(context.Server.NegotiatedProtocolVersion, NaturalErrors) >= 0 ? McpErrorCode.InvalidParams : McpErrorCode.ResourceNotFound);
}
