using System.Globalization;
using System.Text;
using Assistant.Support.Cases;
using Assistant.Support.Reply;
using Assistant.Support.Triage;

namespace Assistant.Evaluation.Support;

/// <summary>A case with its right answer, as in <c>eval/datasets/support/cases.jsonl</c>.</summary>
/// <param name="Id">The case's id.</param>
/// <param name="Split"><c>dev</c> or <c>test</c>.</param>
/// <param name="From">Guest or owner.</param>
/// <param name="Property">The property's id.</param>
/// <param name="Language">ISO 639-1.</param>
/// <param name="Messages">Oldest first.</param>
/// <param name="Booking">What is booked, or null.</param>
/// <param name="Action">The right action.</param>
/// <param name="Macro">The right macro; null unless the action is a template.</param>
/// <param name="Intents">What the asker wants.</param>
/// <param name="Restricted">Topics for a person alone.</param>
/// <param name="Urgency">How soon.</param>
/// <param name="Tone">How it sounds.</param>
/// <param name="Facts">What a right draft holds, in any casing, numbers as whole numbers.</param>
/// <param name="Sources">Passages that hold the facts.</param>
internal sealed record SupportCaseKey(
    string Id, string Split, Party From, string Property, string Language, IReadOnlyList<CaseMessage> Messages, CaseBooking? Booking, SuggestedAction Action, string? Macro,
    IReadOnlyList<string> Intents, IReadOnlyList<RestrictedTopic> Restricted, Urgency Urgency, Tone Tone, IReadOnlyList<string> Facts, IReadOnlyList<string> Sources)
{
    /// <summary>The case without its labels.</summary>
    internal SupportCase Case => new(Id, From, Property, Messages, Booking);

    /// <summary>The same for training.</summary>
    internal TriageCase Labelled => new(Id, From, Messages, Intents, Restricted, Urgency, Tone, Macro);

    /// <summary>Whether a text holds a fact.</summary>
    internal static bool Holds(string text, string fact)
    {
        var (within, wanted) = (Plain(text), Plain(fact));
        for (var at = within.IndexOf(wanted, StringComparison.Ordinal); at >= 0; at = within.IndexOf(wanted, at + 1, StringComparison.Ordinal))
        {
            var end = at + wanted.Length;
            if (!(char.IsDigit(wanted[0]) && at > 0 && char.IsDigit(within[at - 1])) && !(char.IsDigit(wanted[^1]) && end < within.Length && char.IsDigit(within[end]))) return true;
        }

        return false;
    }

    private static string Plain(string text) => text.Normalize(NormalizationForm.FormC).ToLower(CultureInfo.InvariantCulture);
}
