using System.Text.Json.Serialization;

namespace Assistant;

/// <summary>
/// Exact conditions on properties and passages. All that are set must hold; a property about which a value is not known does not match a
/// condition on that value. Nothing set matches everything.
/// </summary>
public sealed record Filters
{
    /// <summary>No condition.</summary>
    public static Filters None { get; } = new();

    /// <summary>City, compared without case and diacritics.</summary>
    public string? City { get; init; }

    /// <summary>ISO 3166-1 alpha-2 country code.</summary>
    public string? Country { get; init; }

    /// <summary>District, or one of the names it is made of ("Latin Quarter" of "Indre By (Latin Quarter)"), compared as cities are.</summary>
    public string? District { get; init; }

    /// <summary>Within a distance of a point.</summary>
    public Near? Near { get; init; }

    /// <summary>Within a distance of something that the property lists as nearby.</summary>
    public NearPlace? NearPlace { get; init; }

    /// <summary>At least one room at this price a night or more, in <see cref="Currency"/>.</summary>
    public decimal? MinPrice { get; init; }

    /// <summary>At least one room at this price a night or less, in <see cref="Currency"/>.</summary>
    public decimal? MaxPrice { get; init; }

    /// <summary>ISO 4217 currency the property is priced in. Prices are never converted.</summary>
    public string? Currency { get; init; }

    /// <summary>Official stars at least, 0 to 5.</summary>
    public double? MinStars { get; init; }

    /// <summary>Mean guest rating at least, 0 to 10.</summary>
    public double? MinGuestRating { get; init; }

    /// <summary>Amenity codes, all of which the property must have.</summary>
    public IReadOnlyList<string> Amenities { get; init => field = value ?? []; } = [];

    /// <summary>Choices of amenity codes; of each choice the property must have one or more (a pool, whether indoors or outdoors).</summary>
    public IReadOnlyList<IReadOnlyList<string>> AnyAmenities { get; init => field = value ?? []; } = [];

    /// <summary>Kinds of property, any of which will do.</summary>
    public IReadOnlyList<string> PropertyKinds { get; init => field = value ?? []; } = [];

    /// <summary>Property ids, any of which will do.</summary>
    public IReadOnlyList<string> Properties { get; init => field = value ?? []; } = [];

    /// <summary>Kinds of passage, any of which will do.</summary>
    public IReadOnlyList<PassageKind> Kinds { get; init => field = value ?? []; } = [];

    /// <summary>Tiers, any of which will do.</summary>
    public IReadOnlyList<Tier> Tiers { get; init => field = value ?? []; } = [];

    /// <summary>Whether any condition speaks of the property rather than of the passage.</summary>
    [JsonIgnore]
    public bool ConcernsProperties =>
        City is not null || Country is not null || District is not null || Near is not null || NearPlace is not null || MinPrice is not null || MaxPrice is not null || Currency is not null
        || MinStars is not null || MinGuestRating is not null || Amenities.Count > 0 || AnyAmenities.Count > 0 || PropertyKinds.Count > 0 || Properties.Count > 0;

    /// <summary>Whether nothing is set.</summary>
    [JsonIgnore]
    public bool IsEmpty => !ConcernsProperties && Kinds.Count == 0 && Tiers.Count == 0;
}

/// <summary>Within <paramref name="Kilometres"/> (great-circle) of a WGS84 point.</summary>
public sealed record Near(double Latitude, double Longitude, double Kilometres);

/// <summary>
/// Within <paramref name="Metres"/> of a place that the property lists as nearby: one of any of these kinds, or (where there is a name) one
/// whose name holds all its words, compared without case and diacritics.
/// </summary>
public sealed record NearPlace(IReadOnlyList<string> Kinds, string? Name, int Metres);
