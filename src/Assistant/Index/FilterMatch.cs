using System.Text;
using Assistant.Text;

namespace Assistant.Index;

/// <summary>The meaning of each filter, in one place: the embedded index applies it, and every other index is tested against it.</summary>
public static class FilterMatch
{
    /// <summary>Whether the property fulfils every property condition.</summary>
    public static bool Matches(Filters filters, PropertySummary property)
    {
        ArgumentNullException.ThrowIfNull(filters);
        ArgumentNullException.ThrowIfNull(property);
        return (filters.City is null || (property.City is not null && IsSame(property.City, filters.City)))
            && (filters.Country is null || string.Equals(filters.Country, property.Country, StringComparison.OrdinalIgnoreCase))
            && (filters.District is null || Districts.Matches(filters.District, property.District))
            && (filters.NearPlace is not { } place || NearbyMatch.Metres(place, property.Nearby) <= place.Metres)
            && (filters.Near is not { } near || property.Location?.KilometresTo(new GeoPoint(near.Latitude, near.Longitude)) <= near.Kilometres)
            && (filters.Currency is null || string.Equals(filters.Currency, property.Price?.Currency, StringComparison.OrdinalIgnoreCase))
            && (filters.MaxPrice is null || property.Price?.From <= filters.MaxPrice)
            && (filters.MinPrice is null || (property.Price?.To ?? property.Price?.From) >= filters.MinPrice)
            && (filters.MinStars is null || property.Stars >= filters.MinStars)
            && (filters.MinGuestRating is null || property.GuestRating >= filters.MinGuestRating)
            && filters.Amenities.All(property.Amenities.Contains)
            && filters.AnyAmenities.All(choice => choice.Any(property.Amenities.Contains))
            && (filters.PropertyKinds.Count == 0 || filters.PropertyKinds.Contains(property.Kind))
            && (filters.Properties.Count == 0 || filters.Properties.Contains(property.Id));
    }

    /// <summary>Whether a passage of this kind and tier fulfils every passage condition.</summary>
    public static bool Matches(Filters filters, PassageKind kind, Tier tier)
    {
        ArgumentNullException.ThrowIfNull(filters);
        return (filters.Kinds.Count == 0 || filters.Kinds.Contains(kind)) && (filters.Tiers.Count == 0 || filters.Tiers.Contains(tier));
    }

    // Folding is dear, and plain letters need none.
    private static bool IsSame(string one, string other) =>
        string.Equals(one, other, StringComparison.OrdinalIgnoreCase)
        || (!(Ascii.IsValid(one) && Ascii.IsValid(other)) && TextAnalyzer.Fold(one) == TextAnalyzer.Fold(other));
}
