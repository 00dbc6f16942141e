namespace Assistant.Evaluation.Measures;

/// <summary>How many of the queries that can be answered get an answer, right or wrong.</summary>
public static class AnswerRate
{
    /// <summary>The share of queries with an answer that are not refused; null where there is none.</summary>
    public static double? Of(IReadOnlyList<RefusalOutcome> outcomes)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        var answerable = outcomes.Where(outcome => outcome.HasAnswer).ToList();
        return answerable.Count == 0 ? null : answerable.Count(outcome => !outcome.IsRefused) / (double)answerable.Count;
    }
}
