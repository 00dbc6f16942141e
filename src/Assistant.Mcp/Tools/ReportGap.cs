using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Assistant.Index;
using Assistant.Support.Gaps;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Assistant.Mcp.Tools;

/// <summary><c>report_gap</c>: a question that the content should answer and does not.</summary>
internal sealed class ReportGap(GapLog gaps, IPassageIndex index, McpAccess access)
{
    [McpServerTool(Name = "report_gap", Title = "Report a content gap", ReadOnly = false, Destructive = false, Idempotent = false, OpenWorld = false, UseStructuredContent = true, OutputSchemaType = typeof(GapResult))]
    [Description("Keeps a question that a property's content could not answer, so that its owner is asked to add the answer. Use it after ask_property refused, or when its answer misses what was asked. The question is masked before it is kept. Call it once for each time it was asked. Returns the id of the gap that it belongs to. It changes no content.")]
    public async Task<CallToolResult> CallAsync(
        [Description("Id of the property whose content misses the answer.")][MinLength(1)] string propertyId,
        [Description("The question as a guest would ask it, without personal data.")][MinLength(1)] string question,
        CancellationToken cancellationToken = default)
    {
        var property = await index.RequireAsync(access.Tenant, propertyId, cancellationToken);
        var id = await gaps.AddAsync(access.Tenant, new GapQuestion(propertyId, question, GapSource.Report, null, DateTimeOffset.UtcNow), cancellationToken);
        return ToolResult.Of(new GapResult(id), $"Kept for the owner of {property.Name}: gap {id}.");
    }
}

/// <summary>A gap that a question was added to.</summary>
internal sealed record GapResult([property: Description("Names the gap.")] string GapId);
