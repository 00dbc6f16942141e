using System.Text.Encodings.Web;
using System.Text.Json;

namespace Assistant.Cli;

/// <summary>How results are printed.</summary>
internal static class Output
{
    // Text stays readable: nothing here goes into a page.
    private static readonly JsonSerializerOptions OneLine = new(AssistantJson.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Indented = new(OneLine) { WriteIndented = true };

    /// <summary>One JSON document on a line of its own.</summary>
    internal static string Line<T>(T value) => JsonSerializer.Serialize(value, OneLine);

    /// <summary>One JSON document.</summary>
    internal static string Json<T>(T value) => JsonSerializer.Serialize(value, Indented);
}
