using System.Globalization;
using Assistant.Ingest;

namespace Assistant.Understand;

/// <summary>Filters as words: <c>key=value</c> pairs in, and each set condition out. One vocabulary for the command line, the API and the pages.</summary>
public static class FilterText
{
    /// <summary>Every key.</summary>
    public static IReadOnlyList<string> Keys { get; } =
    [
        "city", "country", "district", "near", "nearPlace", "minPrice", "maxPrice", "currency", "minStars", "minGuestRating", "amenities", "anyAmenities", "propertyKinds", "properties", "kinds", "tiers",
    ];

    /// <summary>
    /// Reads <c>key=value</c> pairs. Lists are separated by commas or given by repeating the key; <c>near</c> is <c>latitude,longitude,kilometres</c>,
    /// <c>nearPlace</c> a kind or a name of something nearby and metres (<c>station,1000</c>), <c>anyAmenities</c> codes of which one will do.
    /// </summary>
    /// <exception cref="ArgumentException">A key or a value is unknown; the message lists what is known.</exception>
    public static Filters Parse(IEnumerable<string> pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        var filters = Filters.None;
        foreach (var pair in pairs)
        {
            var (key, value) = pair.Split('=', 2) is [var name, var text] && text.Length > 0
                ? (name.Trim(), text.Trim())
                : throw new ArgumentException($"The filter '{pair}' is not KEY=VALUE. Keys: {string.Join(", ", Keys)}.");
            filters = Set(filters, key, value);
        }

        Check(filters);
        return filters;
    }

    /// <summary>Refuses values outside the vocabulary and ranges, and a price without a currency.</summary>
    /// <exception cref="ArgumentException">A value cannot be meant; the message says what can.</exception>
    public static void Check(Filters filters)
    {
        ArgumentNullException.ThrowIfNull(filters);
        if (filters.Amenities.Concat(filters.AnyAmenities.SelectMany(choice => choice)).FirstOrDefault(code => !Vocabulary.AmenityCodes.Contains(code)) is { } amenity)
        {
            throw new ArgumentException($"'{amenity}' is no amenity code. Codes: {string.Join(", ", Vocabulary.AmenityCodes)}.");
        }

        if (filters.AnyAmenities.Any(choice => choice.Count == 0)) throw new ArgumentException("A choice of anyAmenities is empty; nothing could match.");
        if (filters.NearPlace is { } place && (place.Metres <= 0 || (place.Kinds.Count == 0 && string.IsNullOrWhiteSpace(place.Name)))) throw new ArgumentException("nearPlace is a kind or a name of something nearby, and metres (above 0).");
        if (filters is { Country: { } country } && (country.Length != 2 || !country.All(char.IsAsciiLetter))) throw new ArgumentException($"'{country}' is no country code; give two letters, such as PT (ISO 3166-1).");
        if (filters is { Currency: { } currency } && (currency.Length != 3 || !currency.All(char.IsAsciiLetter))) throw new ArgumentException($"'{currency}' is no currency code; give three letters, such as EUR (ISO 4217).");
        if ((filters.MinPrice ?? filters.MaxPrice) is not null && filters.Currency is null) throw new ArgumentException("A price filter needs its currency, for example currency=EUR. Prices are never converted.");
        if (filters.MinPrice < 0 || filters.MaxPrice < 0) throw new ArgumentException("A price filter cannot be below 0.");
        if (filters.MinPrice > filters.MaxPrice) throw new ArgumentException($"minPrice ({filters.MinPrice}) is above maxPrice ({filters.MaxPrice}); nothing could match.");
        if (filters.MinStars is { } stars && stars is not (>= 0 and <= 5)) throw new ArgumentException($"minStars is {stars}; it must be between 0 and 5.");
        if (filters.MinGuestRating is { } rating && rating is not (>= 0 and <= 10)) throw new ArgumentException($"minGuestRating is {rating}; it must be between 0 and 10.");
        if (filters.Near is { } near && (near.Latitude is not (>= -90 and <= 90) || near.Longitude is not (>= -180 and <= 180) || near.Kilometres is not (> 0 and <= 20040)))
        {
            throw new ArgumentException("near is latitude (-90 to 90), longitude (-180 to 180) and kilometres (above 0).");
        }
    }

