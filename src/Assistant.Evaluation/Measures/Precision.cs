namespace Assistant.Evaluation.Measures;

/// <summary>Precision at a cutoff (Cleverdon 1967; trec_eval's <c>P</c>).</summary>
public static class Precision
{
    /// <summary>The share of the first <paramref name="k"/> ranks that hold something relevant; ranks that were not filled count as wrong.</summary>
    public static RetrievalMeasure At(int k) => new($"P@{RetrievalMeasure.Cutoff(k)}", ranking => ranking.FoundIn(k) / (double)k);
}
