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
    private const int MostReserved = 1_000_000; // what a guest types as a number is not taken on trust

    private readonly Dictionary<(PersonalDataKind Kind, string Value), string> placeholders = [];
    private readonly Dictionary<string, string> values = [];
    private readonly Dictionary<PersonalDataKind, int> numbers = []; // the last number given of each kind

    /// <summary>What was masked, by placeholder.</summary>
    public IReadOnlyDictionary<string, string> Values => values;

    /// <summary>The text with placeholders. What looks like one already is written in round brackets, so that nobody can ask for another's data by it.</summary>
    public string Mask(string text) => Mask(text, isAgain: false);

    /// <summary>The same for a text that may be masked already: placeholders in it stay. For what is only stored, never restored.</summary>
    public string MaskAgain(string text) => Mask(text, isAgain: true);

    /// <summary>Numbers of placeholders that the texts hold are not given to other values.</summary>
    internal void Reserve(IEnumerable<string> texts)
    {
        foreach (var match in texts.SelectMany(text => Placeholder().Matches(text)))
        {
            var kind = Enum.Parse<PersonalDataKind>(match.Groups["kind"].Value, ignoreCase: true);
            if (int.TryParse(match.Groups["number"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < MostReserved) numbers[kind] = Math.Max(numbers.GetValueOrDefault(kind), number);
        }
    }

    private string Mask(string text, bool isAgain)
    {
        ArgumentNullException.ThrowIfNull(text);
        var masked = new StringBuilder();
        foreach (var (start, end) in TextBlocks.Of(text)) masked.Append(MaskBlock(text[start..end], isAgain));
        return masked.ToString();
    }

    /// <summary>The text with the data back in place.</summary>
    public string Restore(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Placeholder().Replace(text, match => values.GetValueOrDefault(match.Value, match.Value));
    }

    internal string MaskBlock(string block, bool isAgain = false)
    {
        var (masked, at) = (new StringBuilder(), 0);
        var kept = isAgain ? Placeholder().Matches(block).Select(match => (match.Index, End: match.Index + match.Length)).ToList() : [];
        foreach (var datum in PersonalData.FindInBlock(block, known).SelectMany(Pieces))
        {
            masked.Append(Between(block[at..datum.Start])).Append(PlaceholderOf(datum.Kind, block.Substring(datum.Start, datum.Length)));
            at = datum.End;
        }

        return masked.Append(Between(block[at..])).ToString();

        // What stands around placeholders that stay.
        IEnumerable<PersonalDatum> Pieces(PersonalDatum datum)
        {
            var start = datum.Start;
            foreach (var (index, end) in kept.Where(kept => kept.Index < datum.End && kept.End > datum.Start).Append((datum.End, datum.End)))
            {
                if (index > start && block[start..index].Any(char.IsLetterOrDigit)) yield return datum with { Start = start, Length = index - start };
                start = Math.Max(start, end);
            }
        }

        string Between(string plain) => isAgain ? plain : Plain(plain);
    }

    private string PlaceholderOf(PersonalDataKind kind, string value)
    {
        if (placeholders.TryGetValue((kind, value), out var known)) return known;
        var number = numbers[kind] = numbers.GetValueOrDefault(kind) + 1;
        var placeholder = string.Create(CultureInfo.InvariantCulture, $"[{kind.ToString().ToLowerInvariant()} {number}]");
        placeholders[(kind, value)] = placeholder;
        values[placeholder] = value;
        return placeholder;
    }

    private static string Plain(string text) => Placeholder().Replace(text, match => $"({match.Value[1..^1]})");

    [GeneratedRegex(@"\[(?<kind>email|phone|card|passport|address|booking|name) (?<number>\d+)\]")]
    private static partial Regex Placeholder();
}
