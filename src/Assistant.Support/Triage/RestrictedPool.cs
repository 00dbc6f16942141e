namespace Assistant.Support.Triage;

/// <summary>
/// Whether a case is restricted, out of all that speaks for and against it: a logistic regression over the log-odds of the case as a whole, of its likeliest
/// topic, of its likeliest restricted and other intents, and of the sentence that weighs most. A story of ten sentences hides one that matters; a short one has no
/// other.
/// </summary>
public sealed record RestrictedPool(double Bias, IReadOnlyList<double> Weights)
{
    private const double Least = 0.0001; // a probability below it says no less

    /// <summary>Takes the case as a whole for its word.</summary>
    public static RestrictedPool None { get; } = new(0, [1, 0, 0, 0, 0]);

    /// <summary>The probability, 0 to 1.</summary>
    public double Of(IReadOnlyList<double> evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        return 1 / (1 + Math.Exp(-(Bias + evidence.Zip(Weights, (value, weight) => value * weight).Sum())));
    }

    /// <summary>What <see cref="Weights"/> weigh.</summary>
    /// <param name="probabilities">Of each label, of the case as a whole.</param>
    /// <param name="sentence">Of the sentence that weighs most.</param>
    public static IReadOnlyList<double> Evidence(IReadOnlyDictionary<string, double> probabilities, double sentence)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        return
        [
            LogOdds(probabilities.GetValueOrDefault(TriageLabels.Restricted)),
            LogOdds(Enum.GetValues<RestrictedTopic>().Max(topic => probabilities.GetValueOrDefault(TriageLabels.Of(topic)))),
            LogOdds(Likeliest(intent => IntentGroups.IsRestricted(intent))),
            LogOdds(Likeliest(intent => !IntentGroups.IsRestricted(intent))),
            LogOdds(sentence),
        ];

        double Likeliest(Func<string, bool> isMeant) => probabilities.Where(label => TriageLabels.IntentOf(label.Key) is { } intent && isMeant(intent)).Select(label => label.Value).DefaultIfEmpty(0).Max();
    }

    private static double LogOdds(double probability)
    {
        var clamped = Math.Clamp(probability, Least, 1 - Least);
        return Math.Log(clamped / (1 - clamped));
    }
}
