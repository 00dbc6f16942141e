using Assistant.Support.Cases;

namespace Assistant.Support.Triage;

/// <summary>A labelled case, as in <c>eval/datasets/support</c>.</summary>
public sealed record TriageCase(
    string Id, Party From, IReadOnlyList<CaseMessage> Messages, IReadOnlyList<string> Intents, IReadOnlyList<RestrictedTopic> Restricted, Urgency Urgency, Tone Tone, string? Macro = null)
{
    /// <summary>The case without its labels.</summary>
    public SupportCase Case => new(Id, From, null, Messages);
}
