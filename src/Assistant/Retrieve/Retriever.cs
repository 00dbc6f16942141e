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
    /// <param name="settled">Words of the query whose work is done: names of the focus, and what became a filter.</param>
    /// <param name="language">ISO 639-1 code of the question.</param>
    /// <param name="filters">Exact conditions; an empty result is not widened.</param>
    /// <param name="tenant">Whose content.</param>
    /// <param name="limit">Candidates at most.</param>
    /// <param name="withoutMeaning">Told that the embedder's server cannot be used; then the search is by words. Without it, the search fails.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <exception cref="ModelServerException">The embedder's server cannot be used, and nobody is to be told.</exception>
    public async Task<IReadOnlyList<Candidate>> RetrieveAsync(
        string query, IEnumerable<string> settled, string language, Filters filters, string tenant, int limit, CancellationToken cancellationToken,
        Action<ModelServerException>? withoutMeaning = null)
    {
        var sparse = QuestionTerms.Of(query, settled, language).Sparse();
        var dense = await EmbedAsync(InEnglish(Unsettled(query, settled), language), withoutMeaning, cancellationToken);
        return await index.SearchAsync(new IndexQuery(tenant, sparse, dense, filters, limit, embedder?.Identity), cancellationToken);
    }

    private async Task<float[]?> EmbedAsync(string query, Action<ModelServerException>? withoutMeaning, CancellationToken cancellationToken)
    {
        if (embedder is null) return null;
        try
        {
            return await embedder.EmbedQueryAsync(query, cancellationToken);
        }
        catch (ModelServerException exception) when (withoutMeaning is not null)
        {
            withoutMeaning(exception);
            return null;
        }
    }

    // The bundled embedder knows English only; what the lexicon does not know stays as it is.
    private static string InEnglish(string query, string language) =>
        Lexicon.Of(language)?.Render(query).Text is { } english && english.Any(char.IsLetter) ? english : query;

    // A name whose property is settled would only draw every passage of it nearer.
    private static string Unsettled(string query, IEnumerable<string> settled)
    {
        var rest = settled.Aggregate(query, (text, words) => words.Length == 0 ? text : text.Replace(words, " ", StringComparison.OrdinalIgnoreCase)).Trim();
        return rest.Any(char.IsLetter) ? rest : query;
    }
}
