using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Assistant.Ingest;

/// <summary>Reading JSONL: one JSON object a line, blank lines skipped.</summary>
internal static class JsonLines
{
    private const int LinesToTry = 100;

    /// <summary>Non-blank lines with their numbers, counted from 1.</summary>
    internal static async IAsyncEnumerable<(int Line, string Text)> ReadAsync(string file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(file);
        for (var number = 1; await reader.ReadLineAsync(cancellationToken) is { } line; number++)
        {
            if (!string.IsNullOrWhiteSpace(line)) yield return (number, line);
        }
    }

    /// <summary>Whether the file's first readable object has all of <paramref name="fields"/>: for telling formats apart.</summary>
    internal static bool HasObjectWith(string file, params ReadOnlySpan<string> fields)
    {
        if (!File.Exists(file)) return false;
        foreach (var line in File.ReadLines(file).Take(LinesToTry))
        {
            if (string.IsNullOrWhiteSpace(line)) continue;
            try
            {
                using var document = JsonDocument.Parse(line);
                if (document.RootElement.ValueKind != JsonValueKind.Object) return false;
                foreach (var field in fields)
                {
                    if (!document.RootElement.TryGetProperty(field, out _)) return false;
                }

                return true;
            }
            catch (JsonException)
            {
                // A broken line says nothing about the format; it is reported when the file is read.
            }
        }

        return false;
    }

    /// <summary>
    /// The feed of a file, <c>format:folder/file</c>: what stands beside it, or in another folder, is another feed, and a catalogue that moves
    /// with its folder stays the same one.
    /// </summary>
    internal static string Feed(string format, string file)
    {
        var full = Path.GetFullPath(file);
        return $"{format}:{Path.GetFileName(Path.GetDirectoryName(full))}/{Path.GetFileName(full)}";
    }

    /// <summary>Why no format can be told from the file: it is empty, or its name says JSONL and its first line does not; null where neither is so.</summary>
    internal static string? FaultOf(string file)
    {
        var (line, text) = File.ReadLines(file).Select((text, i) => (Line: i + 1, Text: text)).FirstOrDefault(line => !string.IsNullOrWhiteSpace(line.Text));
        if (text is null) return $"'{file}' is empty.";
        if (!file.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase)) return null;
        try
        {
            using var document = JsonDocument.Parse(text);
            return null;
        }
        catch (JsonException exception)
        {
            return $"{file}:{line}: not valid JSON: {exception.Message}";
        }
    }

    /// <summary>The <c>.jsonl</c> files of a folder, by name.</summary>
    internal static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder, "*.jsonl").Order(StringComparer.Ordinal);
}
