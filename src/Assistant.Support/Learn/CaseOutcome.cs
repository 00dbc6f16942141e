using Assistant.Support.Reply;
using Assistant.Support.Send;
using Assistant.Understand;

namespace Assistant.Support.Learn;

/// <summary>What people made of a suggestion.</summary>
public enum OutcomeKind
{
    /// <summary>Sent as it was.</summary>
    Accepted,

    /// <summary>Sent with changes.</summary>
    Edited,

    /// <summary>Of no use.</summary>
    Rejected,

    /// <summary>A person wrote the reply.</summary>
    Own,
}

/// <summary>What became of a case's suggestion, or of a macro that a person chose. All texts are masked.</summary>
/// <param name="Tenant">Whose case.</param>
/// <param name="CaseId">Which case.</param>
/// <param name="At">When.</param>
/// <param name="By">Who decided.</param>
/// <param name="Kind">What was made of it.</param>
/// <param name="Action">What the reply comes from; of a rejection, what was suggested.</param>
public sealed record CaseOutcome(string Tenant, string CaseId, DateTimeOffset At, string By, OutcomeKind Kind, SuggestedAction Action)
{
    /// <summary>The macro; null where there was none.</summary>
    public string? Macro { get; init; }

    /// <summary>The text as it was suggested; null where there was none.</summary>
    public string? Suggested { get; init; }

    /// <summary>The text as it was sent; null of a rejection.</summary>
    public string? Reply { get; init; }

    /// <summary>Letters inserted, deleted, replaced, or swapped with their neighbour (<see cref="EditDistance"/>).</summary>
    public int EditCharacters { get; init; }

    /// <summary>The same as a share (0 to 1) of the longer text.</summary>
    public double EditShare { get; init; }

    /// <summary>Why it was of no use, in the person's words.</summary>
    public string? Reason { get; init; }

    /// <summary>What the case was about when this was decided; null where it was not read.</summary>
    public CaseReading? Reading { get; init; }

    /// <summary>The outcome of a reply that was sent.</summary>
    public static CaseOutcome Of(CaseReply reply, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(reply);
        var outcome = new CaseOutcome(reply.Tenant, reply.CaseId, at, reply.By, OutcomeKind.Own, reply.Action) { Macro = reply.Macro, Suggested = reply.Suggested, Reply = reply.Text };
        if (reply.Suggested is not { } suggested) return outcome;
        var (before, after) = (Plain(suggested), Plain(reply.Text));
        if (before == after) return outcome with { Kind = OutcomeKind.Accepted };
        var longer = Math.Max(before.Length, after.Length);
        var edits = EditDistance.Within(before, after, longer)!.Value;
        return outcome with { Kind = OutcomeKind.Edited, EditCharacters = edits, EditShare = (double)edits / longer };
    }

    // A line break of another system, or space at an end, is no edit.
    private static string Plain(string text) => string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd())).Trim();
}
