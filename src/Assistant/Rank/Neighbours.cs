namespace Assistant.Rank;

/// <summary>
/// The candidates of one property: how far behind the best of them a passage is says as much as its own score, and what the first of them speak of
/// beside the question's words is what others on the same subject speak of too (pseudo-relevance feedback).
/// </summary>
public sealed class Neighbours
{
    private const int Heard = 5; // of the first candidates

    private readonly IReadOnlyList<(string Id, HashSet<string> Terms)> first;

    private Neighbours(IReadOnlyList<Candidate> candidates)
    {
        BestSparse = candidates.Max(candidate => candidate.SparseScore) ?? 0;
        BestDense = candidates.Max(candidate => candidate.DenseScore) ?? 0;
        first = [.. candidates.Take(Heard).Select(candidate => (candidate.Passage.Id, RelevanceFeatures.Own(candidate.Passage.Text, candidate.Passage.Language, [])))];
    }

    /// <summary>The best BM25 score; 0 where search by words found none.</summary>
    public double BestSparse { get; }

    /// <summary>The best cosine; 0 where there are no embeddings.</summary>
    public double BestDense { get; }

    /// <summary>By property, from candidates in the order of search.</summary>
    public static IReadOnlyDictionary<string, Neighbours> ByProperty(IEnumerable<Candidate> candidates) =>
        candidates.GroupBy(candidate => candidate.Passage.PropertyId).ToDictionary(own => own.Key, own => new Neighbours([.. own]));

    /// <summary>How often the first candidates, but for this one, speak of a term, on average over the terms (0 to 1).</summary>
    internal double Agreement(Candidate candidate, IReadOnlyList<string> terms)
    {
        if (terms.Count == 0) return 0;
        var (said, others) = (0, 0);
        foreach (var (id, spoken) in first)
        {
            if (id == candidate.Passage.Id) continue;
            others++;
            foreach (var term in terms)
            {
                if (spoken.Contains(term)) said++;
            }
        }

        return others == 0 ? 0 : said / (double)others / terms.Count;
    }
}
