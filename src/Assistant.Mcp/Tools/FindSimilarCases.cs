using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Assistant.Support.Similar;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Assistant.Mcp.Tools;

/// <summary><c>find_similar_cases</c>: how such a case was solved before.</summary>
internal sealed class FindSimilarCases(SimilarCases similar, McpAccess access)
{
    [McpServerTool(Name = "find_similar_cases", Title = "Find similar cases", ReadOnly = true, Destructive = false, Idempotent = true, OpenWorld = false, UseStructuredContent = true, OutputSchemaType = typeof(SimilarResult))]
    [Description("Finds solved support cases that are near in meaning to a message: what was asked, what was replied, and what became of the suggestion (accepted, edited, rejected, own). Use it to see how the desk answers such a case. All texts are masked. A reply there is an example, not a source: what is true of a property comes from ask_property or draft_reply.")]
    public async Task<CallToolResult> CallAsync(
        [Description("What is asked; it is masked before it is looked for.")][MinLength(1)][MaxLength(4000)] string text,
        [Description("Id of a property whose cases come first among equals.")] string? propertyId = null,
        [Description("Cases at most, 1 to 20.")][Range(1, 20)] int count = 5,
        CancellationToken cancellationToken = default)
    {
        var found = new SimilarResult(await similar.FindAsync(access.Tenant, text, propertyId, count, cancellationToken));
        return ToolResult.Of(found, found.ForReader());
    }
}

/// <summary>Solved cases, nearest first.</summary>
internal sealed record SimilarResult([property: Description("Nearest first; none where no solved case is near.")] IReadOnlyList<SimilarCase> Cases)
{
    internal string ForReader() => Cases.Count == 0 ? "No solved case is near." : string.Join("\n\n", Cases.Select(one => string.Create(
        CultureInfo.InvariantCulture, $"{one.CaseId} ({one.Similarity:0.00}, {one.Action.ToString().ToLowerInvariant()}, {one.Outcome})\nAsked: {one.Asked}\nReplied: {one.Reply}")));
}