    /// <summary>Each condition that is set, as <c>key=value</c>.</summary>
    public static IReadOnlyList<string> Describe(Filters filters)
    {
        ArgumentNullException.ThrowIfNull(filters);
        var near = filters.Near is null ? null : string.Create(CultureInfo.InvariantCulture, $"{filters.Near.Latitude},{filters.Near.Longitude},{filters.Near.Kilometres}");
        var place = filters.NearPlace is null ? null : string.Create(CultureInfo.InvariantCulture, $"{filters.NearPlace.Name ?? string.Join(',', filters.NearPlace.Kinds)},{filters.NearPlace.Metres}");
        (string Key, object? Value)[] values =
        [
            ("city", filters.City), ("country", filters.Country), ("district", filters.District), ("near", near), ("nearPlace", place), ("minPrice", filters.MinPrice), ("maxPrice", filters.MaxPrice),
            ("currency", filters.Currency), ("minStars", filters.MinStars), ("minGuestRating", filters.MinGuestRating), ("amenities", List(filters.Amenities)),
            .. filters.AnyAmenities.Select(choice => ("anyAmenities", (object?)List(choice))),
            ("propertyKinds", List(filters.PropertyKinds)), ("properties", List(filters.Properties)), ("kinds", List(filters.Kinds)), ("tiers", List(filters.Tiers)),
        ];
        return [.. values.Where(value => value.Value is not null).Select(value => string.Create(CultureInfo.InvariantCulture, $"{value.Key}={value.Value}"))];
    }

    private static Filters Set(Filters filters, string key, string value) => key.ToLowerInvariant() switch
    {
        "city" => filters with { City = value },
        "country" => filters with { Country = value },
        "district" => filters with { District = value },
        "near" => filters with { Near = NearOf(value) },
        "nearplace" => filters with { NearPlace = NearPlaceOf(value) },
        "minprice" => filters with { MinPrice = Number<decimal>(key, value) },
        "maxprice" => filters with { MaxPrice = Number<decimal>(key, value) },
        "currency" => filters with { Currency = value },
        "minstars" => filters with { MinStars = Number<double>(key, value) },
        "minguestrating" => filters with { MinGuestRating = Number<double>(key, value) },
        "amenities" => filters with { Amenities = [.. filters.Amenities, .. Split(value)] },
        "anyamenities" => filters with { AnyAmenities = [.. filters.AnyAmenities, Split(value)] },
        "propertykinds" => filters with { PropertyKinds = [.. filters.PropertyKinds, .. Split(value)] },
        "properties" => filters with { Properties = [.. filters.Properties, .. Split(value)] },
        "kinds" => filters with { Kinds = [.. filters.Kinds, .. Split(value).Select(Named<PassageKind>)] },
        "tiers" => filters with { Tiers = [.. filters.Tiers, .. Split(value).Select(Named<Tier>)] },
        _ => throw new ArgumentException($"'{key}' is no filter. Filters: {string.Join(", ", Keys)}."),
    };

    private static Near NearOf(string value)
    {
        var parts = Split(value);
        return parts.Length == 3
            ? new Near(Number<double>("near", parts[0]), Number<double>("near", parts[1]), Number<double>("near", parts[2]))
            : throw new ArgumentException($"'{value}' is not latitude,longitude,kilometres.");
    }

    // What is no kind is a name.
    private static NearPlace NearPlaceOf(string value)
    {
        var parts = Split(value);
        if (parts.Length < 2) throw new ArgumentException($"'{value}' is not WHAT,metres, such as station,1000.");
        var (what, metres) = (parts[..^1], Number<int>("nearPlace", parts[^1]));
        return what.All(Vocabulary.NearbyKinds.Contains) ? new NearPlace(what, null, metres) : new NearPlace([], string.Join(", ", what), metres);
    }

    private static T Number<T>(string key, string value)
        where T : IParsable<T> => T.TryParse(value, CultureInfo.InvariantCulture, out var number) ? number : throw new ArgumentException($"{key} is '{value}'; it must be a number.");

    private static T Named<T>(string value)
        where T : struct, Enum => Enum.TryParse<T>(value, ignoreCase: true, out var named) && Enum.IsDefined(named) && !char.IsDigit(value[0])
            ? named
            : throw new ArgumentException($"'{value}' is unknown here. Values: {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}.");

    private static string[] Split(string value) => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string? List<T>(IReadOnlyList<T> values) => values.Count == 0 ? null : string.Join(',', values).ToLowerInvariant();
}
