namespace Assistant.Evaluation.Statistics;

/// <summary>A mean with its 95 % interval.</summary>
public sealed record Estimate(double Mean, double Lo, double Hi, int N);

/// <summary>Intervals by resampling (Efron 1979): the percentile bootstrap.</summary>
public static class Bootstrap
{
    private const int Resamples = 2000;

    /// <summary>The mean of <paramref name="values"/> and the 2.5th and 97.5th percentile of the means of 2,000 samples of as many values, drawn with replacement.</summary>
    /// <param name="values">At least one.</param>
    /// <param name="seed">The same seed gives the same interval.</param>
    /// <exception cref="ArgumentException">There are no values.</exception>
    public static Estimate Mean(IReadOnlyList<double> values, int seed)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count == 0) throw new ArgumentException("There is no mean of no values.", nameof(values));
        var random = new Random(seed);
        var means = new double[Resamples];
        for (var i = 0; i < Resamples; i++)
        {
            var sum = 0.0;
            for (var j = 0; j < values.Count; j++) sum += values[random.Next(values.Count)];
            means[i] = sum / values.Count;
        }

        Array.Sort(means);
        return new Estimate(values.Average(), means[(int)(Resamples * .025)], means[(int)(Resamples * .975) - 1], values.Count);
    }
}
