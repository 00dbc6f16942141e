using Assistant.Index;
using Assistant.Text;

namespace Assistant.Retrieve;

/// <summary>Finds candidates: BM25 over content and aspect terms, and the embedder's nearest passages where there is an embedder.</summary>
public sealed class Retriever(IPassageIndex index, PassageEmbedder? embedder = null)
{
    /// <summary>
    /// The passages nearest to <paramref name="query"/> among those that the filters allow, best first.
    /// </summary>
    /// <param name="query">The question's text.</param>
    /// <param name="propertyNames">Names of the properties in focus: their words say nothing about the aspect.</param>
    /// <param name="language">ISO 639-1 code of the question.</param>
    /// <param name="filters">Exact conditions; an empty result is not widened.</param>
    /// <param name="tenant">Whose content.</param>
    /// <param name="limit">Candidates at most.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public async Task<IReadOnlyList<Candidate>> RetrieveAsync(
        string query, IEnumerable<string> propertyNames, string language, Filters filters, string tenant, int limit, CancellationToken cancellationToken)
    {
        var sparse = QuestionTerms.Of(query, propertyNames, language).Sparse();
        var dense = embedder is null ? null : await embedder.EmbedQueryAsync(query, cancellationToken);
        return await index.SearchAsync(new IndexQuery(tenant, sparse, dense, filters, limit), cancellationToken);
    }
}
