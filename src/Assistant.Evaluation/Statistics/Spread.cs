namespace Assistant.Evaluation.Statistics;

/// <summary>How much values vary.</summary>
public static class Spread
{
    /// <summary>The standard deviation with n - 1; null of fewer than two values, and exactly 0 where they are equal but for rounding.</summary>
    public static double? StandardDeviation(IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count < 2) return null;
        var mean = values.Average();
        var deviation = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1));
        return deviation <= 1e-12 * values.Max(Math.Abs) ? 0 : deviation;
    }
}
