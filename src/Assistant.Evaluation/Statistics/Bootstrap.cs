namespace Assistant.Evaluation.Statistics;

/// <summary>A mean with its 95 % interval.</summary>
public sealed record Estimate(double Mean, double Lo, double Hi, int N);

/// <summary>
/// Intervals by resampling (Efron 1979), bias-corrected and accelerated (BCa, Efron 1987). Plain percentiles held the true mean too seldom where most values are
/// alike: for 100 reciprocal ranks that are nearly all 1, in .92 instead of .95 of all samples.
/// </summary>
public static class Bootstrap
{
    private const int Resamples = 2000;
    private const double Rounding = 1e-12; // the order of a sum's terms changes its last digits

    private static readonly double Tail = NormalDistribution.Quantile(.025);

    /// <summary>
    /// The mean of <paramref name="values"/> and the interval that holds the mean of what they were drawn from in 95 of 100 cases, from the means of 2,000 samples of as
    /// many values, drawn with replacement. Of equal values both ends are the mean: nothing is known of what else there may be.
    /// </summary>
    /// <param name="values">At least one.</param>
    /// <param name="seed">The same seed gives the same interval.</param>
    /// <exception cref="ArgumentException">There are no values.</exception>
    public static Estimate Mean(IReadOnlyList<double> values, int seed)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count == 0) throw new ArgumentException("There is no mean of no values.", nameof(values));
        double[] sample = [.. values];
        var mean = sample.Average();
        if (Array.TrueForAll(sample, value => value == sample[0])) return new Estimate(mean, mean, mean, sample.Length);

        var means = Means(sample, new Random(seed));
        var bias = NormalDistribution.Quantile(Math.Clamp(ShareBelow(means, mean), .5 / Resamples, 1 - (.5 / Resamples)));
        var acceleration = Acceleration(sample, mean);
        return new Estimate(mean, means[Index(Math.Floor(Resamples * Level(Tail)))], means[Index(Math.Ceiling(Resamples * Level(-Tail)) - 1)], sample.Length);

        double Level(double tail) => NormalDistribution.Cumulative(bias + ((bias + tail) / (1 - (acceleration * (bias + tail)))));
    }

    private static double[] Means(double[] sample, Random random)
    {
        var (means, drawn) = (new double[Resamples], new double[sample.Length]);
        for (var i = 0; i < means.Length; i++)
        {
            random.GetItems<double>(sample, drawn);
            means[i] = drawn.Sum() / drawn.Length;
        }

        Array.Sort(means);
        return means;
    }

    // Values of a few kinds make many means equal the sample's own: half of those count.
    private static double ShareBelow(double[] means, double mean) =>
        means.Sum(other => other < mean - Rounding ? 1 : other <= mean + Rounding ? .5 : 0) / means.Length;

    // Of a mean, the jackknife comes to its skewness (Efron 1987).
    private static double Acceleration(double[] sample, double mean)
    {
        var (squares, cubes) = (0.0, 0.0);
        foreach (var value in sample)
        {
            var distance = value - mean;
            squares += distance * distance;
            cubes += distance * distance * distance;
        }

        return cubes / (6 * Math.Pow(squares, 1.5));
    }

    private static int Index(double position) => (int)Math.Clamp(position, 0, Resamples - 1);
}
