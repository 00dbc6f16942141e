namespace Assistant.Index.Embedded;

/// <summary>The best passages of those offered: higher scores first, ties in the order given for passages. Not safe for concurrent use.</summary>
/// <param name="limit">How many are kept, 1 or more.</param>
/// <param name="order">The place of each passage among ties.</param>
internal sealed class Best(int limit, int[] order)
{
    private readonly List<Scored> kept = new(2 * Math.Min(limit, 1024));
    private int worst = int.MaxValue; // the order of the last one that counts

    /// <summary>A passage that scores less has no chance.</summary>
    internal float Floor { get; private set; } = float.NegativeInfinity;

    internal void Offer(float score, int passage)
    {
        if (!(score >= Floor) || (score == Floor && order[passage] > worst)) return;
        kept.Add(new Scored(score, order[passage], passage));
        if (kept.Count >= 2L * limit) Cut();
    }

    internal void Add(Best other)
    {
        foreach (var scored in other.kept) Offer(scored.Score, scored.Passage);
    }

    /// <summary>What is left of all, best first.</summary>
    internal List<(int Passage, float Score)> Ranked()
    {
        Cut();
        return kept.ConvertAll(scored => (scored.Passage, scored.Score));
    }

    private void Cut()
    {
        kept.Sort();
        if (kept.Count < limit) return;
        kept.RemoveRange(limit, kept.Count - limit);
        (Floor, worst) = (kept[^1].Score, kept[^1].Order);
    }

    private readonly record struct Scored(float Score, int Order, int Passage) : IComparable<Scored>
    {
        public int CompareTo(Scored other) => Score != other.Score ? other.Score.CompareTo(Score) : Order.CompareTo(other.Order);
    }
}
