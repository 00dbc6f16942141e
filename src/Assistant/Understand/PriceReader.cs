using System.Globalization;
using System.Text.RegularExpressions;

namespace Assistant.Understand;

/// <summary>A limit on the price of a night, and where in the message it stands (UTF-16, end exclusive).</summary>
internal readonly record struct PriceLimit(decimal? Min, decimal? Max, string Currency, int Start, int End);

/// <summary>Reads the price of a night: "under £120", "between 80 and 100 euros", "around 90 EUR". Prices are never converted.</summary>
internal static partial class PriceReader
{
    private const decimal Around = 0.2m; // "around 100" is 80 to 120

    private static readonly string[] CurrencyGroups = ["before", "after", "before2"];

    private static readonly Dictionary<string, string[]> Currencies = new(StringComparer.OrdinalIgnoreCase)
    {
        ["£"] = ["GBP"], ["€"] = ["EUR"], ["¥"] = ["JPY", "CNY"], ["zł"] = ["PLN"], ["zl"] = ["PLN"], ["pound"] = ["GBP"], ["quid"] = ["GBP"], ["euro"] = ["EUR"], ["yen"] = ["JPY"],
        ["zloty"] = ["PLN"], ["zlotych"] = ["PLN"], ["złotych"] = ["PLN"], ["$"] = Dollars, ["dollar"] = Dollars, ["buck"] = Dollars, ["kr"] = ["DKK", "SEK", "NOK"],
        ["kroner"] = ["DKK", "NOK"], ["krone"] = ["DKK", "NOK"], ["kronor"] = ["SEK"],
    };

    private static string[] Dollars => ["USD", "CAD", "AUD", "NZD", "SGD", "HKD"];

    /// <summary>The first limit in <paramref name="message"/>; null where there is none, or its currency is not known.</summary>
    /// <param name="message">The message.</param>
    /// <param name="here">The currencies of the city that is asked for, or of all content: they decide which dollars are meant.</param>
    /// <param name="inCity">Whether a city is asked for, so that a price "a night" without a currency can only be in its one.</param>
    internal static PriceLimit? Read(string message, IReadOnlyCollection<string> here, bool inCity)
    {
        foreach (var match in Limit().Matches(message).Where(match => !Denial.Ends(message[..match.Index])))
        {
            if (Number(match, "low") is not { } low || Currency(match, here, inCity) is not { } currency) continue;
            var (lead, tail) = (match.Groups["lead"].Value, match.Groups["tail"].Value);
            (decimal? min, decimal? max) = Number(match, "high") is { } high ? (Math.Min(low, high), Math.Max(low, high))
                : AtMost().IsMatch(lead) ? (null, low)
                : AtLeast().IsMatch(lead) ? (low, null)
                : About().IsMatch(lead) ? (low * (1 - Around), low * (1 + Around))
                : TailAtLeast().IsMatch(tail) ? (low, null)
                : tail.Length > 0 ? (null, low) : ((decimal?)null, (decimal?)null);
            if (min is not null || max is not null) return new PriceLimit(min, max, currency, match.Index, match.Index + match.Value.TrimEnd().Length);
        }

        return null;
    }

    /// <summary>The number as people write it: without trailing zeros.</summary>
    internal static string Text(decimal amount) => amount.ToString("0.##", CultureInfo.InvariantCulture);

    private static string? Currency(Match match, IReadOnlyCollection<string> here, bool inCity)
    {
        var word = CurrencyGroups.Select(name => match.Groups[name].Value.Trim().TrimEnd('.')).FirstOrDefault(text => text.Length > 0);
        if (word is null) return inCity && here.Count == 1 && (match.Groups["night"].Success || match.Groups["lead"].Value.Contains("budget", StringComparison.OrdinalIgnoreCase)) ? here.First() : null;
        if (!Currencies.TryGetValue(word, out var codes) && !Currencies.TryGetValue(word.TrimEnd('s', 'S'), out codes)) codes = word.Length == 3 ? [word.ToUpperInvariant()] : [];
        return codes.FirstOrDefault(here.Contains) ?? codes.FirstOrDefault();
    }

    private static decimal? Number(Match match, string group) =>
        decimal.TryParse(match.Groups[group].Value.Replace(",", ""), CultureInfo.InvariantCulture, out var number) ? number : null;

    private const string Amount = @"[0-9](?:[0-9,]*[0-9])?(?:\.[0-9]+)?";
    private const string Symbol = @"[£€¥$]|(?:GBP|EUR|USD|CAD|AUD|DKK|SEK|NOK|CHF|PLN|JPY)\b";
    private const string Word = @"[£€¥$]|zł|zl\b|pounds?\b|quid\b|euros?\b|yen\b|zloty(?:s|ch)?\b|złotych\b|dollars?\b|bucks?\b|kroner\b|krone\b|kronor\b|kr\b\.?|(?:GBP|EUR|USD|CAD|AUD|DKK|SEK|NOK|CHF|PLN|JPY)\b";
    private const string Most = @"under|below|beneath|less than|up to|at most|max(?:imum)?(?: of)?|cheaper than|(?:no|not) more than|not (?:over|above)|within|(?:(?:do not|don['’]t) (?:want|like|wish) to|(?:won['’]t|will not|cannot|can['’]t)) (?:pay|spend)(?: more than| over)?|(?:a )?budget (?:is|of)(?: about| around)?";
    private const string Least = @"over|above|more than|at least|min(?:imum)?(?: of)?|(?:no|not) less than|upwards of";

    [GeneratedRegex(
        @"(?:(?<lead>\b(?:between|from)\s+)(?=" + @"(?:" + Symbol + @")?\s*" + Amount + @"\s*(?:" + Word + @")?\s*(?:and|to|-|–))|(?<lead>\b(?:" + Least + "|" + Most + @"|around|about|roughly|approximately|approx\.?|circa|ca\.?)\s*|~\s*)|(?<![\w.,£€¥$-]))"
        + @"(?:(?<before>" + Symbol + @")\s*)?(?<low>" + Amount + @")(?![0-9])(?:\s*(?<after>" + Word + @"))?"
        + @"(?:\s*(?:and|to|-|–)\s*(?:(?<before2>" + Symbol + @")\s*)?(?<high>" + Amount + @")(?![0-9])(?:\s*(?<after>" + Word + @"))?)?"
        + @"(?<night>\s*(?:a|per|each|/)\s*night\b)?(?<tail>\s+(?:or|and) (?:less|under|below|cheaper|more|over|above)\b|\s+(?:max(?:imum)?|tops|at most)\b)?",
        RegexOptions.IgnoreCase)]
    private static partial Regex Limit();

    [GeneratedRegex(@"^\s*(?:" + Most + ")", RegexOptions.IgnoreCase)]
    private static partial Regex AtMost();

    [GeneratedRegex(@"^\s*(?:" + Least + ")", RegexOptions.IgnoreCase)]
    private static partial Regex AtLeast();

    [GeneratedRegex(@"^\s*(?:around|about|roughly|approx|circa|ca|~)", RegexOptions.IgnoreCase)]
    private static partial Regex About();

    [GeneratedRegex(@"more|over|above", RegexOptions.IgnoreCase)]
    private static partial Regex TailAtLeast();
}
