namespace Assistant.Index.Embedded;

/// <summary>
/// Which passages a search may find: stretches of them in ascending order, none reaching over a block's end, and of these the ones whose kind and
/// tier are allowed. A block is what one core works on at a time.
/// </summary>
internal sealed class Scope
{
    /// <summary>Passages in a block: its scores (32 KiB) stay in a core's cache.</summary>
    internal const int BlockSize = 8192;

    private readonly bool[]? labels; // by label; null where all are allowed
    private readonly byte[] labelOf;
    private readonly List<(int Start, int End)> stretches = [];
    private readonly List<int> firstOfBlock = []; // into the stretches; one for each block that has any

    /// <summary>Takes stretches in ascending order.</summary>
    internal Scope(IEnumerable<(int Start, int End)> allowed, byte[] labelOf, bool[]? labels)
    {
        (this.labelOf, this.labels) = (labelOf, labels);
        foreach (var (start, end) in allowed)
        {
            for (var at = start; at < end;)
            {
                var stop = Math.Min(end, ((at / BlockSize) + 1) * BlockSize);
                Add(at, stop);
                at = stop;
            }
        }
    }

    /// <summary>Passages in the stretches, of whatever kind.</summary>
    internal int Count { get; private set; }

    /// <summary>Whether a passage within a stretch is of an allowed kind and tier.</summary>
    internal bool Allows(int passage) => labels is null || labels[labelOf[passage]];

    /// <summary>
    /// Hands the stretches of each block to <paramref name="work"/>, on all cores where there are more blocks than <paramref name="alone"/>, which
    /// one thread does sooner by itself. Each thread works on a state of its own; what they end with is returned.
    /// </summary>
    internal IReadOnlyList<T> ForEachBlock<T>(int alone, Func<T> state, Action<T, ReadOnlySpan<(int Start, int End)>> work)
    {
        var states = new List<T>();
        if (firstOfBlock.Count <= alone)
        {
            var only = state();
            for (var block = 0; block < firstOfBlock.Count; block++) work(only, Stretches(block));
            return [only];
        }

        Parallel.For(0, firstOfBlock.Count, state, (block, _, own) =>
        {
            work(own, Stretches(block));
            return own;
        }, own =>
        {
            lock (states) states.Add(own);
        });
        return states;
    }

    private ReadOnlySpan<(int Start, int End)> Stretches(int block) =>
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(stretches)[firstOfBlock[block]..(block + 1 < firstOfBlock.Count ? firstOfBlock[block + 1] : stretches.Count)];

    private void Add(int start, int end)
    {
        Count += end - start;
        var isSameBlock = stretches.Count > 0 && stretches[^1].Start / BlockSize == start / BlockSize;
        if (isSameBlock && stretches[^1].End == start)
        {
            stretches[^1] = (stretches[^1].Start, end);
            return;
        }

        if (!isSameBlock) firstOfBlock.Add(stretches.Count);
        stretches.Add((start, end));
    }
}
