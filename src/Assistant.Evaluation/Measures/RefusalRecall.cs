namespace Assistant.Evaluation.Measures;

/// <summary>How many of the queries without an answer are refused (recall of the class "no answer", as <see cref="RefusalPrecision"/>).</summary>
public static class RefusalRecall
{
    /// <summary>The share of queries without an answer that are refused; null where every query has an answer.</summary>
    public static double? Of(IReadOnlyList<RefusalOutcome> outcomes)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        var without = outcomes.Where(outcome => !outcome.HasAnswer).ToList();
        return without.Count == 0 ? null : without.Count(outcome => outcome.IsRefused) / (double)without.Count;
    }
}
