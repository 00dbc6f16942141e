using Lucene.Net.Analysis.Miscellaneous;

namespace Assistant.Index;

/// <summary>The meaning of each filter, in one place: the embedded index applies it, and every other index is tested against it.</summary>
public static class FilterMatch
{
    /// <summary>Whether the property fulfils every property condition.</summary>
    public static bool Matches(Filters filters, PropertySummary property)
    {
        ArgumentNullException.ThrowIfNull(filters);
        ArgumentNullException.ThrowIfNull(property);
        return (filters.City is null || (property.City is not null && Fold(property.City) == Fold(filters.City)))
            && (filters.Country is null || string.Equals(filters.Country, property.Country, StringComparison.OrdinalIgnoreCase))
            && (filters.Near is not { } near || property.Location?.KilometresTo(new GeoPoint(near.Latitude, near.Longitude)) <= near.Kilometres)
            && (filters.Currency is null || string.Equals(filters.Currency, property.Price?.Currency, StringComparison.OrdinalIgnoreCase))
            && (filters.MaxPrice is null || property.Price?.From <= filters.MaxPrice)
            && (filters.MinPrice is null || (property.Price?.To ?? property.Price?.From) >= filters.MinPrice)
            && (filters.MinStars is null || property.Stars >= filters.MinStars)
            && (filters.MinGuestRating is null || property.GuestRating >= filters.MinGuestRating)
            && filters.Amenities.All(property.Amenities.Contains)
            && (filters.PropertyKinds.Count == 0 || filters.PropertyKinds.Contains(property.Kind))
            && (filters.Properties.Count == 0 || filters.Properties.Contains(property.Id));
    }

    /// <summary>Whether a passage of this kind and tier fulfils every passage condition.</summary>
    public static bool Matches(Filters filters, PassageKind kind, Tier tier)
    {
        ArgumentNullException.ThrowIfNull(filters);
        return (filters.Kinds.Count == 0 || filters.Kinds.Contains(kind)) && (filters.Tiers.Count == 0 || filters.Tiers.Contains(tier));
    }

    /// <summary>Lower case without diacritics: Kraków and krakow are the same city.</summary>
    public static string Fold(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var lower = text.ToLowerInvariant().ToCharArray();
        var folded = new char[4 * lower.Length]; // the filter's documented bound: one character becomes four at most
        var length = ASCIIFoldingFilter.FoldToASCII(lower, 0, folded, 0, lower.Length);
        return new string(folded, 0, length);
    }
}
