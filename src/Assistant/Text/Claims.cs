using System.Globalization;
using System.Text.RegularExpressions;

namespace Assistant.Text;

/// <summary>
/// The hard claims of a text: what must stand in the evidence as it is. Numbers (<c>n15</c>, number words too), clock times (<c>t15:00</c>,
/// whatever their form) and currencies (<c>cEUR</c>); and, apart, names.
/// </summary>
public static partial class Claims
{
    private static readonly HashSet<string> Openers =
        [.. Resources.ReadText("Understand.openers.txt").Split('\n').Where(line => !line.StartsWith('#')).SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))];

    private static readonly Dictionary<string, string> Currencies = new(StringComparer.OrdinalIgnoreCase)
    {
        ["£"] = "GBP", ["pound"] = "GBP", ["pounds"] = "GBP", ["gbp"] = "GBP", ["€"] = "EUR", ["euro"] = "EUR", ["euros"] = "EUR", ["eur"] = "EUR",
        ["¥"] = "JPY", ["yen"] = "JPY", ["jpy"] = "JPY", ["zł"] = "PLN", ["zloty"] = "PLN", ["pln"] = "PLN", ["dkk"] = "DKK", ["kroner"] = "DKK",
        ["$"] = "USD", ["usd"] = "USD", ["dollar"] = "USD", ["dollars"] = "USD", ["cad"] = "CAD", ["chf"] = "CHF", ["sek"] = "SEK", ["nok"] = "NOK",
    };

    /// <summary>The numbers, times and currencies that <paramref name="text"/> states.</summary>
    public static HashSet<string> Facts(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var facts = new HashSet<string>();
        var rest = Time().Replace(NumberWords.ToDigits(text), match =>
        {
            facts.Add(ClockTime(match));
            return " ";
        });
        foreach (Match match in NamedTime().Matches(rest)) facts.Add(match.Value.Equals("noon", StringComparison.OrdinalIgnoreCase) ? "t12:00" : "t00:00");
        foreach (Match match in Number().Matches(rest)) facts.Add($"n{Canonical(match.Value)}");
        foreach (var word in Word().Matches(rest).Select(match => match.Value.ToLowerInvariant()))
        {
            if (Currencies.TryGetValue(word, out var currency)) facts.Add($"c{currency}");
        }

        return facts;
    }

    /// <summary>What a written sentence claims: its facts, and <c>n1</c> where "one" counts things.</summary>
    public static HashSet<string> Claimed(string text)
    {
        var facts = Facts(text);
        if (CountingOne().IsMatch(text)) facts.Add("n1");
        return facts;
    }

    /// <summary>What evidence may be said to state: its facts, the bare hours of its times ("from 7" for 07:00), and one for "a" and "each".</summary>
    public static HashSet<string> Stated(string text)
    {
        var facts = Facts(text);
        if (Single().IsMatch(text)) facts.Add("n1");
        foreach (var time in facts.Where(fact => fact.StartsWith('t') && fact.EndsWith(":00", StringComparison.Ordinal)).ToList())
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

    /// <summary>The word that begins a sentence, folded, where it is capitalised and none of the words that sentences commonly begin with.</summary>
    public static string? UncommonOpener(string sentence) =>
        Word().Match(sentence) is { Success: true } first && char.IsUpper(first.Value[0]) && !Openers.Contains(Stem(first.Value))
            && TextAnalyzer.Terms(first.Value).Any(term => !Aspects.IsFunctionWord(term) && Aspects.Of(new HashSet<string> { term }).Count == 0) ? Stem(first.Value) : null;

    /// <summary>The capitalised words of a text, folded, wherever they stand.</summary>
    public static HashSet<string> Capitals(string text) => [.. Word().Matches(text).Where(match => char.IsUpper(match.Value[0])).Select(match => Stem(match.Value))];

    /// <summary>Every word of a text in the form that <see cref="Names"/> compares.</summary>
    public static HashSet<string> Words(string text) => [.. Word().Matches(text).Select(match => Stem(match.Value))];

    /// <summary>Whether a text denies something: a negation, or a verb or adjective that means one.</summary>
    public static bool IsNegative(string text) => Negation().IsMatch(Plain(text));

    /// <summary>The text without denials that deny nothing: "no charge" is free, "no later than" is a time.</summary>
    internal static string Plain(string text) => Bound().Replace(NoCharge().Replace(text, "free"), " ");

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

    internal static string Canonical(string number)
    {
        var plain = Thousands().IsMatch(number) ? number.Replace(",", "") : number.Replace(',', '.');
        return decimal.TryParse(plain, NumberStyles.Number, CultureInfo.InvariantCulture, out var value) ? value.ToString("0.####", CultureInfo.InvariantCulture) : number;
    }

    [GeneratedRegex(@"(?<![0-9.,])(?<hour>[01]?[0-9]|2[0-4])(?:[:.](?<minute>[0-5][0-9]))?\s*(?<half>[ap]\.?\s?m\b\.?)|(?<![0-9.,])(?<hour>[01]?[0-9]|2[0-4]):(?<minute>[0-5][0-9])(?![0-9])", RegexOptions.IgnoreCase)]
    private static partial Regex Time();

    [GeneratedRegex(@"\b(?:noon|midnight)\b", RegexOptions.IgnoreCase)]
    private static partial Regex NamedTime();

    [GeneratedRegex(@"[0-9]+(?:[.,][0-9]+)*")]
    private static partial Regex Number();

    [GeneratedRegex(@"^[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?$")]
    private static partial Regex Thousands();

    [GeneratedRegex(@"[£€¥$]|\p{L}[\p{L}\p{M}]*(?:['’]\p{L}+)*")]
    private static partial Regex Word();

    [GeneratedRegex(@"\b(?:no|non|not|never|none|nobody|nothing|nowhere|nor|neither|without|cannot|unable|unavailable|unfortunately|prohibited|forbidden|banned|lacks?|lacking|refused?|excluded|except|impossible)\b|n['’]t\b", RegexOptions.IgnoreCase)]
    private static partial Regex Negation();

    [GeneratedRegex(@"\b(?:no|without)(?: any)?(?: extra| additional)? (?:charge|cost|fee)s?\b", RegexOptions.IgnoreCase)]
    private static partial Regex NoCharge();

    [GeneratedRegex(@"\bnot only\b|\b(?:no|not) (?:later|earlier|more|less|fewer) than\b", RegexOptions.IgnoreCase)]
    private static partial Regex Bound();

    // "One dog is allowed" counts; "one of the rooms", "one guest says" and "one can park here" do not.
    [GeneratedRegex(@"\bone\s+(?!of\b|other|another|guest|visitor|review|travell?er|person|family|stay|party|group|couple|calls?\b|says?\b|reports?\b|found\b|is\b|was\b|has\b|had\b|can\b|may\b|must\b|should\b|and\b|or\b|in\b|on\b|at\b|by\b|for\b|to\b|with\b|that\b|which\b|who\b)\p{L}", RegexOptions.IgnoreCase)]
    private static partial Regex CountingOne();

    [GeneratedRegex(@"\b(?:one|an?|single|each|every|per|only)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Single();
}
