namespace Assistant.Evaluation.Statistics;

/// <summary>How much better a candidate is than a baseline on the same queries, with an interval (Efron 1987, as <see cref="Bootstrap"/>).</summary>
public static class PairedBootstrap
{
    /// <summary>The mean of candidate less baseline, and its 95 % interval: whole queries are resampled, so what makes a query hard counts in both.</summary>
    /// <param name="baseline">A value for each query.</param>
    /// <param name="candidate">A value for each of the same queries, in the same order.</param>
    /// <param name="seed">The same seed gives the same interval.</param>
    /// <exception cref="ArgumentException">They are not as many, or there are none.</exception>
    public static Estimate Difference(IReadOnlyList<double> baseline, IReadOnlyList<double> candidate, int seed) => Bootstrap.Mean(Paired.Differences(baseline, candidate), seed);
}
