namespace Assistant.Evaluation;

/// <summary>Measures of one ranking against what is relevant, all 0 to 1. Definitions are those of trec_eval, gains being 0 or 1.</summary>
public static class RetrievalMeasures
{
    /// <summary>Normalised discounted cumulative gain of the first <paramref name="k"/> (Järvelin and Kekäläinen 2002): the gain at rank i counts 1 / log2(i + 1).</summary>
    /// <param name="ranking">Whether the item at each rank is relevant, best first.</param>
    /// <param name="relevant">How many relevant items there are, found or not; 0 gives 0.</param>
    /// <param name="k">Ranks that count.</param>
    public static double Ndcg(IReadOnlyList<bool> ranking, int relevant, int k)
    {
        ArgumentNullException.ThrowIfNull(ranking);
        var ideal = Enumerable.Range(0, Math.Min(k, relevant)).Sum(Discount);
        return ideal == 0 ? 0 : Enumerable.Range(0, Math.Min(k, ranking.Count)).Where(i => ranking[i]).Sum(Discount) / ideal;
    }

    /// <summary>1 / rank of the first relevant item, 0 where none is among the first <paramref name="k"/>.</summary>
    public static double ReciprocalRank(IReadOnlyList<bool> ranking, int k)
    {
        ArgumentNullException.ThrowIfNull(ranking);
        for (var i = 0; i < Math.Min(k, ranking.Count); i++)
        {
            if (ranking[i]) return 1.0 / (i + 1);
        }

        return 0;
    }

    private static double Discount(int i) => 1 / Math.Log2(i + 2);
}
