namespace Assistant.Index.Embedded;

/// <summary>
/// The searchable part of the index in memory, as of one generation. Immutable: a search that holds an image sees one consistent state,
/// whatever is written meanwhile. Texts stay in the file and are read for the results alone.
/// </summary>
internal sealed class Image
{
    private const int Kinds = 6; // PassageKind
    private const int Tiers = 3;

    private readonly PassageTable passages;
    private readonly InvertedIndex sparse;
    private readonly DenseVectors dense;
    private readonly Dictionary<string, (int Properties, int Passages)> sizes;
    private readonly Dictionary<(string Tenant, string Id), int> byId;

    internal Image(long generation, string? embedder, IReadOnlyList<PropertyEntry> properties, PassageTable passages, InvertedIndex sparse, DenseVectors dense)
    {
        (Generation, Embedder, Properties) = (generation, embedder, properties);
        (this.passages, this.sparse, this.dense) = (passages, sparse, dense);
        byId = properties.Index().ToDictionary(property => (property.Item.Tenant, property.Item.Summary.Id), property => property.Index);
        sizes = properties.GroupBy(property => property.Tenant).ToDictionary(tenant => tenant.Key, tenant => (tenant.Count(), tenant.Sum(property => property.Summary.Passages)));
    }

    internal long Generation { get; }

    internal string? Embedder { get; }

    internal int? Dimensions => dense.Dimensions == 0 ? null : dense.Dimensions;

    internal IReadOnlyList<PropertyEntry> Properties { get; }

    /// <summary>How many properties and passages a tenant has.</summary>
    internal (int Properties, int Passages) SizeOf(string tenant) => sizes.GetValueOrDefault(tenant);

    /// <summary>A property of a tenant.</summary>
    internal sealed record PropertyEntry(string Tenant, PropertySummary Summary);

    /// <summary>A result: the row in the file and its scores.</summary>
    internal readonly record struct Hit(long Row, double Score, double? SparseScore, double? DenseScore);

    /// <summary>What is kept of a kind and a tier for each passage.</summary>
    internal static byte Label(PassageKind kind, Tier tier) => (byte)(((int)kind * Tiers) + (int)tier);

    /// <summary>The best passages, best first. The score is BM25, the cosine, or (where both sides search) their reciprocal rank fusion.</summary>
    internal IReadOnlyList<Hit> Search(IndexQuery query)
    {
        var scope = ScopeOf(query);
        var byWords = sparse.Search(query.Sparse, scope, query.Limit, passages.Order);
        if (query.Dense is null || dense.Dimensions == 0) return [.. byWords.Select(hit => new Hit(passages.Rows[hit.Passage], hit.Score, hit.Score, null))];

        if (query.Embedder != Embedder)
        {
            throw new IndexException($"The index was built with the embedder {Embedder ?? "none"}, and the question comes from {query.Embedder ?? "none"}. Configure the first, or ingest into a new index.");
        }

        var close = dense.Search(query.Dense, scope, query.Limit, passages.Order);
        if (byWords.Count == 0) return [.. close.Select(hit => new Hit(passages.Rows[hit.Passage], hit.Score, null, hit.Score))];
        var sparseScores = byWords.ToDictionary(hit => hit.Passage, hit => (double)hit.Score);
        var denseScores = close.ToDictionary(hit => hit.Passage, hit => (double)hit.Score);
        var fused = ReciprocalRankFusion.Fuse<int>([.. byWords.Select(hit => hit.Passage)], [.. close.Select(hit => hit.Passage)]);
        return [.. fused.OrderByDescending(pair => pair.Value).ThenBy(pair => passages.Order[pair.Key]).Take(query.Limit)
            .Select(pair => new Hit(passages.Rows[pair.Key], pair.Value, Score(sparseScores, pair.Key), Score(denseScores, pair.Key)))];
    }

    private static double? Score(Dictionary<int, double> scores, int passage) => scores.TryGetValue(passage, out var score) ? score : null;

    // Conditions on properties are judged once a property, not once a passage; where ids are given, only of those.
    private Scope ScopeOf(IndexQuery query)
    {
        var filters = query.Filters;
        var allowed = new bool[Properties.Count];
        var tried = filters.Properties.Count > 0
            ? filters.Properties.Select(id => byId.TryGetValue((query.Tenant, id), out var place) ? place : -1).Where(place => place >= 0)
            : Enumerable.Range(0, allowed.Length).Where(place => Properties[place].Tenant == query.Tenant);
        var rest = filters with { Properties = [] };
        foreach (var place in tried) allowed[place] = !rest.ConcernsProperties || FilterMatch.Matches(rest, Properties[place].Summary);
        return new Scope(passages.Documents.Where(document => allowed[document.Property]).Select(document => (document.Start, document.End)), passages.Labels, Labels(filters));
    }

    private static bool[]? Labels(Filters filters)
    {
        if (filters.Kinds.Count == 0 && filters.Tiers.Count == 0) return null;
        var labels = new bool[Kinds * Tiers];
        for (var label = 0; label < labels.Length; label++) labels[label] = FilterMatch.Matches(filters, (PassageKind)(label / Tiers), (Tier)(label % Tiers));
        return labels;
    }
}
