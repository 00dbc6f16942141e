namespace Assistant.Evaluation.Measures;

/// <summary>
/// Normalised discounted cumulative gain (Järvelin and Kekäläinen 2002; trec_eval's <c>ndcg_cut</c>): the item at rank i counts grade / log2(i + 1).
/// The grade itself is the gain, not 2^grade - 1 as some write it.
/// </summary>
public static class Ndcg
{
    /// <summary>The gain of the first <paramref name="k"/> over that of the best possible ranking; 0 where nothing is relevant.</summary>
    public static RetrievalMeasure At(int k) => new($"nDCG@{RetrievalMeasure.Cutoff(k)}", ranking =>
    {
        var ideal = Gain(ranking.Relevant, k);
        return ideal == 0 ? 0 : Gain(ranking.Grades, k) / ideal;
    });

    private static double Gain(IReadOnlyList<int> grades, int k)
    {
        var gain = 0.0;
        for (var i = 0; i < Math.Min(k, grades.Count); i++) gain += grades[i] / Math.Log2(i + 2);
        return gain;
    }
}
