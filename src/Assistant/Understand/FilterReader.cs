using System.Globalization;
using System.Text.RegularExpressions;
using Assistant.Text;

namespace Assistant.Understand;

/// <summary>
/// Reads filters out of a question's words, each with the words it was read from: city, country, district, kinds of place, price, stars, guest rating;
/// where places are looked for, amenities and nearness too. What the question rules out ("not in Porto", "no hostels", "under 4 stars") is no filter.
/// </summary>
public static partial class FilterReader
{
    private static readonly (string Words, string[] Kinds)[] Kinds =
    [
        ("hostel|hostels|backpackers", ["hostel"]), ("guesthouse|guesthouses|guest house|guest houses", ["guesthouse"]),
        ("b&b|b&bs|bed and breakfast|bed and breakfasts", ["bed-and-breakfast"]), ("apartment|apartments|flat|flats", ["apartment", "aparthotel"]),
        ("aparthotel|aparthotels", ["aparthotel"]), ("holiday home|holiday homes|cottage|cottages", ["holiday-home"]), ("inn|inns", ["inn"]),
        ("ryokan|ryokans", ["ryokan"]), ("farm stay|farm stays|farm-stay|farmhouse", ["farm-stay"]), ("houseboat|houseboats|boat|boats", ["boat"]),
        ("cabin|cabins", ["cabin"]), ("resort|resorts", ["resort"]), ("campsite|campsites|camping", ["campsite"]),
    ];

    private static readonly (IReadOnlyList<NameToken> Name, string[] Kinds)[] KindNames =
        [.. Kinds.SelectMany(kind => kind.Words.Split('|').Select(name => (NameTokens.Of(name), kind.Kinds))).OrderByDescending(kind => kind.Item1.Count)];

    /// <summary>
    /// The filters in <paramref name="message"/> and the words that gave them, where only cities are known.
    /// </summary>
    /// <param name="message">The question.</param>
    /// <param name="cities">Cities of the index, as written there.</param>
    public static FilterReading Read(string message, IReadOnlyCollection<string> cities) => Read(message, new PlaceWords([]) { Cities = cities });

    /// <summary>
    /// The filters in <paramref name="message"/> and the words that gave them.
    /// </summary>
    /// <param name="message">The question.</param>
    /// <param name="known">What the content knows of places.</param>
    public static FilterReading Read(string message, PlaceWords known)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(known);
        var mentions = new List<FilterMention>();
        var spans = new List<(int Start, int End)>();
        var filters = Filters.None;
        var words = NameTokens.Of(message);

        if (Longest(known.Cities.Select(city => (city, city))) is ({ } city, { } cityAt)) Set(filters with { City = city }, "city", city, cityAt);
        if (filters.City is null && Longest(known.Countries) is ({ } country, { } countryAt)) Set(filters with { Country = country }, "country", country, countryAt);
        if (District() is ({ } district, { } districtAt)) Set(filters with { District = district }, "district", district, districtAt);
        var ruledOut = new List<(int Start, int End)>();
        if (KindsIn(message, words, ruledOut) is ({ Count: > 0 } kinds, var kindsAt)) Set(filters with { PropertyKinds = kinds }, "propertyKinds", string.Join(',', kinds), kindsAt);
        if (PriceReader.Read(message, known.CurrenciesOf(filters.City), filters.City is not null) is { } price) SetPrice(price);
        if (Stars().Matches(message).FirstOrDefault(match => !Denial.EndsOrIsBelow(message[..match.Index])) is { } stars)
        {
            Set(filters with { MinStars = Number(stars) }, "minStars", stars.Groups["number"].Value, At(stars));
        }

        if (Rating().Matches(message).FirstOrDefault(match => !Denial.Ends(message[..match.Index]) && !IsTaken(match.Index, match.Index + match.Length)) is { } rating)
        {
            Set(filters with { MinGuestRating = Number(rating) }, "minGuestRating", rating.Groups["number"].Value, At(rating));
        }

        var isSearch = SearchIntent.IsSearch(message, (filters.City ?? filters.Country ?? filters.District) is not null, mentions.Any(mention => mention.Key is not ("city" or "country" or "district")));
        if (!isSearch) return new FilterReading(filters, mentions);

        var order = OrderReader.Read(message, known);
        if (order is { } ordered)
        {
            spans.Add((ordered.Start, ordered.End));
            mentions.Add(new FilterMention("order", OrderReader.Text(ordered.Order), ordered.Order.Words));
        }

        var near = NearReader.Read(message, known).FirstOrDefault();
        if (near.Place is not null) Set(filters with { NearPlace = near.Place }, "nearPlace", NearReader.Text(near.Place), (near.Start, near.End));
        if (known.KnowsAmenities)
        {
            foreach (var amenity in AmenityReader.Read(message, IsTaken))
            {
                if (amenity.IsDenied)
                {
                    ruledOut.Add((amenity.Start, amenity.End));
                    continue;
                }

                var isNew = amenity.Codes.Count == 1 ? !filters.Amenities.Contains(amenity.Codes[0]) : !filters.AnyAmenities.Any(choice => choice.SequenceEqual(amenity.Codes));
                if (!isNew) spans.Add((amenity.Start, amenity.End));
                else if (amenity.Codes is [var code]) Set(filters with { Amenities = [.. filters.Amenities, code] }, "amenities", code, (amenity.Start, amenity.End));
                else Set(filters with { AnyAmenities = [.. filters.AnyAmenities, amenity.Codes] }, "anyAmenities", string.Join(" or ", amenity.Codes), (amenity.Start, amenity.End));
            }
        }

