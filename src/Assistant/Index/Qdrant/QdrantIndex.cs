using System.Text.Json;
using Assistant.Text;
using Wire = Qdrant.Client.Grpc;

namespace Assistant.Index.Qdrant;

/// <summary>
/// The index in a Qdrant collection: one named sparse vector with the server's IDF, one dense vector, and a payload index for every filter.
/// Tenants share the collection, parted by an indexed key. It is made with the first document; before, it is empty.
/// </summary>
public sealed class QdrantIndex : IPassageIndex
{
    private const int TieRoom = 64;
    private const int LargestRoom = 4096;

    private readonly QdrantSettings settings;
    private readonly QdrantCalls calls;
    private readonly QdrantCollection collection;
    private readonly QdrantWriter writer;

    private QdrantIndex(QdrantSettings settings)
    {
        this.settings = settings;
        calls = new QdrantCalls(settings);
        collection = new QdrantCollection(calls, settings);
        writer = new QdrantWriter(collection);
    }

    /// <summary>The index at these settings. The server is called when the index is first used.</summary>
    public static QdrantIndex Open(QdrantSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new QdrantIndex(settings);
    }

    /// <summary>
    /// Lets <paramref name="alias"/> name this collection in place of the one it named before, in one step: who opens <c>qdrant://HOST:PORT/ALIAS</c>
    /// finds the one or the other, whole.
    /// </summary>
    /// <exception cref="IndexException">The collection does not exist, or the alias is a collection's own name.</exception>
    public Task PublishAsync(string alias, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(alias);
        return collection.PublishAsync(alias, cancellationToken);
    }

