namespace Assistant.Evaluation.Statistics;

/// <summary>Two systems' values for the same queries.</summary>
internal static class Paired
{
    /// <summary>What the candidate has more than the baseline, query by query.</summary>
    /// <exception cref="ArgumentException">They are not as many, or there are none.</exception>
    internal static double[] Differences(IReadOnlyList<double> baseline, IReadOnlyList<double> candidate)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentNullException.ThrowIfNull(candidate);
        if (baseline.Count != candidate.Count) throw new ArgumentException($"{baseline.Count} values cannot be paired with {candidate.Count}. Give both for the same queries, in the same order.", nameof(candidate));
        if (baseline.Count == 0) throw new ArgumentException("There are no pairs to compare.", nameof(baseline));
        return [.. candidate.Zip(baseline, (its, other) => its - other)];
    }
}