        return new FilterReading(filters, mentions) { IsSearch = true, Order = order?.Order, Wishes = WishReader.Read(message, spans, ruledOut) };

        // The value whose name stands in the message, the longest name first.
        (string? Value, (int Start, int End)? At) Longest(IEnumerable<(string Value, string Name)> values) => values
            .Select(value => ((string?)value.Value, At: Phrase(message, words, NameTokens.Of(value.Name))))
            .Where(value => value.At is not null).OrderByDescending(value => value.At!.Value.End - value.At!.Value.Start).FirstOrDefault();

        // A district is a place to be in: "in Vesterbro", of the city that is named.
        (string? Value, (int Start, int End)? At) District()
        {
            var found = Longest(known.Districts.Where(own => filters.City is null || (own.City is not null && TextAnalyzer.Fold(own.City) == TextAnalyzer.Fold(filters.City))).Select(own => (own.Name, own.Name)));
            return found.At is { } at && Within().IsMatch(message[..at.Start]) && !IsTaken(at.Start, at.End) ? found : default;
        }

        bool IsTaken(int start, int end) => spans.Any(span => start < span.End && span.Start < end);

        void SetPrice(PriceLimit limit)
        {
            filters = filters with { MinPrice = limit.Min, MaxPrice = limit.Max, Currency = limit.Currency };
            spans.Add((limit.Start, limit.End));
            if (limit.Min is { } min) mentions.Add(new FilterMention("minPrice", $"{PriceReader.Text(min)} {limit.Currency}", message[limit.Start..limit.End].Trim()));
            if (limit.Max is { } max) mentions.Add(new FilterMention("maxPrice", $"{PriceReader.Text(max)} {limit.Currency}", message[limit.Start..limit.End].Trim()));
        }

        void Set(Filters next, string key, string value, (int Start, int End)? at)
        {
            filters = next;
            spans.Add(at!.Value);
            mentions.Add(new FilterMention(key, value, message[at.Value.Start..at.Value.End].Trim()));
        }
    }

    // Every kind that is named. "Hotel" is any place to stay, but for "hotels or apartments".
    private static (IReadOnlyList<string> Kinds, (int Start, int End)? At) KindsIn(string message, IReadOnlyList<NameToken> words, List<(int Start, int End)> ruledOut)
    {
        var kinds = new List<string>();
        (int Start, int End)? at = null;
        for (var i = 0; i < words.Count; i++)
        {
            var (name, own) = KindNames.FirstOrDefault(kind => i + kind.Name.Count <= words.Count && kind.Name.Select((word, j) => words[i + j].Text == word.Text).All(same => same));
            if (name is null) continue;
            if (Denial.Ends(message[..words[i].Start]))
            {
                ruledOut.Add((words[i].Start, words[i + name.Count - 1].End));
                continue;
            }

            kinds.AddRange(own.Where(kind => !kinds.Contains(kind)));
            at = (at?.Start ?? words[i].Start, words[i + name.Count - 1].End);
            i += name.Count - 1;
        }

        if (at is not { } span) return ([], null);
        var before = HotelsBefore().Match(message[..span.Start]);
        var after = HotelsAfter().Match(message[span.End..]);
        if (before.Success || after.Success) kinds.Insert(0, "hotel");
        return (kinds, (span.Start - before.Length, span.End + after.Length));
    }

    private static (int Start, int End)? Phrase(string message, IReadOnlyList<NameToken> words, IReadOnlyList<NameToken> name)
    {
        for (var i = 0; i + name.Count <= words.Count; i++)
        {
            if (!name.Select((word, j) => words[i + j].Text == word.Text).All(same => same) || Denial.Ends(message[..words[i].Start])) continue;
            return (words[i].Start, words[i + name.Count - 1].End);
        }

        return null;
    }

    private static (int Start, int End) At(Match match) => (match.Index, match.Index + match.Value.TrimEnd().Length);

    private static double? Number(Match match) => double.TryParse(match.Groups["number"].Value, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(@"\bhotels?\s*(?:,|/|&|\bor\b|\band\b)\s*(?:an?\s+)?$", RegexOptions.IgnoreCase)]
    private static partial Regex HotelsBefore();

    [GeneratedRegex(@"^\s*(?:,|/|&|or\b|and\b)\s*(?:an?\s+)?hotels?\b", RegexOptions.IgnoreCase)]
    private static partial Regex HotelsAfter();

    [GeneratedRegex(@"\b(?:in|around|at|within|inside)\s+(?:the\s+)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Within();

    [GeneratedRegex(@"(?<![\w.,])(?<number>[1-5](?:\.[0-9])?)[ -]?stars?\b(?! or (?:less|fewer|below|under|lower)| at most| max)", RegexOptions.IgnoreCase)]
    private static partial Regex Stars();

    [GeneratedRegex(@"\b(?:rat(?:ed|ings?)|scor(?:e|es|ed|ing))\s+(?:of\s+|is\s+)?(?:above\s+|over\s+|at least\s+|more than\s+|from\s+)?(?<number>[0-9](?:\.[0-9])?|10)\b(?![.0-9]*[ -]?stars?\b)(?:\s+(?:or|and) (?:more|higher|above|better|up)\b)?(?!\s+(?:or|and) (?:less|lower|below|under|worse)\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Rating();
}
