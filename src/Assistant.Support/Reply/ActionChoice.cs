using Assistant.Support.Triage;

namespace Assistant.Support.Reply;

/// <summary>Which way a case goes, by its intents alone: what is restricted first, then the likeliest intent.</summary>
/// <param name="IsRestricted">Whether a topic is for a person alone.</param>
/// <param name="Person">The intent that only a person answers; null where the likeliest is another.</param>
/// <param name="Macro">The macro of the likeliest intent; null where that is none of a macro's.</param>
internal sealed record ActionChoice(bool IsRestricted, string? Person, Macro? Macro)
{
    internal static ActionChoice Of(IReadOnlyDictionary<string, double> probabilities, double minRestricted, MacroBook macros)
    {
        var isRestricted = probabilities[TriageLabels.Restricted] >= minRestricted;
        var intent = TriageLabels.LikeliestIntent(probabilities);
        return new ActionChoice(
            isRestricted, IntentGroups.IsForPerson(intent) ? intent : null,
            macros.Macros.FirstOrDefault(macro => macro.Intents.Contains(intent)));
    }
}
