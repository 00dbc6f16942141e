using Assistant.Text;

namespace Assistant.Support.Similar;

/// <summary>How near texts are by their words: the cosine of BM25 term weights times IDF over the texts at hand, 0 to 1.</summary>
internal sealed class WordVectors
{
    private readonly Dictionary<uint, int> texts = [];
    private readonly List<Dictionary<uint, double>> vectors;
    private readonly int count;

    internal WordVectors(IReadOnlyList<(string Text, string Language)> all)
    {
        var sparse = all.Select(item => Bm25.Passage(TextAnalyzer.Terms(item.Text, item.Language))).ToList();
        count = sparse.Count;
        foreach (var term in sparse.SelectMany(vector => vector.Indices)) texts[term] = texts.GetValueOrDefault(term) + 1;
        vectors = [.. sparse.Select(Weighted)];
    }

    /// <summary>The cosine of a query with each text, in their order.</summary>
    internal IEnumerable<double> CosinesOf(string query, string language)
    {
        var weighted = Weighted(Bm25.Passage(TextAnalyzer.Terms(query, language)));
        return vectors.Select(vector => vector.Sum(term => term.Value * weighted.GetValueOrDefault(term.Key)));
    }

    // Unit length; a text without words is near to nothing.
    private Dictionary<uint, double> Weighted(SparseVector sparse)
    {
        var weights = sparse.Indices.Zip(sparse.Values).ToDictionary(term => term.First, term => term.Second * Bm25.Idf(count, texts.GetValueOrDefault(term.First)));
        var norm = Math.Sqrt(weights.Values.Sum(weight => weight * weight));
        return norm == 0 ? [] : weights.ToDictionary(term => term.Key, term => term.Value / norm);
    }
}
