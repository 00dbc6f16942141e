using Assistant.Text;

namespace Assistant.Index.Embedded;

/// <summary>
/// Sparse vectors by term: for each term hash the passages that hold it, with their weights. Exact: every passage with a query term is scored.
/// </summary>
internal sealed class InvertedIndex
{
    private readonly Dictionary<uint, (int Start, int Count)> postings = [];
    private readonly int[] passages;
    private readonly float[] weights;
    private readonly int count;

    /// <summary>Builds from one vector a passage, in passage order.</summary>
    internal InvertedIndex(IReadOnlyList<SparseVector> vectors)
    {
        count = vectors.Count;
        foreach (var vector in vectors)
        {
            foreach (var term in vector.Indices) postings[term] = (0, postings.GetValueOrDefault(term).Count + 1);
        }

        var start = 0;
        foreach (var (term, (_, size)) in postings)
        {
            postings[term] = (start, 0);
            start += size;
        }

        passages = new int[start];
        weights = new float[start];
        for (var passage = 0; passage < vectors.Count; passage++)
        {
            var vector = vectors[passage];
            for (var i = 0; i < vector.Indices.Length; i++)
            {
                var (first, filled) = postings[vector.Indices[i]];
                passages[first + filled] = passage;
                weights[first + filled] = vector.Values[i];
                postings[vector.Indices[i]] = (first, filled + 1);
            }
        }
    }

    /// <summary>Adds query weight × IDF × passage weight of each query term to <paramref name="scores"/>, one a passage.</summary>
    internal void Score(SparseVector query, Span<float> scores)
    {
        for (var i = 0; i < query.Indices.Length; i++)
        {
            if (!postings.TryGetValue(query.Indices[i], out var list)) continue;
            var factor = query.Values[i] * (float)Bm25.Idf(count, list.Count);
            var ids = passages.AsSpan(list.Start, list.Count);
            var values = weights.AsSpan(list.Start, list.Count);
            for (var j = 0; j < ids.Length; j++) scores[ids[j]] += factor * values[j];
        }
    }
}
