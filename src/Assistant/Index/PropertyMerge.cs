namespace Assistant.Index;

/// <summary>Joins what several feeds say about one property: single values from the first feed that has them, lists from all.</summary>
public static class PropertyMerge
{
    /// <summary>The joined property.</summary>
    /// <exception cref="ArgumentException">The list is empty.</exception>
    public static Property Join(IReadOnlyList<Property> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (parts.Count == 0) throw new ArgumentException("There is nothing to join.", nameof(parts));
        var fullest = parts.FirstOrDefault(part => part.Address is not null) ?? parts[0];
        return parts.Aggregate(fullest, (joined, part) => ReferenceEquals(part, fullest) ? joined : joined with
        {
            Address = joined.Address ?? part.Address,
            Location = joined.Location ?? part.Location,
            Contact = joined.Contact ?? part.Contact,
            Stars = joined.Stars ?? part.Stars,
            GuestRating = joined.GuestRating ?? part.GuestRating,
            Price = joined.Price ?? part.Price,
            Building = joined.Building ?? part.Building,
            Amenities = [.. joined.Amenities.Union(part.Amenities)],
            Nearby = [.. joined.Nearby.Union(part.Nearby)],
            Policies = part.Policies.Where(policy => !joined.Policies.ContainsKey(policy.Key)).Concat(joined.Policies).ToDictionary(),
            Descriptions = [.. joined.Descriptions, .. part.Descriptions],
            Rooms = [.. joined.Rooms, .. part.Rooms],
            Faqs = [.. joined.Faqs, .. part.Faqs],
            Reviews = [.. joined.Reviews, .. part.Reviews],
            Languages = [.. joined.Languages.Union(part.Languages)],
            UpdatedAt = joined.UpdatedAt > part.UpdatedAt || part.UpdatedAt is null ? joined.UpdatedAt : part.UpdatedAt,
        });
    }

    /// <summary>The filterable fields of a property with <paramref name="passages"/> passages.</summary>
    public static PropertySummary Summarise(Property property, int passages)
    {
        ArgumentNullException.ThrowIfNull(property);
        return new(
            property.Id, property.Name, property.Kind, property.Address?.City, property.Address?.District, property.Address?.Country,
            property.Location, property.Price, property.Stars, property.GuestRating, [.. property.Amenities.Union(Ruled(property))], passages)
        { Nearby = property.Nearby };
    }

    // A rule that allows a thing says that there is it, whether or not the list of amenities does.
    private static IEnumerable<string> Ruled(Property property)
    {
        if (property.Policies.GetValueOrDefault("pets")?.Allowed is "yes" or "limited") yield return "pets_allowed";
        if (property.Policies.GetValueOrDefault("parking")?.Allowed is "yes") yield return "parking";
        if (property.Policies.GetValueOrDefault("breakfast")?.Allowed is "yes") yield return "breakfast";
    }

    /// <summary>The summary of a property that several feeds speak of, joined by the same rule as the properties.</summary>
    public static PropertySummary Join(IReadOnlyList<PropertySummary> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var fullest = parts.FirstOrDefault(part => part.City is not null) ?? parts[0];
        return parts.Count == 1 ? fullest : parts.Aggregate(fullest with { Passages = 0 }, (joined, part) => joined with
        {
            City = joined.City ?? part.City,
            District = joined.District ?? part.District,
            Country = joined.Country ?? part.Country,
            Location = joined.Location ?? part.Location,
            Price = joined.Price ?? part.Price,
            Stars = joined.Stars ?? part.Stars,
            GuestRating = joined.GuestRating ?? part.GuestRating,
            Amenities = [.. joined.Amenities.Union(part.Amenities)],
            Nearby = [.. joined.Nearby.Union(part.Nearby)],
            Passages = joined.Passages + part.Passages,
        });
    }
}
