using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Assistant.Privacy;

/// <summary>
/// Puts placeholders (<c>[email 1]</c>, <c>[phone 2]</c>) in the place of personal data, and the data back. One masker belongs to one case or conversation:
/// there the same value has the same placeholder, and only what it masked itself is ever restored. Not safe for concurrent use.
/// </summary>
/// <param name="known">Names that are no person's, of places to stay and of towns: they stay as they are.</param>
public sealed partial class Masker(IReadOnlyCollection<string>? known = null)
{
    private readonly Dictionary<(PersonalDataKind Kind, string Value), string> placeholders = [];
    private readonly Dictionary<string, string> values = [];

    /// <summary>What was masked, by placeholder.</summary>
    public IReadOnlyDictionary<string, string> Values => values;

    /// <summary>The text with placeholders. What looks like one already is written in round brackets, so that nobody can ask for another's data by it.</summary>
    public string Mask(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var masked = new StringBuilder();
        foreach (var (start, end) in TextBlocks.Of(text)) masked.Append(MaskBlock(text[start..end]));
        return masked.ToString();
    }

    /// <summary>The text with the data back in place.</summary>
    public string Restore(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Placeholder().Replace(text, match => values.GetValueOrDefault(match.Value, match.Value));
    }

    internal string MaskBlock(string block)
    {
        var (masked, at) = (new StringBuilder(), 0);
        foreach (var datum in PersonalData.FindInBlock(block, known))
        {
            masked.Append(Plain(block[at..datum.Start])).Append(PlaceholderOf(datum.Kind, block.Substring(datum.Start, datum.Length)));
            at = datum.End;
        }

        return masked.Append(Plain(block[at..])).ToString();
    }

    private string PlaceholderOf(PersonalDataKind kind, string value)
    {
        if (placeholders.TryGetValue((kind, value), out var known)) return known;
        var number = placeholders.Keys.Count(key => key.Kind == kind) + 1;
        var placeholder = string.Create(CultureInfo.InvariantCulture, $"[{kind.ToString().ToLowerInvariant()} {number}]");
        placeholders[(kind, value)] = placeholder;
        values[placeholder] = value;
        return placeholder;
    }

    private static string Plain(string text) => Placeholder().Replace(text, match => $"({match.Value[1..^1]})");

    [GeneratedRegex(@"\[(?:email|phone|card|passport|address|booking|name) \d+\]")]
    private static partial Regex Placeholder();
}
