using Assistant.Evaluation.Ranking;
using Assistant.Index;
using Assistant.Rank;
using Assistant.Text;

namespace Assistant.Evaluation.Suites;

/// <summary>The path with parts taken out, to see what each is good for.</summary>
public static class Ablation
{
    /// <summary>Without the earlier turns.</summary>
    public const string History = "history";

    private const string Dense = "dense"; // also the feature of that name
    private const string Sparse = "sparse";
    private const string Aspects = "aspects";

    /// <summary>Parts that are taken out of search or of the conversation.</summary>
    public static IReadOnlyList<string> Search { get; } = [Dense, Sparse, Aspects, History];

    /// <summary>All parts that can be taken out.</summary>
    public static IReadOnlyList<string> Parts { get; } = [.. Search, RankTraining.Trees, RankTraining.Seeking, .. RelevanceFeatures.Names.Except(Search)];

    /// <summary>The index, searched without some sides of the query.</summary>
    public static IPassageIndex Of(IPassageIndex index, IReadOnlyCollection<string> without) => Search.Any(without.Contains) ? new AblatedIndex(index, without) : index;

    private sealed class AblatedIndex(IPassageIndex index, IReadOnlyCollection<string> without) : IPassageIndex
    {
        public Task<IReadOnlyList<Candidate>> SearchAsync(IndexQuery query, CancellationToken cancellationToken)
        {
            if (without.Contains(Dense)) query = query with { Dense = null };
            if (without.Contains(Sparse)) query = query with { Sparse = new SparseVector([], []) };
            if (without.Contains(Aspects)) query = query with { Sparse = Own(query.Sparse) };
            return index.SearchAsync(query, cancellationToken);
        }

        public Task<IndexDescription> DescribeAsync(string tenant, CancellationToken cancellationToken) => index.DescribeAsync(tenant, cancellationToken);

        public Task<IReadOnlyDictionary<string, string>> DocumentHashesAsync(string tenant, string feed, CancellationToken cancellationToken) => index.DocumentHashesAsync(tenant, feed, cancellationToken);

        public Task WriteAsync(string tenant, IReadOnlyList<IndexedDocument> documents, CancellationToken cancellationToken) => index.WriteAsync(tenant, documents, cancellationToken);

        public Task<int> RemoveAsync(string tenant, string feed, IReadOnlyCollection<string> propertyIds, CancellationToken cancellationToken) => index.RemoveAsync(tenant, feed, propertyIds, cancellationToken);

        public Task<Property?> FindPropertyAsync(string tenant, string propertyId, CancellationToken cancellationToken) => index.FindPropertyAsync(tenant, propertyId, cancellationToken);

        public Task<IReadOnlyList<Passage>> PassagesOfAsync(string tenant, string propertyId, CancellationToken cancellationToken) => index.PassagesOfAsync(tenant, propertyId, cancellationToken);

        public Task<IReadOnlyList<PropertySummary>> ListPropertiesAsync(string tenant, Filters filters, CancellationToken cancellationToken) => index.ListPropertiesAsync(tenant, filters, cancellationToken);

        public ValueTask DisposeAsync() => index.DisposeAsync();

        // The question's own words weigh 1, related ones of its aspects less.
        private static SparseVector Own(SparseVector query)
        {
            var own = query.Indices.Zip(query.Values).Where(term => term.Second >= 1).ToList();
            return new SparseVector([.. own.Select(term => term.First)], [.. own.Select(term => term.Second)]);
        }
    }
}
