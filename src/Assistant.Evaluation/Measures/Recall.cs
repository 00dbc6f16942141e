namespace Assistant.Evaluation.Measures;

/// <summary>Recall at a cutoff (Cleverdon 1967; trec_eval's <c>recall</c>).</summary>
public static class Recall
{
    /// <summary>The share of all relevant items that are among the first <paramref name="k"/>; 0 where nothing is relevant.</summary>
    public static RetrievalMeasure At(int k) =>
        new($"R@{RetrievalMeasure.Cutoff(k)}", ranking => ranking.Relevant.Count == 0 ? 0 : ranking.FoundIn(k) / (double)ranking.Relevant.Count);
}