    /// <summary>Has the server write a snapshot of the whole collection; returns its name, under which the server's own tools restore it.</summary>
    /// <exception cref="IndexException">The collection does not exist, or the server cannot write one.</exception>
    public Task<string> SnapshotAsync(CancellationToken cancellationToken) => collection.SnapshotAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<IndexDescription> DescribeAsync(string tenant, CancellationToken cancellationToken)
    {
        var meta = await collection.FindMetaAsync(cancellationToken);
        if (meta is null) return new IndexDescription(settings.Uri, 0, 0, TextAnalyzer.Version, null, null, 0);
        var counts = await Task.WhenAll(new[] { Fields.Whats.Property, Fields.Whats.Passage }.Select(what => collection.CountAsync(Conditions.Of(what, tenant), cancellationToken)));
        return new IndexDescription(settings.Uri, counts[0], counts[1], TextAnalyzer.Version, meta.Embedder, meta.Dimensions, meta.Generation);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, string>> DocumentHashesAsync(string tenant, string feed, CancellationToken cancellationToken)
    {
        _ = await collection.FindMetaAsync(cancellationToken); // another version's documents are not known here
        var documents = collection.ScrollAsync(Conditions.Of(Fields.Whats.Document, tenant, Conditions.Is(Fields.Feed, feed)), [Fields.Property, Fields.Hash], cancellationToken);
        return await documents.ToDictionaryAsync(document => document.Text(Fields.Property)!, document => document.Text(Fields.Hash)!, cancellationToken: cancellationToken);
    }

    /// <inheritdoc/>
    public async Task WriteAsync(string tenant, IReadOnlyList<IndexedDocument> documents, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(documents);
        if (documents.Count == 0) return;
        await collection.PrepareAsync(documents, cancellationToken);
        await writer.WriteAsync(tenant, documents, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<int> RemoveAsync(string tenant, string feed, IReadOnlyCollection<string> propertyIds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(propertyIds);
        return propertyIds.Count == 0 ? 0 : await writer.RemoveAsync(tenant, feed, propertyIds, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Candidate>> SearchAsync(IndexQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var meta = await collection.FindMetaAsync(cancellationToken);
        if (meta is null) return [];
        var dense = meta.Dimensions is { } dimensions ? query.Dense : null;
        if (dense is not null)
        {
            if (query.Embedder != meta.Embedder) throw new IndexException($"The index was built with the embedder {meta.Embedder ?? "none"}, and the question comes from {query.Embedder ?? "none"}. Configure the first, or ingest into a new index.");
            if (dense.Length != meta.Dimensions) throw new IndexException($"The question has {dense.Length} dimensions, the index {meta.Dimensions}. Configure the embedder that the index was built with.");
        }

        if (query.Limit < 1 || Conditions.Of(Fields.Whats.Passage, query.Tenant).Under(query.Filters) is not { } filter) return [];
        var queries = new List<Wire.QueryPoints>();
        if (query.Sparse.Indices.Length > 0) queries.Add(Ask(Fields.Words, new Wire.VectorInput { Sparse = new Wire.SparseVector { Indices = { query.Sparse.Indices }, Values = { query.Sparse.Values } } }, filter));
        if (dense is not null) queries.Add(Ask(Fields.Meaning, new Wire.VectorInput { Dense = new Wire.DenseVector { Data = { dense } } }, filter));
        if (queries.Count == 0) return [];
        var sides = await AskAsync(queries, query.Limit, cancellationToken);
        return Join(query.Sparse.Indices.Length > 0 ? sides[0] : [], dense is null ? null : sides[^1], query.Limit);
    }

    /// <inheritdoc/>
    public async Task<Property?> FindPropertyAsync(string tenant, string propertyId, CancellationToken cancellationToken)
    {
        var filter = Conditions.Of(Fields.Whats.Document, tenant, Conditions.Is(Fields.Property, propertyId));
        var parts = await collection.ScrollAsync(filter, [Fields.Sequence, Fields.Content], cancellationToken)
            .Select(document => (Sequence: document.Number(Fields.Sequence), Content: document.Text(Fields.Content)!)).ToListAsync(cancellationToken);
        return parts.Count == 0 ? null : PropertyMerge.Join([.. parts.OrderBy(part => part.Sequence).Select(part => JsonSerializer.Deserialize<Property>(part.Content, JsonSerializerOptions.Web)!)]);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Passage>> PassagesOfAsync(string tenant, string propertyId, CancellationToken cancellationToken)
    {
        var filter = Conditions.Of(Fields.Whats.Passage, tenant, Conditions.Is(Fields.Property, propertyId));
        var all = await collection.ScrollAsync(filter, Fields.OfPassage, cancellationToken).Select(Payload.Stored).ToListAsync(cancellationToken);
        return [.. StoredPassage.Latest(all, stored => stored).OrderBy(stored => stored.Sequence).ThenBy(stored => stored.Ordinal).Select(stored => stored.Passage)];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PropertySummary>> ListPropertiesAsync(string tenant, Filters filters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filters);
        if (Conditions.Of(Fields.Whats.Property, tenant).Under(filters with { Kinds = [], Tiers = [] }) is not { } filter) return [];
        var found = await collection.ScrollAsync(filter, [Fields.Summary], cancellationToken)
            .Select(property => JsonSerializer.Deserialize<PropertySummary>(property.Text(Fields.Summary)!, JsonSerializerOptions.Web)!).ToListAsync(cancellationToken);
        return [.. found.OrderBy(property => property.Name, StringComparer.OrdinalIgnoreCase).ThenBy(property => property.Id, StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        calls.Dispose();
        return ValueTask.CompletedTask;
    }

    private Wire.QueryPoints Ask(string vector, Wire.VectorInput nearest, Wire.Filter filter)
    {
        var query = new Wire.QueryPoints { CollectionName = settings.Collection, Using = vector, Query = new Wire.Query { Nearest = nearest }, Filter = filter, WithPayload = QdrantCollection.Including(Fields.OfPassage) };
        if (settings.IsExact) query.Params = new Wire.SearchParams { Exact = true };
        if (settings.IsQuantised && vector == Fields.Meaning) (query.Params ??= new Wire.SearchParams()).Quantization = new Wire.QuantizationSearchParams { Rescore = true, Oversampling = 2 };
        return query;
    }

    // The server orders ties as it likes. So more is asked for than is wanted, until all that tie with the last one are there.
    private async Task<IReadOnlyList<IReadOnlyList<Hit>>> AskAsync(IReadOnlyList<Wire.QueryPoints> queries, int limit, CancellationToken cancellationToken)
    {
        for (var room = TieRoom; ; room *= 8)
        {
            var asked = limit + room;
            foreach (var query in queries) query.Limit = (ulong)asked;
            var request = new Wire.QueryBatchPoints { CollectionName = settings.Collection, QueryPoints = { queries } };
            var found = await calls.FindAsync(options => calls.Points.QueryBatchAsync(request, options), cancellationToken);
            if (found is null) return [.. queries.Select(_ => new List<Hit>())];
            if (room < LargestRoom && found.Result.Any(side => side.Result.Count == asked && side.Result[^1].Score >= side.Result[limit - 1].Score)) continue;
            return [.. found.Result.Select(side => Ranked([.. side.Result.Select(point => new Hit(Payload.Stored(point.Payload), point.Score))], limit))];
        }
    }

    private static List<Hit> Ranked(IReadOnlyList<Hit> hits, int limit) => [.. InOrder(StoredPassage.Latest(hits, hit => hit.Stored), hit => hit.Score, hit => hit.Stored).Take(limit)];

    // Fused here rather than by the server, which returns the sum alone: the ranker reads the score of each side.
    private static IReadOnlyList<Candidate> Join(IReadOnlyList<Hit> byWords, IReadOnlyList<Hit>? close, int limit)
    {
        if (close is null) return [.. byWords.Select(hit => new Candidate(hit.Stored.Passage, hit.Score, hit.Score, null))];
        if (byWords.Count == 0) return [.. close.Select(hit => new Candidate(hit.Stored.Passage, hit.Score, null, hit.Score))];
        var stored = byWords.Concat(close).DistinctBy(hit => Key(hit)).ToDictionary(Key, hit => hit.Stored);
        var (sparse, dense) = (byWords.ToDictionary(Key, hit => (double?)hit.Score), close.ToDictionary(Key, hit => (double?)hit.Score));
        var fused = ReciprocalRankFusion.Fuse<(string, string)>([.. byWords.Select(Key)], [.. close.Select(Key)]);
        return [.. InOrder(fused, pair => pair.Value, pair => stored[pair.Key]).Take(limit)
            .Select(pair => new Candidate(stored[pair.Key].Passage, pair.Value, sparse.GetValueOrDefault(pair.Key), dense.GetValueOrDefault(pair.Key)))];

        static (string, string) Key(Hit hit) => (hit.Stored.Feed, hit.Stored.Passage.Id);
    }

    private static IOrderedEnumerable<T> InOrder<T>(IEnumerable<T> all, Func<T, double> score, Func<T, StoredPassage> stored) =>
        all.OrderByDescending(score).ThenBy(one => stored(one).Passage.Id, StringComparer.Ordinal).ThenBy(one => stored(one).Sequence).ThenBy(one => stored(one).Ordinal);

    private sealed record Hit(StoredPassage Stored, float Score);
}
