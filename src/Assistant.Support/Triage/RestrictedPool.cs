namespace Assistant.Support.Triage;

/// <summary>
/// Whether a case is restricted, out of all that speaks for and against it: a logistic regression over the log-odds of the case as a whole, of its likeliest
/// topic, of its likeliest restricted and other intents, of its sentences, of its tone and its urgency. A story of ten sentences hides one that matters; a short
/// one has no other.
/// </summary>
public sealed record RestrictedPool(double Bias, IReadOnlyList<double> Weights)
{
    private const double Least = 0.0001; // a probability below it says no less

    /// <summary>Takes the case as a whole for its word.</summary>
    public static RestrictedPool None { get; } = new(0, [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);

    /// <summary>The probability, 0 to 1.</summary>
    public double Of(IReadOnlyList<double> evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        return 1 / (1 + Math.Exp(-(Bias + evidence.Zip(Weights, (value, weight) => value * weight).Sum())));
    }

    /// <summary>What <see cref="Weights"/> weigh.</summary>
    /// <param name="probabilities">Of each label, of the case as a whole.</param>
    /// <param name="sentences">Of each sentence, that it alone makes the case restricted.</param>
    public static IReadOnlyList<double> Evidence(IReadOnlyDictionary<string, double> probabilities, IReadOnlyList<double> sentences)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        ArgumentNullException.ThrowIfNull(sentences);
        var heaviest = sentences.OrderDescending().Concat([0.0, 0.0]).ToList();
        return
        [
            LogOdds(probabilities.GetValueOrDefault(TriageLabels.Restricted)),
            LogOdds(Enum.GetValues<RestrictedTopic>().Max(topic => probabilities.GetValueOrDefault(TriageLabels.Of(topic)))),
            LogOdds(Likeliest(intent => IntentGroups.IsRestricted(intent))),
            LogOdds(Likeliest(intent => !IntentGroups.IsRestricted(intent))),
            LogOdds(heaviest[0]),
            LogOdds(heaviest[1]),
            sentences.Select(LogOdds).DefaultIfEmpty(LogOdds(0)).Average(),
            Math.Log(1 + sentences.Count),
            LogOdds(probabilities.GetValueOrDefault(TriageLabels.Of(Tone.Upset))),
            LogOdds(probabilities.GetValueOrDefault(TriageLabels.Of(Tone.Friendly))),
            LogOdds(probabilities.GetValueOrDefault(TriageLabels.Of(Urgency.High))),
            LogOdds(probabilities.GetValueOrDefault(TriageLabels.Of(Urgency.Low))),
        ];

        double Likeliest(Func<string, bool> isMeant) => probabilities.Where(label => TriageLabels.IntentOf(label.Key) is { } intent && isMeant(intent)).Select(label => label.Value).DefaultIfEmpty(0).Max();
    }

    private static double LogOdds(double probability)
    {
        var clamped = Math.Clamp(probability, Least, 1 - Least);
        return Math.Log(clamped / (1 - clamped));
    }
}
