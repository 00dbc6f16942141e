using System.Text.Encodings.Web;
using System.Text.Json;

namespace Assistant.Cli;

/// <summary>How results are printed.</summary>
internal static class Output
{
    // Text stays readable: nothing here goes into a page.
    private static readonly JsonSerializerOptions Indented = new(AssistantJson.Options) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One JSON document.</summary>
    internal static string Json<T>(T value) => JsonSerializer.Serialize(value, Indented);
}
