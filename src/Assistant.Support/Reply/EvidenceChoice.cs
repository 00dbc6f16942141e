using Assistant.Support.Triage;

namespace Assistant.Support.Reply;

/// <summary>
/// Chooses what a draft quotes: for each question the passage that fits best, and the house rules that its intents are about. A rule gains by the probability
/// of its intent, because a story of five sentences seldom asks in the rule's words.
/// </summary>
internal static class EvidenceChoice
{
    private const double RuleGain = 0.6; // of relevance, for an intent that is sure; this and the next figures: facts in drafts of the dev cases .738 without, .803 with (eval/LOG.md)
    private const double FaqGain = 0.15; // the owner was asked something like it
    private const double ProseLoss = 0.2; // descriptions and rooms tell of much and answer little
    private const double MinScore = 0.35;
    private const double FarBehind = 0.35; // of the best score: what is below only distracts
    private const int MostPassages = 4;
    private const double Answered = 0.275; // a question has an answer from this score on

    /// <summary>The passages to quote, best first; none where nothing fits.</summary>
    internal static IReadOnlyList<ScoredEvidence> Choose(IReadOnlyList<QuestionEvidence> found, IReadOnlyDictionary<string, double> probabilities)
    {
        var scored = found.SelectMany(question => question.Passages).GroupBy(passage => passage.Passage.Id).Select(same => same.MaxBy(passage => passage.Relevance)!)
            .Select(passage => new ScoredEvidence(passage, Score(passage, probabilities))).OrderByDescending(evidence => evidence.Score).ToList();
        if (scored is not [var best, ..] || best.Score < MinScore) return [];
        var firsts = found.Where(question => question.Question is not null).Select(question => question.Passages.MaxBy(passage => Score(passage, probabilities))).OfType<RankedPassage>().Select(passage => passage.Passage.Id).ToHashSet();
        return [.. scored.Where(evidence => evidence.Score >= MinScore && (evidence.Score >= FarBehind * best.Score || firsts.Contains(evidence.Passage.Passage.Id))).Take(MostPassages)];
    }

    /// <summary>The questions that nothing found answers.</summary>
    internal static IReadOnlyList<string> Unanswered(IReadOnlyList<QuestionEvidence> found, IReadOnlyDictionary<string, double> probabilities) =>
        [.. found.Where(question => question.Question is not null && question.Passages.All(passage => Score(passage, probabilities) < Answered)).Select(question => question.Question!.Text)];

    private static double Score(RankedPassage passage, IReadOnlyDictionary<string, double> probabilities) => passage.Relevance + passage.Passage.Kind switch
    {
        PassageKind.Policy => RuleGain * OfRule(passage, probabilities),
        PassageKind.Faq => FaqGain,
        PassageKind.Description or PassageKind.Room => -ProseLoss,
        _ => 0,
    };

    private static double OfRule(RankedPassage passage, IReadOnlyDictionary<string, double> probabilities) => probabilities
        .Where(label => TriageLabels.IntentOf(label.Key) is { } intent && IntentGroups.RulesOf(intent).Any(rule => passage.Passage.FieldPath == $"policies/{rule}"))
        .Select(label => label.Value).DefaultIfEmpty(0).Max();
}

/// <summary>A passage with what speaks for it: relevance, and more for the rule of an intent.</summary>
internal sealed record ScoredEvidence(RankedPassage Passage, double Score);
