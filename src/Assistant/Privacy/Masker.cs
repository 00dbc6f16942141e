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
    private readonly ToldValues told = new();

    /// <summary>What was masked, by placeholder.</summary>
    public IReadOnlyDictionary<string, string> Values => values;

    /// <summary>The placeholders in a text, in order.</summary>
    public static IEnumerable<string> PlaceholdersIn(string text) => Placeholder().Matches(text).Select(match => match.Value);

    /// <summary>Goes on where another masker ended: with what it masked, by placeholder. These values are told, too (<see cref="Know"/>).</summary>
    /// <param name="masked">Values by placeholder.</param>
    /// <param name="given">Further placeholders whose numbers are not given again; null for none.</param>
    /// <param name="known">Names that are no person's, as for a new masker.</param>
    /// <exception cref="ArgumentException">A key is no placeholder.</exception>
    public static Masker After(IReadOnlyDictionary<string, string> masked, IEnumerable<string>? given = null, IReadOnlyCollection<string>? known = null)
    {
        ArgumentNullException.ThrowIfNull(masked);
        var masker = new Masker(known);
        masker.Reserve(masked.Keys.Concat(given ?? []));
        foreach (var (placeholder, value) in masked)
        {
            if (Placeholder().Match(placeholder) is not { Success: true } match || match.Length != placeholder.Length) throw new ArgumentException($"'{placeholder}' is no placeholder.", nameof(masked));
            var kind = KindOf(match);
            masker.placeholders[(kind, value)] = placeholder;
            masker.values[placeholder] = value;
            masker.told.Add(kind, value);
        }

        return masker;
    }

    /// <summary>Masks a value from now on wherever it stands alone, in any casing, and says by what.</summary>
    /// <exception cref="ArgumentException">The value is empty.</exception>
    public string Know(PersonalDataKind kind, string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        return PlaceholderOf(told.Add(kind, value.Trim()), value.Trim());
    }

    /// <summary>The text with placeholders. What looks like one already is written in round brackets, so that nobody can ask for another's data by it.</summary>
    public string Mask(string text) => Mask(text, _ => false);

    /// <summary>The same for a text that may be masked already: placeholders in it stay. For what is only stored, never restored.</summary>
    public string MaskAgain(string text) => Mask(text, _ => true);

    /// <summary>The same for what the desk itself writes: placeholders of this masker stay as they are.</summary>
    public string MaskReply(string text) => Mask(text, values.ContainsKey);

    /// <summary>The text with the data back in place.</summary>
    public string Restore(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Placeholder().Replace(text, match => values.GetValueOrDefault(match.Value, match.Value));
    }

    /// <summary>Numbers of placeholders that the texts hold are not given to other values.</summary>
    internal void Reserve(IEnumerable<string> texts)
    {
        foreach (var match in texts.SelectMany(text => Placeholder().Matches(text)))
        {
            var kind = KindOf(match);
            if (int.TryParse(match.Groups["number"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < MostReserved) numbers[kind] = Math.Max(numbers.GetValueOrDefault(kind), number);
        }
    }

    internal string MaskBlock(string block) => MaskBlock(block, _ => false);

    private string Mask(string text, Func<string, bool> stays)
    {
        ArgumentNullException.ThrowIfNull(text);
        var masked = new StringBuilder();
        foreach (var (start, end) in TextBlocks.Of(text)) masked.Append(MaskBlock(text[start..end], stays));
        return masked.ToString();
    }

    private string MaskBlock(string block, Func<string, bool> stays)
    {
        var (masked, at) = (new StringBuilder(), 0);
        var kept = Placeholder().Matches(block).Where(match => stays(match.Value)).Select(match => (match.Index, End: match.Index + match.Length)).ToList();
        foreach (var datum in told.AddTo(PersonalData.FindInBlock(block, known), block).SelectMany(Pieces))
        {
            masked.Append(Plain(block[at..datum.Start], stays)).Append(PlaceholderOf(datum.Kind, block.Substring(datum.Start, datum.Length)));
            at = datum.End;
        }

        return masked.Append(Plain(block[at..], stays)).ToString();

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
    }

    private string PlaceholderOf(PersonalDataKind kind, string value)
    {
        if (placeholders.TryGetValue((kind, value), out var there)) return there;
        if (told.KindOf(value) is { } toldKind && placeholders.FirstOrDefault(pair => pair.Key.Kind == toldKind && pair.Key.Value.Equals(value, StringComparison.OrdinalIgnoreCase)) is { Value: { } same }) return same;
        var number = numbers[kind] = numbers.GetValueOrDefault(kind) + 1;
        var placeholder = string.Create(CultureInfo.InvariantCulture, $"[{kind.ToString().ToLowerInvariant()} {number}]");
        placeholders[(kind, value)] = placeholder;
        values[placeholder] = value;
        return placeholder;
    }

    private static PersonalDataKind KindOf(Match placeholder) => Enum.Parse<PersonalDataKind>(placeholder.Groups["kind"].Value, ignoreCase: true);

    private static string Plain(string text, Func<string, bool> stays) => Placeholder().Replace(text, match => stays(match.Value) ? match.Value : $"({match.Value[1..^1]})");

    [GeneratedRegex(@"\[(?<kind>email|phone|card|passport|address|booking|name) (?<number>\d+)\]")]
    private static partial Regex Placeholder();
}
