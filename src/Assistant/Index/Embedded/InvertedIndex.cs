using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Assistant.Text;

namespace Assistant.Index.Embedded;

/// <summary>
/// Sparse vectors by term: for each term hash the passages that hold it, with their weights. Exact: every passage with a query term is scored.
/// </summary>
internal sealed class InvertedIndex
{
    private const int BlocksAlone = 16; // some hundred microseconds

    private readonly Dictionary<uint, int> terms; // the number of each term
    private readonly int[] starts; // where the passages of each term begin; one more for the end
    private readonly int[] passages;
    private readonly float[] weights;
    private readonly int count;

    private InvertedIndex(Builder vectors)
    {
        (terms, count) = (vectors.Terms, vectors.Ends.Count);
        starts = new int[terms.Count + 1];
        foreach (var term in vectors.TermOf) starts[term + 1]++;
        for (var term = 0; term < terms.Count; term++) starts[term + 1] += starts[term];
        var next = starts.AsSpan(0, terms.Count).ToArray();
        passages = new int[vectors.TermOf.Count];
        weights = new float[passages.Length];
        for (int passage = 0, i = 0; passage < count; passage++)
        {
            for (; i < vectors.Ends[passage]; i++)
            {
                var place = next[vectors.TermOf[i]]++;
                (passages[place], weights[place]) = (passage, vectors.Weights[i]);
            }
        }
    }

    /// <summary>The best passages in scope that hold a term of the query, by the sum of query weight × IDF × passage weight.</summary>
    internal List<(int Passage, float Score)> Search(SparseVector query, Scope scope, int limit, int[] order)
    {
        var lists = Lists(query);
        if (lists.Count == 0 || limit < 1) return [];
        var best = new Best(limit, order);
        foreach (var own in scope.ForEachBlock(BlocksAlone, () => (Best: new Best(limit, order), Scores: new float[Scope.BlockSize]), (own, stretches) =>
        {
            var (first, last) = (stretches[0].Start, stretches[^1].End);
            var scores = own.Scores.AsSpan(0, last - first);
            scores.Clear();
            Score(lists, first, last, scores);
            foreach (var (start, end) in stretches) Offer(scores[(start - first)..(end - first)], start, scope, own.Best);
        }))
        {
            best.Add(own.Best);
        }

        return best.Ranked();
    }

    private List<(int Start, int End, float Factor)> Lists(SparseVector query)
    {
        var lists = new List<(int, int, float)>();
        for (var i = 0; i < query.Indices.Length; i++)
        {
            if (!terms.TryGetValue(query.Indices[i], out var term)) continue;
            var (start, end) = (starts[term], starts[term + 1]);
            lists.Add((start, end, query.Values[i] * (float)Bm25.Idf(count, end - start)));
        }

        return lists;
    }

    // Term by term in the query's order, so a passage's sum is the same in whichever block.
    private void Score(List<(int Start, int End, float Factor)> lists, int first, int last, Span<float> scores)
    {
        foreach (var (start, end, factor) in lists)
        {
            var ids = passages.AsSpan(start..end);
            var from = ids.BinarySearch(first);
            for (var i = from < 0 ? ~from : from; i < ids.Length && ids[i] < last; i++) scores[ids[i] - first] += factor * weights[start + i];
        }
    }

    private static void Offer(ReadOnlySpan<float> scores, int start, Scope scope, Best best)
    {
        const int Step = 64; // most have no chance: told by their maximum, so many at a time
        for (var at = 0; at < scores.Length; at += Step)
        {
            var some = scores.Slice(at, Math.Min(Step, scores.Length - at));
            var most = TensorPrimitives.Max(some);
            if (most <= 0 || most < best.Floor) continue;
            for (var i = 0; i < some.Length; i++)
            {
                if (some[i] > 0 && some[i] >= best.Floor && scope.Allows(start + at + i)) best.Offer(some[i], start + at + i);
            }
        }
    }

    /// <summary>Takes vectors one by one, in passage order.</summary>
    internal sealed class Builder
    {
        internal Dictionary<uint, int> Terms { get; } = [];

        internal List<int> TermOf { get; } = [];

        internal List<float> Weights { get; } = [];

        /// <summary>Where each passage's entries end.</summary>
        internal List<int> Ends { get; } = [];

        /// <summary>Adds the next passage's vector.</summary>
        internal void Add(SparseVector vector)
        {
            foreach (var hash in vector.Indices)
            {
                ref var term = ref CollectionsMarshal.GetValueRefOrAddDefault(Terms, hash, out var isKnown);
                if (!isKnown) term = Terms.Count - 1;
                TermOf.Add(term);
            }

            Weights.AddRange(vector.Values);
            Ends.Add(TermOf.Count);
        }

        internal InvertedIndex Build() => new(this);
    }
}
