using Assistant.Text;
using Wire = Qdrant.Client.Grpc;

namespace Assistant.Index.Qdrant;

/// <summary>Filters as the server applies them: each condition of <see cref="FilterMatch"/> on an indexed field.</summary>
internal static class Conditions
{
    /// <summary>Points of a kind, of a tenant.</summary>
    internal static Wire.Filter Of(string what, string tenant, params ReadOnlySpan<Wire.Condition> more)
    {
        var filter = new Wire.Filter { Must = { Is(Fields.Tenant, tenant), Is(Fields.What, what) } };
        foreach (var condition in more) filter.Must.Add(condition);
        return filter;
    }

    internal static Wire.Condition Is(string key, string value) => Field(key, field => field.Match = new Wire.Match { Keyword = value });

    internal static Wire.Condition IsAny(string key, IEnumerable<string> values) =>
        Field(key, field => field.Match = new Wire.Match { Keywords = new Wire.RepeatedStrings { Strings = { values } } });

    /// <summary>The same points, of those only that fulfil all conditions; null where nothing can.</summary>
    internal static Wire.Filter? Under(this Wire.Filter filter, Filters filters)
    {
        if (filters.AnyAmenities.Any(choice => choice.Count == 0)) return null;
        if (filters.Properties.Count > 0) Add(IsAny(Fields.Property, filters.Properties));
        if (filters.City is { } city) Add(Is(Fields.City, TextAnalyzer.Fold(city)));
        if (filters.Country is { } country) Add(Is(Fields.Country, country.ToUpperInvariant()));
        if (filters.District is { } district) Add(Is(Fields.Districts, TextAnalyzer.Fold(district.Trim())));
        if (filters.Near is { } near) Add(Field(Fields.Location, field => field.GeoRadius = new Wire.GeoRadius { Center = new Wire.GeoPoint { Lat = near.Latitude, Lon = near.Longitude }, Radius = (float)(near.Kilometres * 1000) }));
        if (filters.Currency is { } currency) Add(Is(Fields.Currency, currency.ToUpperInvariant()));
        if (filters.MaxPrice is { } max) Add(Field(Fields.PriceFrom, field => field.Range = new Wire.Range { Lte = (double)max }));
        if (filters.MinPrice is { } min) Add(AtLeast(Fields.PriceMost, (double)min));
        if (filters.MinStars is { } stars) Add(AtLeast(Fields.Stars, stars));
        if (filters.MinGuestRating is { } rating) Add(AtLeast(Fields.Rating, rating));
        foreach (var amenity in filters.Amenities) Add(Is(Fields.Amenities, amenity));
        foreach (var choice in filters.AnyAmenities) Add(IsAny(Fields.Amenities, choice));
        if (filters.PropertyKinds.Count > 0) Add(IsAny(Fields.PlaceKind, filters.PropertyKinds));
        if (filters.Kinds.Count > 0) Add(IsAny(Fields.Kind, filters.Kinds.Select(kind => kind.ToString())));
        if (filters.Tiers.Count > 0) Add(IsAny(Fields.Tier, filters.Tiers.Select(tier => tier.ToString())));
        if (filters.NearPlace is { } place)
        {
            if (Near(place) is not { } nearby) return null;
            Add(nearby);
        }

        return filter;

        void Add(Wire.Condition condition) => filter.Must.Add(condition);
    }

    // One entry of what is nearby fulfils all of it: the kind or the name, and the distance.
    private static Wire.Condition? Near(NearPlace place)
    {
        var inner = new Wire.Filter { Must = { Field("metres", field => field.Range = new Wire.Range { Lte = place.Metres }) } };
        if (place.Name is not null && NearbyMatch.Words(place.Name) is { Count: > 0 } words) inner.Must.AddRange(words.Select(word => Is("words", word)));
        else if (place.Kinds.Count > 0) inner.Must.Add(IsAny("kind", place.Kinds));
        else return null;
        return new Wire.Condition { Nested = new Wire.NestedCondition { Key = Fields.Nearby, Filter = inner } };
    }

    private static Wire.Condition AtLeast(string key, double value) => Field(key, field => field.Range = new Wire.Range { Gte = value });

    private static Wire.Condition Field(string key, Action<Wire.FieldCondition> set)
    {
        var field = new Wire.FieldCondition { Key = key };
        set(field);
        return new Wire.Condition { Field = field };
    }
}
