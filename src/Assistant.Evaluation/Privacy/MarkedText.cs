using System.Text.Json;
using Assistant.Privacy;

namespace Assistant.Evaluation.Privacy;

/// <summary>A text with the personal data that is marked in it.</summary>
public sealed record MarkedText(string Id, string Split, string Text, IReadOnlyList<PersonalDatum> Spans)
{
    /// <summary>The texts of a split, from all <c>*.jsonl</c> files of a folder, in the order of the files' names.</summary>
    /// <exception cref="ArgumentException">There are no such texts, or a mark does not stand in its text; the message names it.</exception>
    public static IReadOnlyList<MarkedText> Read(string folder, string split)
    {
        if (!Directory.Exists(folder)) throw new ArgumentException($"There is no folder {folder}. Name one with marked texts (*.jsonl).", nameof(folder));
        List<MarkedText> texts = [.. Directory.EnumerateFiles(folder, "*.jsonl").Order(StringComparer.Ordinal).SelectMany(Read).Where(text => text.Split == split)];
        return texts.Count > 0 ? texts : throw new ArgumentException($"No text in {folder} has the split '{split}'.", nameof(split));
    }

    private static IEnumerable<MarkedText> Read(string file) => File.ReadLines(file).Where(line => line.Length > 0).Select((line, i) =>
    {
        try
        {
            var json = JsonElement.Parse(line);
            var text = json.GetProperty("text").GetString()!;
            return new MarkedText(json.GetProperty("id").GetString()!, json.GetProperty("split").GetString()!, text,
                [.. json.GetProperty("spans").EnumerateArray().Select(span => Span(text, span)).OrderBy(span => span.Start)]);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new ArgumentException($"{file}, line {i + 1}: {exception.Message} A line has id, split, text and spans of kind, text and nth.", exception);
        }
    });

    private static PersonalDatum Span(string text, JsonElement span)
    {
        var (kind, value, at) = (span.GetProperty("kind").GetString()!, span.GetProperty("text").GetString()!, -1);
        for (var i = 0; i < span.GetProperty("nth").GetInt32(); i++)
        {
            at = text.IndexOf(value, at + 1, StringComparison.Ordinal);
            if (at < 0) throw new FormatException($"The text does not hold '{value}' so often.");
        }

        return Enum.TryParse<PersonalDataKind>(kind, ignoreCase: true, out var known)
            ? new PersonalDatum(known, at, value.Length) : throw new FormatException($"There is no kind '{kind}'.");
    }
}
