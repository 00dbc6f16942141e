using System.Globalization;
using System.Text.RegularExpressions;

namespace Assistant.Understand;

/// <summary>
/// Reads filters out of a question's words: city, kind of place, price, stars, guest rating. Each comes with the words it was read from; what the
/// question rules out ("not in Porto", "no hostels", "under 4 stars") is no filter.
/// </summary>
public static partial class FilterReader
{
    private static readonly (string Words, string Kind)[] Kinds =
    [
        ("hostel|hostels|backpackers", "hostel"), ("guesthouse|guesthouses|guest house|guest houses", "guesthouse"),
        ("b&b|b&bs|bed and breakfast|bed and breakfasts", "bed-and-breakfast"), ("apartment|apartments|flat|flats", "apartment"),
        ("aparthotel|aparthotels", "aparthotel"), ("holiday home|holiday homes|cottage|cottages", "holiday-home"), ("inn|inns", "inn"),
        ("ryokan|ryokans", "ryokan"), ("farm stay|farm stays|farm-stay|farmhouse", "farm-stay"), ("houseboat|houseboats|boat|boats", "boat"),
        ("cabin|cabins", "cabin"), ("resort|resorts", "resort"), ("campsite|campsites|camping", "campsite"),
    ];

    private static readonly Dictionary<string, string> Currencies = new(StringComparer.OrdinalIgnoreCase)
    {
        ["£"] = "GBP", ["€"] = "EUR", ["¥"] = "JPY", ["zł"] = "PLN", ["pounds"] = "GBP", ["euros"] = "EUR", ["euro"] = "EUR", ["yen"] = "JPY", ["zloty"] = "PLN",
    };

    /// <summary>
    /// The filters in <paramref name="message"/> and the words that gave them.
    /// </summary>
    /// <param name="message">The question.</param>
    /// <param name="cities">Cities of the index, as written there.</param>
    public static (Filters Filters, IReadOnlyList<FilterMention> Mentions) Read(string message, IReadOnlyCollection<string> cities)
    {
        ArgumentNullException.ThrowIfNull(cities);
        var mentions = new List<FilterMention>();
        var filters = Filters.None;
        var words = NameTokens.Of(message);

        if (Longest(cities.Select(city => (city, city))) is (var city, { } cityWords)) Set(filters with { City = city }, "city", city, cityWords);
        if (Longest(Kinds.SelectMany(kind => kind.Words.Split('|').Select(name => (kind.Kind, name)))) is (var kind, { } kindWords))
        {
            Set(filters with { PropertyKinds = [kind] }, "propertyKinds", kind, kindWords);
        }

        if (First(MaxPrice(), Excluding()) is { } price && CurrencyOf(price) is { } currency && Number(price) is { } most)
        {
            Set(filters with { MaxPrice = most, Currency = currency }, "maxPrice", $"{price.Groups["number"].Value} {currency}", price.Value.Trim());
        }

        if (First(Stars(), ExcludingOrBelow()) is { } stars)
        {
            Set(filters with { MinStars = (double?)Number(stars) }, "minStars", stars.Groups["number"].Value, stars.Value.Trim());
        }

        if (First(Rating(), Excluding()) is { } rating)
        {
            Set(filters with { MinGuestRating = (double?)Number(rating) }, "minGuestRating", rating.Groups["number"].Value, rating.Value.Trim());
        }

        return (filters, mentions);

        // The value whose name stands in the message, the longest name first, with the words as the message has them.
        (string Value, string? Words) Longest(IEnumerable<(string Value, string Name)> values) => values
            .Select(value => (value.Value, Words: Phrase(message, words, NameTokens.Of(value.Name))))
            .Where(value => value.Words is not null).OrderByDescending(value => value.Words!.Length).FirstOrDefault();

        Match? First(Regex pattern, Regex ruledOut) => pattern.Matches(message).FirstOrDefault(match => !ruledOut.IsMatch(message[..match.Index]));

        void Set(Filters next, string key, string value, string words)
        {
            filters = next;
            mentions.Add(new FilterMention(key, value, words));
        }
    }

    private static string? Phrase(string message, IReadOnlyList<NameToken> words, IReadOnlyList<NameToken> name)
    {
        for (var i = 0; i + name.Count <= words.Count; i++)
        {
            if (!name.Select((word, j) => words[i + j].Text == word.Text).All(same => same) || Excluding().IsMatch(message[..words[i].Start])) continue;
            return message[words[i].Start..words[i + name.Count - 1].End];
        }

        return null;
    }

    private static string? CurrencyOf(Match match)
    {
        var word = match.Groups["before"].Success ? match.Groups["before"].Value : match.Groups["after"].Value;
        return Currencies.TryGetValue(word, out var code) ? code : word.Length == 3 ? word.ToUpperInvariant() : null;
    }

    private static decimal? Number(Match match) =>
        decimal.TryParse(match.Groups["number"].Value.Replace(",", ""), CultureInfo.InvariantCulture, out var number) ? number : null;

    // The words before a match that turn it around, up to the match itself.
    [GeneratedRegex(@"(?:\b(?:not|no|nor|except|without|avoid|outside|other than|apart from|rather than|instead of)|n['’]t)(?:\s+(?:want|like|need|in|at|of|for|to|a|an|any|the))*[\s-]*$", RegexOptions.IgnoreCase)]
    private static partial Regex Excluding();

    [GeneratedRegex(@"(?:\b(?:not|no|except|without|other than|less than|fewer than|lower than|under|below|at most|up to|no more than|max(?:imum)?(?: of)?)|n['’]t)(?:\s+(?:want|like|need|a|an|any|the))*[\s-]*$", RegexOptions.IgnoreCase)]
    private static partial Regex ExcludingOrBelow();

    [GeneratedRegex(@"\b(?:under|below|less than|up to|at most|max(?:imum)?|cheaper than|no more than)\s*(?:(?<before>[£€¥]|GBP|EUR|USD|CAD|DKK|PLN|JPY)\s*(?<number>[0-9](?:[0-9,]*[0-9])?(?:\.[0-9]+)?)|(?<number>[0-9](?:[0-9,]*[0-9])?(?:\.[0-9]+)?)\s*(?<after>[£€¥]|zł|pounds|euros?|yen|zloty|GBP|EUR|USD|CAD|DKK|PLN|JPY)(?!\w))", RegexOptions.IgnoreCase)]
    private static partial Regex MaxPrice();

    [GeneratedRegex(@"(?<![\w.,])(?<number>[1-5](?:\.[0-9])?)[ -]?stars?\b(?! or (?:less|fewer|below|under|lower)| at most| max)", RegexOptions.IgnoreCase)]
    private static partial Regex Stars();

    [GeneratedRegex(@"\brat(?:ed|ing)\s+(?:of\s+|above\s+|over\s+|at least\s+)?(?<number>[0-9](?:\.[0-9])?)\b(?![.0-9]*[ -]?stars?\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Rating();
}
