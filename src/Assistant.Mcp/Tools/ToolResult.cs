using ModelContextProtocol.Protocol;

namespace Assistant.Mcp.Tools;

/// <summary>A result in both forms: a short text for a reader, and the same with every field for a program.</summary>
internal static class ToolResult
{
    internal static CallToolResult Of<T>(T value, string text) => new() { Content = [new TextContentBlock { Text = text }], StructuredContent = McpJson.Element(value) };
}
