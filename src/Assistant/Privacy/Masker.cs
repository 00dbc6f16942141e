using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Assistant.Privacy;

/// <summary>
/// Puts placeholders (<c>[email 1]</c>, <c>[phone 2]</c>) in the place of personal data, and the data back. One masker belongs to one case or conversation:
/// there the same value has the same placeholder, and only what it masked itself is ever restored. Not safe for concurrent use.
/// </summary>
public sealed partial class Masker
{
    private readonly Dictionary<(PersonalDataKind Kind, string Value), string> placeholders = [];
    private readonly Dictionary<string, string> values = [];

    /// <summary>What was masked, by placeholder.</summary>
    public IReadOnlyDictionary<string, string> Values => values;

    /// <summary>The text with placeholders. What looks like one already is written in round brackets, so that nobody can ask for another's data by it.</summary>
    public string Mask(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Mask(text, PersonalData.Find(text), 0, text.Length);
    }

    /// <summary>The text with the data back in place.</summary>
    public string Restore(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Placeholder().Replace(text, match => values.GetValueOrDefault(match.Value, match.Value));
    }

    internal string Mask(string text, IReadOnlyList<PersonalDatum> data, int start, int end)
    {
        var masked = new StringBuilder();
        var at = start;
        foreach (var datum in data.Where(datum => datum.Start >= start && datum.End <= end))
        {
            masked.Append(Plain(text[at..datum.Start])).Append(PlaceholderOf(datum.Kind, text.Substring(datum.Start, datum.Length)));
            at = datum.End;
        }

        return masked.Append(Plain(text[at..end])).ToString();
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

    [GeneratedRegex(@"\[(?:email|phone|card|passport|address|booking) \d+\]")]
    private static partial Regex Placeholder();
}
