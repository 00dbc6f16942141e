namespace Assistant.Evaluation.Measures;

/// <summary>How far a refusal can be believed (precision of the class "no answer"; questions without one came with SQuAD 2.0, Rajpurkar et al. 2018).</summary>
public static class RefusalPrecision
{
    /// <summary>The share of refused queries that have no answer; null where nothing was refused.</summary>
    public static double? Of(IReadOnlyList<RefusalOutcome> outcomes)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        var refused = outcomes.Where(outcome => outcome.IsRefused).ToList();
        return refused.Count == 0 ? null : refused.Count(outcome => !outcome.HasAnswer) / (double)refused.Count;
    }
}
