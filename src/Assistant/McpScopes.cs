namespace Assistant;

/// <summary>Scopes of <see cref="AccessKey"/> that open the Model Context Protocol server, tool by tool.</summary>
public static class McpScopes
{
    /// <summary>Opens every tool and the resources.</summary>
    public const string Everything = "mcp";

    /// <summary>Opens the resources: receipts and properties.</summary>
    public const string Resources = "mcp:receipts";

    /// <summary>The tools by name, in the order in which they are listed.</summary>
    public static IReadOnlyList<string> Tools { get; } = ["search_properties", "ask_property", "compare_properties", "draft_reply", "find_similar_cases", "report_gap"];

    /// <summary>Every scope there is of the server.</summary>
    public static IReadOnlyList<string> All { get; } = [Everything, .. Tools.Select(Of), Resources];

    /// <summary>The scope that opens one tool.</summary>
    public static string Of(string tool) => $"{Everything}:{tool}";
}
