using Assistant.Support.Cases;
using Assistant.Text;

namespace Assistant.Support.Triage;

/// <summary>Reads what a case is about: a <see cref="TriageModel"/> over its words and concepts.</summary>
public sealed class CaseTriager(TriageModel model)
{
    private const double Likely = 0.5;
    private const double TopicToo = 0.3; // beside the likeliest topic, or without one
    private const int SummaryCharacters = 140;

    /// <summary>The probability (0 to 1) of each label for a case, <see cref="TriageLabels.Restricted"/> pooled from all that speaks for and against it.</summary>
    public IReadOnlyDictionary<string, double> Probabilities(SupportCase supportCase)
    {
        ArgumentNullException.ThrowIfNull(supportCase);
        var (probabilities, sentences) = Evidence(supportCase);
        return new Dictionary<string, double>(probabilities) { [TriageLabels.Restricted] = model.Pool.Of(RestrictedPool.Evidence(probabilities, sentences)) };
    }

    /// <summary>What <see cref="RestrictedPool"/> weighs: each label of the case as a whole, and how likely each sentence makes it restricted.</summary>
    internal (IReadOnlyDictionary<string, double> Probabilities, IReadOnlyList<double> Sentences) Evidence(SupportCase supportCase) =>
        (model.Probabilities(TriageFeatures.Of(supportCase.Asked(), supportCase.From)),
        [.. SentencesOf(supportCase).Select(sentence => model.Probability(TriageLabels.RestrictedSentence, TriageFeatures.Of(sentence, supportCase.From)))]);

    /// <summary>The asker's sentences, oldest first.</summary>
    internal static IEnumerable<string> SentencesOf(SupportCase supportCase)
    {
        var asked = supportCase.Asked();
        return Sentences.Split(asked).Select(range => asked[range]);
    }

    /// <summary>Reads a case.</summary>
    public CaseTriage Read(SupportCase supportCase)
    {
        ArgumentNullException.ThrowIfNull(supportCase);
        return Read(supportCase, Probabilities(supportCase));
    }

    internal CaseTriage Read(SupportCase supportCase, IReadOnlyDictionary<string, double> probabilities)
    {
        var asked = supportCase.Asked();
        var intents = probabilities.Where(label => TriageLabels.IntentOf(label.Key) is not null).OrderByDescending(label => label.Value).ToList();
        var topics = Enum.GetValues<RestrictedTopic>().OrderByDescending(topic => probabilities[TriageLabels.Of(topic)]).ToList();
        return new CaseTriage(
            LanguageDetector.Detect(asked) ?? LanguageDetector.English,
            [.. intents.TakeWhile((label, i) => i == 0 || label.Value >= Likely).Select(label => label.Key["intent:".Length..])],
            probabilities[TriageLabels.Of(Urgency.High)] >= Likely ? Urgency.High : probabilities[TriageLabels.Of(Urgency.Low)] >= Likely ? Urgency.Low : Urgency.Normal,
            probabilities[TriageLabels.Of(Tone.Upset)] >= Likely ? Tone.Upset : probabilities[TriageLabels.Of(Tone.Friendly)] >= Likely ? Tone.Friendly : Tone.Neutral,
            probabilities[TriageLabels.Restricted] < model.MinRestricted ? [] : [.. topics.Where((topic, i) => i == 0 || probabilities[TriageLabels.Of(topic)] >= TopicToo)],
            Summary(supportCase, intents[0].Key["intent:".Length..]));
    }

    private static string Summary(SupportCase supportCase, string intent)
    {
        var last = supportCase.Messages.Last(message => message.From != Party.Agent).Text;
        var sentences = Sentences.Split(last).Select(range => last[range].Trim()).ToList();
        var point = sentences.Find(sentence => sentence.Contains('?')) ?? sentences.MaxBy(sentence => sentence.Length) ?? last;
        if (point.Length > SummaryCharacters) point = point[..SummaryCharacters].TrimEnd() + "…";
        return $"{(supportCase.From == Party.Owner ? "Owner" : "Guest")}, {intent.Replace('_', ' ')}: {point}";
    }
}
