using Assistant.Support.Reply;

namespace Assistant.Evaluation.Support;

/// <summary>The measures of one case, 0 to 1. A measure that does not apply has no value.</summary>
internal static class SupportMeasures
{
    /// <summary>
    /// By name: whether the action is right; of a restricted case whether a person takes over; of a template whether the macro is right; intents, urgency and tone; of a
    /// draft whether every sentence about the property is cited and stands word for word where it says, whether nothing is promised that nothing grants; of a
    /// case to be drafted the share of its facts that the reply holds and whether one of its sources is cited.
    /// </summary>
    internal static IReadOnlyDictionary<string, double> Of(SupportCaseKey key, CaseReading? reading, IReadOnlyDictionary<string, Passage> passages)
    {
        var measures = new Dictionary<string, double>();
        var (triage, suggestion) = (reading?.Triage, reading?.Suggestion);
        measures["right action"] = suggestion?.Action == key.Action ? 1 : 0;
        if (key.Restricted.Count > 0)
        {
            measures["abstains on restricted"] = suggestion?.Action == SuggestedAction.Abstain ? 1 : 0;
            measures["topics found"] = key.Restricted.Count(topic => triage?.Restricted.Contains(topic) == true) / (double)key.Restricted.Count;
        }

        if (key.Action == SuggestedAction.Template) measures["right macro"] = suggestion?.Macro == key.Macro ? 1 : 0;
        measures["urgency"] = triage?.Urgency == key.Urgency ? 1 : 0;
        measures["tone"] = triage?.Tone == key.Tone ? 1 : 0;
        measures["first intent"] = triage is not null && key.Intents.Contains(triage.Intents[0]) ? 1 : 0;
        measures["intent F1"] = F1(key.Intents, triage?.Intents ?? []);
        if (key.Action == SuggestedAction.Draft)
        {
            measures["facts in draft"] = key.Facts.Count(fact => suggestion?.Action == SuggestedAction.Draft && SupportCaseKey.Holds(suggestion.Text!, fact)) / (double)key.Facts.Count;
            measures["source cited"] = suggestion?.Sentences.Any(sentence => sentence.Citations.Any(citation => key.Sources.Any(source => IsOf(citation.PassageId, source)))) == true ? 1 : 0;
        }

        if (suggestion?.Action == SuggestedAction.Draft)
        {
            measures["draft fully cited"] = IsFullyCited(suggestion, passages) ? 1 : 0;
            measures["no false promise"] = PromiseCheck.Find(suggestion.Text!, suggestion.Evidence).Count == 0 ? 1 : 0;
        }

        return measures;
    }

    // Only what frames the reply goes uncited: the first and the last sentence. All else is the content's, at the offsets that the citation gives.
    private static bool IsFullyCited(Suggestion draft, IReadOnlyDictionary<string, Passage> passages) =>
        draft.Sentences.Count > 2 && draft.Sentences.Skip(1).SkipLast(1).All(sentence => sentence.Citations.Count > 0
            && sentence.Citations.All(citation => passages.TryGetValue(citation.PassageId, out var passage) && citation.End <= passage.Text.Length && passage.ContentHash == citation.ContentHash)
            && sentence.Citations.Any(citation => passages[citation.PassageId].Text[citation.Start..citation.End] == sentence.Text));

    private static bool IsOf(string passageId, string source) => passageId == source || passageId.StartsWith($"{source}/", StringComparison.Ordinal);

    private static double F1(IReadOnlyList<string> right, IReadOnlyList<string> found)
    {
        var both = right.Intersect(found).Count();
        return both == 0 ? 0 : 2.0 * both / (right.Count + found.Count);
    }
}
