namespace Assistant.Evaluation.Statistics;

/// <summary>How large a difference is against how much differences vary: Cohen's d of paired values, d_z (Cohen 1988; Lakens 2013).</summary>
public static class EffectSize
{
    /// <summary>
    /// The mean difference, candidate less baseline, over the standard deviation of the differences (n - 1). Without any difference it is 0. It is null where it has no
    /// meaning: where all queries differ by the same amount, which varies not at all, and where there is only one query.
    /// </summary>
    /// <exception cref="ArgumentException">They are not as many, or there are none.</exception>
    public static double? Paired(IReadOnlyList<double> baseline, IReadOnlyList<double> candidate)
    {
        var differences = Statistics.Paired.Differences(baseline, candidate);
        if (Array.TrueForAll(differences, difference => difference == 0)) return 0;
        var deviation = Spread.StandardDeviation(differences);
        return deviation > 0 ? differences.Average() / deviation : null;
    }
}
