namespace Assistant.Evaluation.Runs;

/// <summary>How long queries took, in milliseconds: the nearest-rank percentiles of all that did not fail.</summary>
public sealed record Latency(double P50, double P90, double P95, double P99)
{
    /// <summary>Of the items; null where all failed.</summary>
    public static Latency? Of(IReadOnlyList<EvalItem> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        var sorted = items.Where(item => item.Error is null).Select(item => item.Milliseconds).Order().ToList();
        return sorted.Count == 0 ? null : new Latency(At(.5), At(.9), At(.95), At(.99));

        double At(double share) => Math.Round(sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Count) - 1)], 2);
    }
}
