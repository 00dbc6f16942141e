namespace Assistant.Evaluation.Statistics;

/// <summary>What a comparison can see at all (Bloom 1995): the smallest true difference that it would most likely call significant.</summary>
public static class MinimumDetectableEffect
{
    /// <summary>
    /// In the unit of the measure: (z(1 - alpha / 2) + z(power)) * deviation / sqrt(n), from the normal distribution, so a little too small for n below about 30.
    /// </summary>
    /// <param name="n">Queries.</param>
    /// <param name="deviation">The standard deviation of the differences between two systems, query by query.</param>
    /// <param name="alpha">How often a difference may be seen where there is none; the test is two-sided.</param>
    /// <param name="power">How often the difference shall be seen where it is there.</param>
    /// <exception cref="ArgumentOutOfRangeException">n is below 1, the deviation below 0, or a probability not between 0 and 1.</exception>
    public static double Of(int n, double deviation, double alpha = .05, double power = .8)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(deviation);
        return (NormalDistribution.Quantile(1 - (alpha / 2)) + NormalDistribution.Quantile(power)) * deviation / Math.Sqrt(n);
    }
}
