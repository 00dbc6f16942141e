using System.Collections.Concurrent;
using Assistant.Index;

namespace Assistant.Understand;

/// <summary>The names of a tenant's properties and what is known of places, read again when the index has changed.</summary>
internal sealed class NameCache(IPassageIndex index)
{
    private readonly ConcurrentDictionary<string, Known> byTenant = new();

    internal async Task<Known> CurrentAsync(string tenant, CancellationToken cancellationToken)
    {
        var generation = (await index.DescribeAsync(tenant, cancellationToken)).Generation;
        if (byTenant.TryGetValue(tenant, out var known) && known.Generation == generation) return known;
        var properties = await index.ListPropertiesAsync(tenant, Filters.None, cancellationToken);
        return byTenant[tenant] = new Known(
            generation, properties.ToDictionary(property => property.Id), new PropertyNames(properties),
            new PlaceWords(properties));
    }

    internal sealed record Known(long Generation, IReadOnlyDictionary<string, PropertySummary> ById, PropertyNames Names, PlaceWords Places)
    {
        internal IReadOnlyCollection<string> Cities => Places.Cities;
    }
}
