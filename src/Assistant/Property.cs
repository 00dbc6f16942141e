namespace Assistant;

/// <summary>
/// One place (to stay, usually) with everything that is known about it. The JSON form is
/// <c>Ingest/Properties/property.schema.json</c>; a value that is absent means "not known", never "no".
/// </summary>
public sealed record Property
{
    /// <summary>Stable id, <c>domain__entity</c>, unique within a tenant.</summary>
    public required string Id { get; init; }

    /// <summary>The name guests know it by.</summary>
    public required string Name { get; init; }

    /// <summary>What kind of place it is, for example <c>hotel</c>, <c>hostel</c> or <c>restaurant</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Where it stands.</summary>
    public Address? Address { get; init; }

    /// <summary>WGS84 position.</summary>
    public GeoPoint? Location { get; init; }

    /// <summary>How guests reach it.</summary>
    public Contact? Contact { get; init; }

    /// <summary>Official star rating, 0 to 5.</summary>
    public double? Stars { get; init; }

    /// <summary>Mean guest rating, 0 to 10.</summary>
    public double? GuestRating { get; init; }

    /// <summary>Usual price of one night, cheapest to dearest room.</summary>
    public PriceRange? Price { get; init; }

    /// <summary>Size and age of the building.</summary>
    public Building? Building { get; init; }

    /// <summary>Normalised amenity codes, each one of <see cref="Ingest.Vocabulary.AmenityCodes"/>.</summary>
    public IReadOnlyList<string> Amenities { get; init; } = [];

    /// <summary>Places within reach.</summary>
    public IReadOnlyList<NearbyPlace> Nearby { get; init; } = [];

    /// <summary>House rules by topic (<c>checkIn</c>, <c>pets</c>, ...).</summary>
    public IReadOnlyDictionary<string, Policy> Policies { get; init; } = new Dictionary<string, Policy>();

    /// <summary>The owner's texts, in order.</summary>
    public IReadOnlyList<Description> Descriptions { get; init; } = [];

    /// <summary>Room or unit types.</summary>
    public IReadOnlyList<Room> Rooms { get; init; } = [];

    /// <summary>Questions answered by the owner.</summary>
    public IReadOnlyList<Faq> Faqs { get; init; } = [];

    /// <summary>What guests wrote: untrusted text.</summary>
    public IReadOnlyList<Review> Reviews { get; init; } = [];

    /// <summary>Languages the staff speak, ISO 639-1.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>When the content was last changed.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }
}

/// <summary>A postal address. <paramref name="Country"/> is an ISO 3166-1 alpha-2 code.</summary>
public sealed record Address(
    string City, string? Country = null, string? Street = null, string? District = null, string? Region = null, string? Postcode = null);

/// <summary>A WGS84 position in degrees: latitude -90 to 90, longitude -180 to 180.</summary>
public sealed record GeoPoint(double Latitude, double Longitude)
{
    private const double MeanEarthRadiusKm = 6371.0088; // IUGG mean radius R1

    /// <summary>Great-circle distance in kilometres by the haversine formula.</summary>
    public double KilometresTo(GeoPoint other)
    {
        var dLat = double.DegreesToRadians(other.Latitude - Latitude);
        var dLon = double.DegreesToRadians(other.Longitude - Longitude);
        var a = Math.Pow(Math.Sin(dLat / 2), 2)
            + Math.Cos(double.DegreesToRadians(Latitude)) * Math.Cos(double.DegreesToRadians(other.Latitude)) * Math.Pow(Math.Sin(dLon / 2), 2);
        return 2 * MeanEarthRadiusKm * Math.Asin(Math.Min(1, Math.Sqrt(a)));
    }
}

/// <summary>Telephone and e-mail of a property.</summary>
public sealed record Contact(string? Phone = null, string? Email = null);

/// <summary>Price of one night. <paramref name="Currency"/> is an ISO 4217 code; <paramref name="To"/> is absent for a single price.</summary>
public sealed record PriceRange(decimal From, string Currency, decimal? To = null);

/// <summary>Rooms (or units), floors, and years of the building.</summary>
public sealed record Building(int? Rooms = null, int? Floors = null, int? YearBuilt = null, int? YearRenovated = null);

/// <summary>Something within reach of the property.</summary>
public sealed record NearbyPlace(string Name, string Kind, int DistanceMetres, int? WalkMinutes = null);

/// <summary>
/// One house rule: whether it is allowed or offered (<c>yes no "on request" limited</c>), its hours (local, HH:MM), its fee, and the rest.
/// </summary>
public sealed record Policy(string? Allowed = null, string? From = null, string? Until = null, Money? Fee = null, string? Note = null);

/// <summary>An amount with its ISO 4217 currency and what it is paid for (<c>night</c>, <c>person</c>, ...).</summary>
public sealed record Money(decimal Amount, string Currency, string? Per = null);

/// <summary>An owner's text. <paramref name="Language"/> is an ISO 639-1 code.</summary>
public sealed record Description(string Text, string? Title = null, string Language = "en");

/// <summary>A room type; <paramref name="Sleeps"/> is the number of guests at most.</summary>
public sealed record Room(
    string Id, string Name, int? Sleeps = null, string? Beds = null, double? SizeSquareMetres = null, PriceRange? Price = null,
    IReadOnlyList<string>? Amenities = null, string? Description = null);

/// <summary>A question and the owner's answer.</summary>
public sealed record Faq(string Question, string Answer, string? Id = null, string Language = "en");

/// <summary>A guest's review; <paramref name="Rating"/> is 0 to 10.</summary>
public sealed record Review(
    string Text, string? Id = null, string? Author = null, DateOnly? Date = null, double? Rating = null, string? TravellerType = null,
    string? Title = null, string Language = "en");
