using System.Text.RegularExpressions;
using Assistant.Text;

namespace Assistant.Support.Gaps.Contradictions;

/// <summary>What breakfast, parking, pets and Wi-Fi cost, or that they are free. Only by what the property says itself.</summary>
internal static partial class StatedPrices
{
    private const string Amount = @"(?<amount>(?:[£€$¥]|\b(?:EUR|GBP|DKK|PLN|JPY|CAD|USD|CHF)\b)\s?\d+(?:[.,]\d+)?|\d+(?:[.,]\d+)?\s?(?:[£€¥]|zł|(?:euros?|pounds?|kroner|zloty|yen|EUR|GBP|DKK|PLN|JPY|CAD|USD)\b))";
    private const string Free = @"(?:included(?: in (?:the|every|your) (?:price|rate|room rate))?|free(?: of charge)?|complimentary)(?=\s*(?:[.,;:!]|$|and\b|for (?:all|every)))";

    private static readonly (string Topic, Regex Costs, Regex IsFree)[] Topics =
    [
        Of("price of breakfast", "breakfast"), Of("price of parking", "parking"), Of("price of a pet", "(?:bringing a pet|a (?:pet|dog)|pets|dogs)"), Of("price of Wi-Fi", "(?:wi-?fi|internet)"),
        Of("price of a cot", "(?:a cot|cots)"), Of("price of luggage storage", "(?:storing luggage|luggage storage)"),
    ];

    internal static IEnumerable<Claim> Of(Passage passage, string sentence)
    {
        if (passage.Tier == Tier.Guest || passage.Kind is PassageKind.Room || !Priced().IsMatch(sentence) || Exception().IsMatch(sentence)) yield break;
        foreach (var (topic, costs, isFree) in Topics)
        {
            if (isFree.IsMatch(sentence)) yield return new Claim(topic, "free", "free", sentence, passage);
            else if (costs.Matches(sentence) is [var match] && Value(match.Groups["amount"].Value) is { } value) yield return new Claim(topic, value.Told, value.Fact, sentence, passage);
        }

        if (passage.FieldPath == "amenities/internet" && sentence == Ingest.Vocabulary.AmenityOf("wifi").Text) yield return new Claim("price of Wi-Fi", "free", "free", sentence, passage);
        if (passage.FieldPath == "policies/breakfast" && Included().IsMatch(sentence)) yield return new Claim("price of breakfast", "free", "free", sentence, passage);
    }

    private static (string Told, string Fact)? Value(string amount)
    {
        var facts = Claims.Facts(amount);
        return facts.FirstOrDefault(fact => fact[0] == 'n') is { } number && facts.FirstOrDefault(fact => fact[0] == 'c') is { } currency && number != "n0" ? ($"{currency[1..]} {number[1..]}", number) : null;
    }

    private static (string, Regex, Regex) Of(string topic, string noun) => (
        topic, Compiled($@"\b{noun} (?:costs?|is|are|comes to|at|for)(?: (?:only|just|a further|another))? {Amount}"), Compiled($@"\b{noun} (?:is|are|comes?|stays?|travels?)(?: (?:always|also))? {Free}"));

    private static Regex Compiled(string pattern) => new(pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    [GeneratedRegex(@"\d|free|included|complimentary", RegexOptions.IgnoreCase)]
    private static partial Regex Priced();

    [GeneratedRegex(@"^Included(?=[.,;:! ])")]
    private static partial Regex Included();

    [GeneratedRegex(@"\b(?:if|unless|except|not|when|children|child|kids|under|second|some|day passes?|members?|fast(?:er)?|nights? or more|mondays?|saturdays?|sundays?|weekends?|motor(?:bikes?|cycles?)|bicycles?|bikes?|nearby|street|residents?|to \d|only with)\b|\bn['’]t\b", RegexOptions.IgnoreCase)]
    private static partial Regex Exception();
}
