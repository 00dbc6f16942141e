using Assistant.Support.Cases;
using Assistant.Support.Reply;

namespace Assistant.Support.Learn;

/// <summary>How well the desk does.</summary>
/// <param name="Cases">All cases.</param>
/// <param name="Replies">Replies that were sent.</param>
/// <param name="Accepted">Of these, suggestions and macros as they were.</param>
/// <param name="Edited">Of these, such with changes.</param>
/// <param name="Rejected">Suggestions that were of no use.</param>
/// <param name="Own">Replies in a person's own words.</param>
/// <param name="AcceptanceRate">Accepted ones among accepted, edited and rejected (0 to 1); null where there are none.</param>
/// <param name="MedianEditShare">Of the edited ones (0 to 1); null where there are none.</param>
/// <param name="MedianFirstReplyMinutes">From a case's first message to its first reply; null where none was sent.</param>
/// <param name="Overdue">Cases whose reply is late.</param>
public sealed record DeskFigures(
    int Cases, int Replies, int Accepted, int Edited, int Rejected, int Own, double? AcceptanceRate, double? MedianEditShare, double? MedianFirstReplyMinutes, int Overdue)
{
    /// <summary>The figures at an instant.</summary>
    public static DeskFigures Of(IReadOnlyList<StoredCase> cases, IReadOnlyList<CaseOutcome> outcomes, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(cases);
        ArgumentNullException.ThrowIfNull(outcomes);
        int Count(OutcomeKind kind) => outcomes.Count(outcome => outcome.Kind == kind);
        var (accepted, edited, rejected) = (Count(OutcomeKind.Accepted), Count(OutcomeKind.Edited), Count(OutcomeKind.Rejected));
        return new DeskFigures(
            cases.Count, outcomes.Count(outcome => outcome.Reply is not null), accepted, edited, rejected, Count(OutcomeKind.Own),
            accepted + edited + rejected == 0 ? null : (double)accepted / (accepted + edited + rejected),
            Median(outcomes.Where(outcome => outcome.Kind == OutcomeKind.Edited).Select(outcome => outcome.EditShare)),
            Median(cases.Where(stored => stored.FirstReplyAt is not null).Select(stored => (stored.FirstReplyAt!.Value - stored.OpenedAt).TotalMinutes)),
            cases.Count(stored => stored.IsOverdue(now)));
    }

    internal static double? Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? null : (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}

/// <summary>How often a macro was used, and what people made of it.</summary>
/// <param name="Macro">The macro.</param>
/// <param name="Used">Replies that were made from it.</param>
/// <param name="Accepted">Of these, as it was.</param>
/// <param name="Edited">Of these, with changes.</param>
/// <param name="MedianEdit">Of these, the share of the text that was changed (0 to 1); null where none was.</param>
public sealed record MacroUse(Macro Macro, int Used, int Accepted, int Edited, double? MedianEdit)
{
    /// <summary>The use of a macro.</summary>
    public static MacroUse Of(Macro macro, IEnumerable<CaseOutcome> outcomes)
    {
        ArgumentNullException.ThrowIfNull(macro);
        var own = outcomes.Where(outcome => outcome.Macro == macro.Id && outcome.Reply is not null).ToList();
        var edited = own.Where(outcome => outcome.Kind == OutcomeKind.Edited).ToList();
        return new MacroUse(macro, own.Count, own.Count(outcome => outcome.Kind == OutcomeKind.Accepted), edited.Count, DeskFigures.Median(edited.Select(outcome => outcome.EditShare)));
    }
}
