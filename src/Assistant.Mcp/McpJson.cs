using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Assistant.Mcp;

/// <summary>The JSON form of arguments and structured results.</summary>
internal static class McpJson
{
    /// <summary>The library's form, with nulls written: a result then has every field that its schema requires.</summary>
    internal static JsonSerializerOptions Options { get; } = Made();

    /// <summary>A value as a structured result.</summary>
    internal static JsonElement Element<T>(T value) => JsonSerializer.SerializeToElement(value, Options);

    /// <summary>A value as the text of a resource, in the library's own form.</summary>
    internal static string Text<T>(T value) => JsonSerializer.Serialize(value, Readable);

    private static JsonSerializerOptions Readable { get; } = new(AssistantJson.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static JsonSerializerOptions Made()
    {
        var options = new JsonSerializerOptions(AssistantJson.Options) { DefaultIgnoreCondition = JsonIgnoreCondition.Never, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
