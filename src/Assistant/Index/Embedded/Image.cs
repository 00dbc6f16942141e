using System.Buffers;
using System.Numerics.Tensors;
using Assistant.Text;

namespace Assistant.Index.Embedded;

/// <summary>
/// The searchable part of the index in memory, as of one generation. Immutable: a search that holds an image sees one consistent state,
/// whatever is written meanwhile. Texts stay in the file and are read for the results alone.
/// </summary>
internal sealed class Image
{
    private readonly IReadOnlyList<PassageEntry> entries;
    private readonly InvertedIndex inverted;
    private readonly float[] dense; // row-major, entries x dimensions; empty without an embedder
    private readonly int dimensions;

    internal Image(long generation, string? embedder, IReadOnlyList<PropertyEntry> properties, IReadOnlyList<PassageEntry> entries, IReadOnlyList<SparseVector> sparse, IReadOnlyList<float[]?> vectors)
    {
        Generation = generation;
        Embedder = embedder;
        Properties = properties;
        this.entries = entries;
        inverted = new InvertedIndex(sparse);
        dimensions = vectors.FirstOrDefault(vector => vector is not null)?.Length ?? 0;
        dense = new float[(long)dimensions * entries.Count];
        for (var i = 0; i < vectors.Count; i++) vectors[i]?.CopyTo(dense, i * dimensions);
    }

    internal long Generation { get; }

    internal string? Embedder { get; }

    internal int? Dimensions => dimensions == 0 ? null : dimensions;

    internal IReadOnlyList<PropertyEntry> Properties { get; }

    internal int PassagesOf(string tenant) => Properties.Where(property => property.Tenant == tenant).Sum(property => property.Summary.Passages);

    /// <summary>A property of a tenant.</summary>
    internal sealed record PropertyEntry(string Tenant, PropertySummary Summary);

    /// <summary>A passage: its row in the file, its property's place in <see cref="Properties"/>.</summary>
    internal readonly record struct PassageEntry(long Row, string Id, int Property, PassageKind Kind, Tier Tier);

    /// <summary>A result: the row in the file and its scores.</summary>
    internal readonly record struct Hit(long Row, double Score, double? SparseScore, double? DenseScore);

    /// <summary>The best passages, best first. The score is BM25, the cosine, or (where both sides search) their reciprocal rank fusion.</summary>
    internal IReadOnlyList<Hit> Search(IndexQuery query)
    {
        var allowed = Allowed(query);
        var sparse = query.Sparse.Indices.Length == 0 ? [] : Sparse(query, allowed);
        if (query.Dense is null || dimensions == 0) return [.. sparse.Select(hit => new Hit(entries[hit.Passage].Row, hit.Score, hit.Score, null))];

        if (query.Embedder != Embedder)
        {
            throw new IndexException($"The index was built with the embedder {Embedder ?? "none"}, and the question comes from {query.Embedder ?? "none"}. Configure the first, or ingest into a new index.");
        }

        var close = Dense(query.Dense, allowed, query.Limit);
        if (sparse.Count == 0) return [.. close.Select(hit => new Hit(entries[hit.Passage].Row, hit.Score, null, hit.Score))];
        var sparseScores = sparse.ToDictionary(hit => hit.Passage, hit => (double)hit.Score);
        var denseScores = close.ToDictionary(hit => hit.Passage, hit => (double)hit.Score);
        var fused = ReciprocalRankFusion.Fuse<int>([.. sparse.Select(hit => hit.Passage)], [.. close.Select(hit => hit.Passage)]);
        return [.. fused.OrderByDescending(pair => pair.Value).ThenBy(pair => entries[pair.Key].Id, StringComparer.Ordinal).Take(query.Limit)
            .Select(pair => new Hit(entries[pair.Key].Row, pair.Value, Score(sparseScores, pair.Key), Score(denseScores, pair.Key)))];
    }

    private static double? Score(Dictionary<int, double> scores, int passage) => scores.TryGetValue(passage, out var score) ? score : null;

    private bool[] Allowed(IndexQuery query)
    {
        var allowed = new bool[Properties.Count];
        for (var i = 0; i < allowed.Length; i++)
        {
            allowed[i] = Properties[i].Tenant == query.Tenant && (!query.Filters.ConcernsProperties || FilterMatch.Matches(query.Filters, Properties[i].Summary));
        }

        if (query.Filters.Kinds.Count == 0 && query.Filters.Tiers.Count == 0) return Spread(allowed, _ => true);
        return Spread(allowed, entry => FilterMatch.Matches(query.Filters, entry.Kind, entry.Tier));
    }

    private bool[] Spread(bool[] properties, Func<PassageEntry, bool> passage)
    {
        var allowed = new bool[entries.Count];
        for (var i = 0; i < allowed.Length; i++) allowed[i] = properties[entries[i].Property] && passage(entries[i]);
        return allowed;
    }

    private List<(int Passage, float Score)> Sparse(IndexQuery query, bool[] allowed)
    {
        var scores = ArrayPool<float>.Shared.Rent(entries.Count);
        try
        {
            var span = scores.AsSpan(0, entries.Count);
            span.Clear();
            inverted.Score(query.Sparse, span);
            return Best(span, allowed, query.Limit, 0);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(scores);
        }
    }

    private List<(int Passage, float Score)> Dense(float[] query, bool[] allowed, int limit)
    {
        if (query.Length != dimensions) throw new IndexException($"The question has {query.Length} dimensions, the index {dimensions}. Configure the embedder that the index was built with.");
        var scores = ArrayPool<float>.Shared.Rent(entries.Count);
        try
        {
            for (var i = 0; i < entries.Count; i++)
            {
                scores[i] = allowed[i] ? TensorPrimitives.Dot(query, dense.AsSpan(i * dimensions, dimensions)) : float.NegativeInfinity;
            }

            return Best(scores.AsSpan(0, entries.Count), allowed, limit, -1);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(scores);
        }
    }

    // The best `limit` passages that score above `above`, best first, ties by id: a bounded heap with the worst kept on top.
    private List<(int Passage, float Score)> Best(ReadOnlySpan<float> scores, bool[] allowed, int limit, float above)
    {
        var byWorst = Comparer<(float Score, string Id)>.Create((a, b) =>
            a.Score != b.Score ? a.Score.CompareTo(b.Score) : string.CompareOrdinal(b.Id, a.Id));
        var heap = new PriorityQueue<int, (float, string)>(byWorst);
        for (var i = 0; i < scores.Length; i++)
        {
            if (scores[i] <= above || !allowed[i]) continue;
            if (heap.Count < limit) heap.Enqueue(i, (scores[i], entries[i].Id));
            else heap.EnqueueDequeue(i, (scores[i], entries[i].Id));
        }

        var best = new List<(int, float)>(heap.Count);
        while (heap.TryDequeue(out var passage, out var key)) best.Add((passage, key.Item1));
        best.Reverse();
        return best;
    }
}
