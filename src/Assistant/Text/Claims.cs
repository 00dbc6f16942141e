using System.Globalization;
using System.Text.RegularExpressions;

namespace Assistant.Text;

/// <summary>
/// The hard claims of a text: what must stand in the evidence as it is. Numbers (<c>n15</c>, number words too), clock times (<c>t15:00</c>,
/// whatever their form) and currencies (<c>cEUR</c>); and, apart, names.
/// </summary>
public static partial class Claims
{
    private static readonly Dictionary<string, int> NumberWords = new()
    {
        ["two"] = 2, ["three"] = 3, ["four"] = 4, ["five"] = 5, ["six"] = 6, ["seven"] = 7, ["eight"] = 8, ["nine"] = 9, ["ten"] = 10, ["eleven"] = 11,
        ["twelve"] = 12, ["thirteen"] = 13, ["fourteen"] = 14, ["fifteen"] = 15, ["sixteen"] = 16, ["seventeen"] = 17, ["eighteen"] = 18, ["nineteen"] = 19,
        ["twenty"] = 20, ["thirty"] = 30, ["forty"] = 40, ["fifty"] = 50, ["sixty"] = 60, ["seventy"] = 70, ["eighty"] = 80, ["ninety"] = 90, ["hundred"] = 100,
    };

    private static readonly Dictionary<string, string> Currencies = new(StringComparer.OrdinalIgnoreCase)
    {
        ["£"] = "GBP", ["pound"] = "GBP", ["pounds"] = "GBP", ["gbp"] = "GBP", ["€"] = "EUR", ["euro"] = "EUR", ["euros"] = "EUR", ["eur"] = "EUR",
        ["¥"] = "JPY", ["yen"] = "JPY", ["jpy"] = "JPY", ["zł"] = "PLN", ["zloty"] = "PLN", ["pln"] = "PLN", ["dkk"] = "DKK", ["kroner"] = "DKK",
        ["usd"] = "USD", ["dollar"] = "USD", ["dollars"] = "USD", ["cad"] = "CAD", ["chf"] = "CHF", ["sek"] = "SEK", ["nok"] = "NOK",
    };

    /// <summary>The numbers, times and currencies that <paramref name="text"/> states.</summary>
    public static HashSet<string> Facts(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var facts = new HashSet<string>();
        var rest = Time().Replace(text, match =>
        {
            facts.Add(ClockTime(match));
            return " ";
        });
        foreach (Match match in NamedTime().Matches(rest)) facts.Add(match.Value.Equals("noon", StringComparison.OrdinalIgnoreCase) ? "t12:00" : "t00:00");
        foreach (Match match in Number().Matches(rest)) facts.Add($"n{Canonical(match.Value)}");
        foreach (var word in Word().Matches(rest).Select(match => match.Value.ToLowerInvariant()))
        {
            if (NumberWords.TryGetValue(word, out var number)) facts.Add($"n{number}");
            if (Currencies.TryGetValue(word, out var currency)) facts.Add($"c{currency}");
        }

        return facts;
    }

    /// <summary>What evidence may be said to state: its facts, and the bare hours of its times ("from 7" for 07:00).</summary>
    public static HashSet<string> Stated(string text)
    {
        var facts = Facts(text);
        foreach (var time in facts.Where(fact => fact[0] == 't').ToList())
        {
            var hour = int.Parse(time.AsSpan(1, 2), CultureInfo.InvariantCulture);
            facts.Add($"n{hour}");
            facts.Add($"n{(hour + 11) % 12 + 1}");
        }

        return facts;
    }

    /// <summary>
    /// The names in a sentence, folded: capitalised words, save the one that begins it, whose capital says nothing.
    /// </summary>
    public static HashSet<string> Names(string sentence)
    {
        ArgumentNullException.ThrowIfNull(sentence);
        var names = new HashSet<string>();
        var atStart = true;
        foreach (Match match in Word().Matches(sentence))
        {
            var word = match.Value;
            if (!atStart && char.IsUpper(word[0]) && word is not "I" && !Currencies.ContainsKey(word)) names.Add(Stem(word));
            var after = match.Index + match.Length;
            atStart = after < sentence.Length && sentence[after] is '.' or '!' or '?' or ':' or '"' or '“';
        }

        return names;
    }

    /// <summary>Every word of a text in the form that <see cref="Names"/> compares.</summary>
    public static HashSet<string> Words(string text) => [.. Word().Matches(text).Select(match => Stem(match.Value))];

    /// <summary>Whether a text denies something: a negation, or a verb or adjective that means one.</summary>
    public static bool IsNegative(string text) => Negation().IsMatch(text);

    private static string Stem(string word)
    {
        var folded = TextAnalyzer.Fold(word.Replace("’", "'"));
        return folded.EndsWith("'s", StringComparison.Ordinal) ? folded[..^2] : folded.Replace("'", "");
    }

    private static string ClockTime(Match match)
    {
        var hour = int.Parse(match.Groups["hour"].Value, CultureInfo.InvariantCulture);
        var minute = match.Groups["minute"].Success ? match.Groups["minute"].Value : "00";
        var half = match.Groups["half"].Value.ToLowerInvariant();
        if (half.StartsWith('p') && hour < 12) hour += 12;
        if (half.StartsWith('a') && hour == 12) hour = 0;
        return string.Create(CultureInfo.InvariantCulture, $"t{hour:00}:{minute}");
    }

    private static string Canonical(string number)
    {
        var plain = Thousands().IsMatch(number) ? number.Replace(",", "") : number.Replace(',', '.');
        return decimal.TryParse(plain, NumberStyles.Number, CultureInfo.InvariantCulture, out var value) ? value.ToString("0.####", CultureInfo.InvariantCulture) : number;
    }

    [GeneratedRegex(@"(?<![\d.,])(?<hour>[01]?\d|2[0-4])(?:[:.](?<minute>[0-5]\d))?\s*(?<half>[ap]\.?\s?m\b\.?)|(?<![\d.,])(?<hour>[01]?\d|2[0-4]):(?<minute>[0-5]\d)(?!\d)", RegexOptions.IgnoreCase)]
    private static partial Regex Time();

    [GeneratedRegex(@"\b(?:noon|midnight)\b", RegexOptions.IgnoreCase)]
    private static partial Regex NamedTime();

    [GeneratedRegex(@"\d+(?:[.,]\d+)*")]
    private static partial Regex Number();

    [GeneratedRegex(@"^\d{1,3}(?:,\d{3})+(?:\.\d+)?$")]
    private static partial Regex Thousands();

    [GeneratedRegex(@"[£€¥]|\p{L}[\p{L}\p{M}]*(?:['’]\p{L}+)*")]
    private static partial Regex Word();

    [GeneratedRegex(@"\b(?:no|not|never|none|nobody|nothing|nowhere|nor|neither|without|cannot|unable|unavailable|unfortunately|prohibited|forbidden|banned|lacks?|lacking|refused?|excluded|except)\b|n['’]t\b", RegexOptions.IgnoreCase)]
    private static partial Regex Negation();
}
