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
    private readonly Dictionary<string, PersonalDataKind> told = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A masker that has masked nothing yet.</summary>
    public Masker()
    {
    }

    /// <summary>Goes on where another masker ended: with what it masked, by placeholder. These values are known, too (<see cref="Know"/>).</summary>
    /// <exception cref="ArgumentException">A key is no placeholder.</exception>
    public Masker(IReadOnlyDictionary<string, string> masked)
    {
        ArgumentNullException.ThrowIfNull(masked);
        foreach (var (placeholder, value) in masked)
        {
            if (Placeholder().Match(placeholder) is not { Success: true } match || match.Length != placeholder.Length) throw new ArgumentException($"'{placeholder}' is no placeholder.", nameof(masked));
            var kind = Enum.Parse<PersonalDataKind>(placeholder[1..placeholder.IndexOf(' ')], ignoreCase: true);
            placeholders[(kind, value)] = placeholder;
            values[placeholder] = value;
            told.TryAdd(value, kind);
        }
    }

    /// <summary>What was masked, by placeholder.</summary>
    public IReadOnlyDictionary<string, string> Values => values;

    /// <summary>The placeholders in a text, in order.</summary>
    public static IEnumerable<string> PlaceholdersIn(string text) => Placeholder().Matches(text).Select(match => match.Value);

    /// <summary>Masks a value from now on wherever it stands alone, in any casing, and says by what.</summary>
    /// <exception cref="ArgumentException">The value is empty.</exception>
    public string Know(PersonalDataKind kind, string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        told.TryAdd(value.Trim(), kind);
        return PlaceholderOf(told[value.Trim()], value.Trim());
    }

    /// <summary>The text with placeholders. What looks like one already is written in round brackets, so that nobody can ask for another's data by it.</summary>
    public string Mask(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Mask(text, Find(text), 0, text.Length);
    }

    /// <summary>The same for what the desk itself writes: placeholders of this masker stay as they are.</summary>
    public string MaskReply(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var masked = new StringBuilder();
        var at = 0;
        foreach (var own in Placeholder().Matches(text).Where(match => values.ContainsKey(match.Value)))
        {
            masked.Append(Mask(text[at..own.Index])).Append(own.Value);
            at = own.Index + own.Length;
        }

        return masked.Append(Mask(text[at..])).ToString();
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

    // What is found and what is known; where they overlap, both together.
    private List<PersonalDatum> Find(string text)
    {
        var found = PersonalData.Find(text).ToList();
        foreach (var (value, kind) in told.OrderByDescending(pair => pair.Key.Length))
        {
            for (var at = text.IndexOf(value, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(value, at + value.Length, StringComparison.OrdinalIgnoreCase))
            {
                var datum = new PersonalDatum(kind, at, value.Length);
                if (!StandsAlone(text, datum) || found.Exists(other => other.Start <= datum.Start && other.End >= datum.End)) continue;
                var cut = found.Where(datum.Overlaps).ToList();
                found.RemoveAll(cut.Contains);
                var start = cut.Select(other => other.Start).Append(datum.Start).Min();
                found.Add(new PersonalDatum(kind, start, cut.Select(other => other.End).Append(datum.End).Max() - start));
            }
        }

        return [.. found.OrderBy(datum => datum.Start)];
    }

    private static bool StandsAlone(string text, PersonalDatum datum) =>
        (datum.Start == 0 || !char.IsLetterOrDigit(text[datum.Start - 1])) && (datum.End == text.Length || !char.IsLetterOrDigit(text[datum.End]));

    private string PlaceholderOf(PersonalDataKind kind, string value)
    {
        if (placeholders.TryGetValue((kind, value), out var there)) return there;
        if (told.TryGetValue(value, out var kindKnown) && placeholders.FirstOrDefault(pair => pair.Key.Kind == kindKnown && pair.Key.Value.Equals(value, StringComparison.OrdinalIgnoreCase)) is { Value: { } same }) return same;
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
