namespace Assistant.Support.Triage;

/// <summary>The labels of <see cref="TriageModel"/>.</summary>
public static class TriageLabels
{
    /// <summary>Whether any topic is restricted.</summary>
    public const string Restricted = "restricted";

    /// <summary>Whether a sentence alone makes its case restricted.</summary>
    public const string RestrictedSentence = "sentence:restricted";

    /// <summary>The label of an intent.</summary>
    public static string Of(string intent) => $"intent:{intent}";

    /// <summary>The intent of a label; null where the label is of another kind.</summary>
    public static string? IntentOf(string label)
    {
        ArgumentNullException.ThrowIfNull(label);
        return label.StartsWith("intent:", StringComparison.Ordinal) ? label["intent:".Length..] : null;
    }

    /// <summary>The intent with the greatest probability.</summary>
    public static string LikeliestIntent(IReadOnlyDictionary<string, double> probabilities) => IntentOf(probabilities.Where(label => IntentOf(label.Key) is not null).MaxBy(label => label.Value).Key)!;

    /// <summary>The label of a topic.</summary>
    public static string Of(RestrictedTopic topic) => $"topic:{Name(topic)}";

    /// <summary>The label of an urgency; normal has none, it is what is left.</summary>
    public static string Of(Urgency urgency) => $"urgency:{Name(urgency)}";

    /// <summary>The label of a tone; neutral has none.</summary>
    public static string Of(Tone tone) => $"tone:{Name(tone)}";

    /// <summary>Every label that a case has.</summary>
    public static IEnumerable<string> Of(TriageCase labelled)
    {
        ArgumentNullException.ThrowIfNull(labelled);
        if (labelled.Restricted.Count > 0) yield return Restricted;
        foreach (var topic in labelled.Restricted) yield return Of(topic);
        foreach (var intent in labelled.Intents) yield return Of(intent);
        if (labelled.Urgency != Urgency.Normal) yield return Of(labelled.Urgency);
        if (labelled.Tone != Tone.Neutral) yield return Of(labelled.Tone);
    }

    private static string Name<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
