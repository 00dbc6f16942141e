using System.ComponentModel;

namespace Assistant.Mcp.Tools;

/// <summary>Exact conditions of a search, each with its words for a caller. All that are set must hold.</summary>
internal sealed record SearchFilters
{
    [Description("City, without regard to case and accents, for example Vienna.")]
    public string? City { get; init; }

    [Description("Two letters (ISO 3166-1), for example PT.")]
    public string? Country { get; init; }

    [Description("District of the city.")]
    public string? District { get; init; }

    [Description("At least one room at this price a night or more; needs currency.")]
    public decimal? MinPrice { get; init; }

    [Description("At least one room at this price a night or less; needs currency.")]
    public decimal? MaxPrice { get; init; }

    [Description("Three letters (ISO 4217), for example EUR. Prices are never converted: a place priced in another currency does not match.")]
    public string? Currency { get; init; }

    [Description("Official stars at least, 0 to 5.")]
    public double? MinStars { get; init; }

    [Description("Mean guest rating at least, 0 to 10.")]
    public double? MinGuestRating { get; init; }

    [Description("Amenity codes, all of which a place must have, for example wifi, sauna, pets_allowed, step_free_entrance. A wrong code is answered with the list of codes.")]
    public IReadOnlyList<string>? Amenities { get; init; }

    [Description("Kinds of place, any of which will do, for example hotel, hostel, apartment, guesthouse.")]
    public IReadOnlyList<string>? PropertyKinds { get; init; }

    [Description("Name or kind of something nearby and metres, for example \"station,1000\".")]
    public string? NearPlace { get; init; }

    [Description("latitude,longitude,kilometres: within that distance of a point, for example \"48.2,16.37,2\".")]
    public string? Near { get; init; }

    /// <summary>The same as filters of the library.</summary>
    /// <exception cref="ArgumentException">A value cannot be meant; the message says what can.</exception>
    internal Filters ToFilters()
    {
        string?[] pairs = [NearPlace is null ? null : $"nearPlace={NearPlace}", Near is null ? null : $"near={Near}"];
        var filters = Understand.FilterText.Parse(pairs.OfType<string>()) with
        {
            City = City,
            Country = Country,
            District = District,
            MinPrice = MinPrice,
            MaxPrice = MaxPrice,
            Currency = Currency,
            MinStars = MinStars,
            MinGuestRating = MinGuestRating,
            Amenities = Amenities ?? [],
            PropertyKinds = PropertyKinds ?? [],
        };
        Understand.FilterText.Check(filters);
        return filters;
    }
}
