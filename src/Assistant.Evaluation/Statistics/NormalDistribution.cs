namespace Assistant.Evaluation.Statistics;

/// <summary>The standard normal distribution.</summary>
internal static class NormalDistribution
{
    private const double Far = 8; // beyond it lies less than a double tells from 0 or 1

    /// <summary>The probability of a value up to <paramref name="x"/>, to 15 digits: the series of Abramowitz and Stegun 1964, 26.2.11.</summary>
    internal static double Cumulative(double x)
    {
        if (Math.Abs(x) >= Far) return x > 0 ? 1 : 0;
        var (term, sum) = (x, x);
        for (var i = 3; Math.Abs(term) > 1e-18; i += 2) sum += term *= x * x / i;
        return .5 + (sum * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI));
    }

    /// <summary>The value up to which the probability is <paramref name="probability"/>, by bisection.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not between 0 and 1, ends excluded.</exception>
    internal static double Quantile(double probability)
    {
        if (probability is not (> 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(probability), probability, "A quantile needs a probability between 0 and 1.");
        var (low, high) = (-Far, Far);
        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            if (Cumulative(middle) < probability) low = middle;
            else high = middle;
        }

        return (low + high) / 2;
    }
}
