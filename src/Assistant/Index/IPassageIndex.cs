using Assistant.Text;

namespace Assistant.Index;

/// <summary>
/// Where passages live: properties by feed, passages with a sparse and (where an embedder is configured) a dense vector. Every call is
/// within one tenant; nothing crosses tenants. Safe for concurrent use.
/// </summary>
public interface IPassageIndex : IAsyncDisposable
{
    /// <summary>What the index holds, and what it was built with.</summary>
    Task<IndexDescription> DescribeAsync(string tenant, CancellationToken cancellationToken);

    /// <summary>The content hash of each document that <paramref name="feed"/> brought, by property id.</summary>
    Task<IReadOnlyDictionary<string, string>> DocumentHashesAsync(string tenant, string feed, CancellationToken cancellationToken);

    /// <summary>
    /// Puts documents in place of what the same feed said about the same properties before. Each document appears whole or not at all.
    /// </summary>
    /// <exception cref="IndexException">The dense vectors do not come from the embedder that the index was built with.</exception>
    Task WriteAsync(string tenant, IReadOnlyList<IndexedDocument> documents, CancellationToken cancellationToken);

    /// <summary>Removes what <paramref name="feed"/> said about these properties; returns how many documents there were.</summary>
    Task<int> RemoveAsync(string tenant, string feed, IReadOnlyCollection<string> propertyIds, CancellationToken cancellationToken);

    /// <summary>
    /// The best passages under the query's filters, best first, ties by passage id. An empty result is never widened.
    /// </summary>
    /// <exception cref="IndexException">The dense vector does not come from the embedder that the index was built with.</exception>
    Task<IReadOnlyList<Candidate>> SearchAsync(IndexQuery query, CancellationToken cancellationToken);

    /// <summary>The property with all that its feeds say of it, or null.</summary>
    Task<Property?> FindPropertyAsync(string tenant, string propertyId, CancellationToken cancellationToken);

    /// <summary>Every passage of a property, in the order it was ingested; none for an unknown property.</summary>
    Task<IReadOnlyList<Passage>> PassagesOfAsync(string tenant, string propertyId, CancellationToken cancellationToken);

    /// <summary>The properties under the filters, by name, ties by id.</summary>
    Task<IReadOnlyList<PropertySummary>> ListPropertiesAsync(string tenant, Filters filters, CancellationToken cancellationToken);
}

/// <summary>A document ready to be stored. <paramref name="Vectors"/> runs parallel to its passages; <paramref name="Embedder"/> names where the dense ones come from.</summary>
public sealed record IndexedDocument(Ingest.SourceDocument Document, string Hash, IReadOnlyList<PassageVectors> Vectors, string? Embedder);

/// <summary>The vectors of one passage; the dense one has unit length, or is null where no embedder is configured.</summary>
public sealed record PassageVectors(SparseVector Sparse, float[]? Dense);

/// <summary>
/// What to search for: sparse, dense or both, under filters, at most <paramref name="Limit"/> results. <paramref name="Embedder"/> names where
/// the dense vector comes from; it must be the one that the index was built with.
/// </summary>
public sealed record IndexQuery(string Tenant, SparseVector Sparse, float[]? Dense, Filters Filters, int Limit, string? Embedder = null);

/// <summary>
/// Counts of a tenant's content and the versions it was built with. <paramref name="Embedder"/> is null in an index without dense vectors.
/// <paramref name="Generation"/> grows with every change, so that what was derived from the content can be kept until it does.
/// </summary>
public sealed record IndexDescription(string Uri, int Properties, int Passages, string Analyzer, string? Embedder, int? Dimensions, long Generation);

/// <summary>The filterable fields of a property, and how many passages it has. Its amenities hold what its rules allow, too.</summary>
public sealed record PropertySummary(
    string Id, string Name, string Kind, string? City, string? District, string? Country, GeoPoint? Location, PriceRange? Price, double? Stars,
    double? GuestRating, IReadOnlyList<string> Amenities, int Passages)
{
    /// <summary>What the property lists as nearby.</summary>
    public IReadOnlyList<NearbyPlace> Nearby { get; init => field = value ?? []; } = [];
}

/// <summary>The index cannot be used as asked; the message says what to do.</summary>
public sealed class IndexException(string message, Exception? inner = null) : Exception(message, inner);
