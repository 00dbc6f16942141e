using Assistant.Support.Cases;
using Assistant.Support.Reply;
using Assistant.Support.Send;
using Assistant.Support.Similar;
using Assistant.Support.Triage;

namespace Assistant.Web.Api.Support;

/// <summary>A case in the queue.</summary>
internal record CaseRow(string Id, Party From, CaseStatus Status, IReadOnlyList<RestrictedTopic> Restricted, IReadOnlyList<string> Intents, DateTimeOffset OpenedAt, DateTimeOffset UpdatedAt, bool Overdue)
{
    public string? Property { get; init; }

    public string? PropertyName { get; init; }

    public string? Assignee { get; init; }

    public string? Language { get; init; }

    public Urgency? Urgency { get; init; }

    public Tone? Tone { get; init; }

    public string? Summary { get; init; }

    public SuggestedAction? Action { get; init; }

    public string? ReadingError { get; init; }

    public DateTimeOffset? DueAt { get; init; }

    internal static CaseRow Of(StoredCase stored, DateTimeOffset now) => Fill(
        new CaseRow(stored.Case.Id, stored.Case.From, stored.Status, stored.Reading?.Triage.Restricted ?? [], stored.Reading?.Triage.Intents ?? [], stored.OpenedAt, stored.UpdatedAt, stored.IsOverdue(now)), stored);

    protected static T Fill<T>(T row, StoredCase stored)
        where T : CaseRow =>
        row with
        {
            Property = stored.Case.Property,
            PropertyName = stored.PropertyName,
            Assignee = stored.Assignee,
            Language = stored.Reading?.Triage.Language,
            Urgency = stored.Reading?.Triage.Urgency,
            Tone = stored.Reading?.Triage.Tone,
            Summary = stored.Reading?.Triage.Summary,
            Action = stored.Reading?.Suggestion.Action,
            ReadingError = stored.ReadingError,
            DueAt = stored.DueAt,
        };
}

/// <summary>A case with all there is to it. Texts are masked.</summary>
internal sealed record CaseView(
    string Id, Party From, CaseStatus Status, IReadOnlyList<RestrictedTopic> Restricted, IReadOnlyList<string> Intents, DateTimeOffset OpenedAt, DateTimeOffset UpdatedAt, bool Overdue,
    IReadOnlyList<CaseMessage> Messages, IReadOnlyList<SimilarCase> Similar, IReadOnlyList<CaseNote> Notes, IReadOnlyList<CaseEvent> History)
    : CaseRow(Id, From, Status, Restricted, Intents, OpenedAt, UpdatedAt, Overdue)
{
    public CaseBooking? Booking { get; init; }

    public Suggestion? Suggestion { get; init; }

    public ReplyView? Reply { get; init; }

    internal static CaseView Of(StoredCase stored, IReadOnlyList<SimilarCase> similar, IReadOnlyList<CaseNote> notes, IReadOnlyList<CaseEvent> history, CaseReply? reply, DateTimeOffset now) => Fill(
        new CaseView(
            stored.Case.Id, stored.Case.From, stored.Status, stored.Reading?.Triage.Restricted ?? [], stored.Reading?.Triage.Intents ?? [], stored.OpenedAt, stored.UpdatedAt, stored.IsOverdue(now),
            stored.Case.Messages, similar, notes, history)
        {
            Booking = stored.Case.Booking, Suggestion = stored.Reading?.Suggestion, Reply = reply is null ? null : ReplyView.Of(reply),
        }, stored);
}

/// <summary>A reply; one that is being sent counts as queued.</summary>
internal sealed record ReplyView(string Text, ReplySource Source, string? Macro, ReplyState State, string By, bool Solve, DateTimeOffset QueuedAt, DateTimeOffset SendAt, DateTimeOffset? SentAt, string? Error)
{
    public IReadOnlyList<string>? Promises { get; init; }

    internal static ReplyView Of(CaseReply reply) => new(
        reply.Text, reply.Source, reply.Macro, reply.State == ReplyState.Sending ? ReplyState.Queued : reply.State, reply.By, reply.Solves, reply.QueuedAt, reply.SendAt, reply.SentAt, reply.Error)
    {
        Promises = reply.Promises,
    };
}
