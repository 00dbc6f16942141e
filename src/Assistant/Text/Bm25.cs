namespace Assistant.Text;

/// <summary>
/// BM25 as two sparse vectors: the passage carries the term-frequency part, the query carries ones, and the index multiplies by IDF.
/// </summary>
/// <remarks>
/// Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009), with the usual k1 1.2 and b 0.75. The average
/// length is a constant, as in Qdrant's own BM25, so a passage's vector does not depend on the rest of the collection.
/// </remarks>
public static class Bm25
{
    /// <summary>Saturation of repeated terms.</summary>
    public const double K1 = 1.2;

    /// <summary>Strength of length normalisation.</summary>
    public const double B = 0.75;

    /// <summary>Terms in an average passage; measured on dstc11-val (12.6) and on the sample catalogue, in between.</summary>
    public const double AverageTerms = 16;

    /// <summary>The passage's side: tf (k1 + 1) / (tf + k1 (1 - b + b length / average)) for each distinct term.</summary>
    public static SparseVector Passage(IReadOnlyCollection<string> terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        var norm = K1 * (1 - B + B * terms.Count / AverageTerms);
        return Vector(terms, tf => (float)(tf * (K1 + 1) / (tf + norm)));
    }

    /// <summary>The question's side: how often each distinct term occurs.</summary>
    public static SparseVector Query(IReadOnlyCollection<string> terms) => Vector(terms, tf => tf);

    /// <summary>The probabilistic IDF that Qdrant's <c>Modifier.Idf</c> uses: ln(1 + (N - n + 0.5) / (n + 0.5)); always positive.</summary>
    public static double Idf(int passages, int passagesWithTerm) =>
        Math.Log(1 + (passages - passagesWithTerm + 0.5) / (passagesWithTerm + 0.5));

    private static SparseVector Vector(IReadOnlyCollection<string> terms, Func<int, float> weight)
    {
        var counts = new SortedDictionary<uint, int>();
        foreach (var term in terms)
        {
            var hash = TextAnalyzer.Hash(term);
            counts[hash] = counts.GetValueOrDefault(hash) + 1;
        }

        return new SparseVector([.. counts.Keys], [.. counts.Values.Select(weight)]);
    }
}
