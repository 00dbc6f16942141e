using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Assistant.Text;

namespace Assistant.Verify;

/// <summary>
/// Holds generated text back until a sentence and its citation marks (<c>[2][5]</c>) are complete. Sentences before a mark share it; what is
/// never marked comes out without references, and fails verification.
/// </summary>
public sealed partial class SentenceGate
{
    private readonly StringBuilder held = new();

    /// <summary>Takes the next piece of text; returns the sentences it completes, in order.</summary>
    public IReadOnlyList<DraftSentence> Push(string text)
    {
        held.Append(text);
        return string.IsNullOrWhiteSpace(text) ? [] : Take(atEnd: false); // white space completes nothing
    }

    /// <summary>The text is at its end: returns what was still held back.</summary>
    public IReadOnlyList<DraftSentence> Finish() => Take(atEnd: true);

    private List<DraftSentence> Take(bool atEnd)
    {
        var drafts = new List<DraftSentence>();
        var text = held.ToString();
        var taken = 0;
        while (Unit().Match(text, taken) is { Success: true } unit && (atEnd || IsComplete(text, unit.Index + unit.Length)))
        {
            drafts.AddRange(Drafts(unit.Groups["text"].Value, Refs(unit)));
            taken = unit.Index + unit.Length;
        }

        if (atEnd)
        {
            drafts.AddRange(Drafts(text[taken..], []));
            taken = text.Length;
        }

        held.Remove(0, taken);
        return drafts;
    }

    // Only what follows tells that no further mark does.
    private static bool IsComplete(string text, int end) => text.AsSpan(end).TrimStart() is [not '[', ..];

    private static IEnumerable<DraftSentence> Drafts(string text, IReadOnlyList<int> refs) =>
        Sentences.Split(text).Select(range => text[range].Trim()).Where(sentence => sentence.Any(char.IsLetter)).Select(sentence => new DraftSentence(Ended(sentence), refs));

    private static List<int> Refs(Match unit) =>
        [.. Digits().Matches(unit.Groups["marks"].Value).Select(match => int.TryParse(match.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var reference) ? reference : -1)];

    // "Parking is free [1]." loses its full stop to the mark; it gets it back.
    private static string Ended(string sentence) => sentence[^1] is '.' or '!' or '?' or '"' or '”' or ')' or '。' ? sentence : $"{sentence}.";

    // Text, then marks, then the sentence's own full stop where it stands behind them; or a line that ends without marks. Runs are atomic:
    // runs of white space that may overlap are tried in every combination, at every token.
    [GeneratedRegex(@"\G(?>\s*)(?<text>(?>[^\[\]\n]*))(?:(?>\s*)(?<marks>\[\d+(?:\s*,\s*\d+)*\](?:\s*\[\d+(?:\s*,\s*\d+)*\])*)[.!?]*[ \t]*|\n)")]
    private static partial Regex Unit();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();
}
