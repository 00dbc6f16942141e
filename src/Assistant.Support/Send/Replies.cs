using Assistant.Support.Cases;
using Assistant.Support.Reply;
using Microsoft.Data.Sqlite;

namespace Assistant.Support.Send;

/// <summary>What became of a request about a reply.</summary>
public enum ReplyChange
{
    /// <summary>It was done.</summary>
    Done,

    /// <summary>There is no such case.</summary>
    NoCase,

    /// <summary>There is no reply that waits; perhaps it is sent already.</summary>
    NotQueued,

    /// <summary>A reply waits or is being sent; take it back first.</summary>
    AlreadyQueued,
}

/// <summary>Replies that wait to be sent. They lie in the database, so that a restart loses none. Safe for concurrent use.</summary>
public sealed class Replies(SupportDatabase database, SqliteCaseStore store, ValueProtection protection, MacroBook macros, SupportOptions options, Index.IPassageIndex index, TimeProvider time)
{
    private const int LongestReply = 20_000;

    private const string Columns = "id, tenant, case_id, text, source, by, state, queued_at, send_at, macro, action, suggested, solves, sent_at, error";

    /// <summary>Queues a reply, masked. It is sent when the time to take it back is over. A failed one before it is done with.</summary>
    /// <exception cref="ArgumentException">The reply cannot be sent as it is; the message says why and what to do.</exception>
    public async Task<(ReplyChange Change, CaseReply? Reply)> QueueAsync(string tenant, string caseId, ReplyDraft draft, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(draft);
        if (string.IsNullOrWhiteSpace(draft.Text)) throw new ArgumentException("The reply is empty. Write text.", nameof(draft));
        if (draft.Text.Length > LongestReply) throw new ArgumentException($"The reply has {draft.Text.Length} characters; at most {LongestReply} are sent. Shorten it.", nameof(draft));
        var by = CaseChanges.Name(draft.By, "by");
        if (await store.FindAsync(tenant, caseId, cancellationToken) is not { } stored) return (ReplyChange.NoCase, null);
        var (action, macro, suggested) = await BasisAsync(stored, draft, cancellationToken);
        if (MacroFilling.Unfilled(draft.Text) is [_, ..] unfilled) throw new ArgumentException($"The reply still holds {string.Join(", ", unfilled)}. Write in its place what is meant.", nameof(draft));

        var promises = PromiseCheck.Find(draft.Text, stored.Reading?.Suggestion.Evidence ?? [], suggested);
        return await database.ChangeAsync(async connection =>
        {
            var masker = await protection.MaskerAsync(store, tenant, caseId, stored.PropertyName, cancellationToken);
            var strange = Privacy.Masker.PlaceholdersIn(draft.Text).FirstOrDefault(placeholder => !masker.Values.ContainsKey(placeholder));
            if (strange is not null) throw new ArgumentException($"The case has nothing to put in the place of {strange}{(stored.SolvedAt is null ? "" : ", or it was deleted since")}. Write in its place what is meant.", nameof(draft));
            var text = masker.MaskReply(draft.Text);
            var basis = suggested is null ? null : masker.MaskReply(suggested); // masked as the reply is, so that what was sent unchanged is the same
            var secrets = protection.Secrets(masker);

            var now = time.GetUtcNow();
            var reply = new CaseReply($"reply-{Guid.CreateVersion7():N}", tenant, caseId, text, draft.Source, by, ReplyState.Queued, now, now.AddSeconds(options.UndoSeconds))
            {
                Action = action, Macro = macro, Suggested = basis, Solves = draft.Solve, Promises = promises,
            };
            var isBusy = await connection.ListAsync(
                "SELECT 1 FROM replies WHERE tenant = $tenant AND case_id = $id AND state IN ('Queued', 'Sending')", row => row.GetInt32(0), cancellationToken, ("$tenant", tenant), ("$id", caseId));
            if (isBusy.Count > 0) return (ReplyChange.AlreadyQueued, null);
            await InsertAsync(connection, reply, cancellationToken);
            await SqliteCaseStore.SecretsAsync(connection, tenant, caseId, secrets, cancellationToken);
            await EventAsync(connection, reply, now, by, "queued", draft.Source.ToString().ToLowerInvariant(), cancellationToken);
            return (ReplyChange.Done, (CaseReply?)reply);
        }, cancellationToken);
    }

    /// <summary>Takes a reply back that was not sent yet.</summary>
    public async Task<ReplyChange> UndoAsync(string tenant, string caseId, string? by, CancellationToken cancellationToken)
    {
        var name = CaseChanges.Name(by, nameof(by));
        if (await store.FindAsync(tenant, caseId, cancellationToken) is null) return ReplyChange.NoCase;
        return await database.ChangeAsync(async connection =>
        {
            var undone = await connection.ListAsync(
                $"UPDATE replies SET state = 'Undone' WHERE tenant = $tenant AND case_id = $id AND state = 'Queued' RETURNING {Columns}", Row, cancellationToken, ("$tenant", tenant), ("$id", caseId));
            foreach (var reply in undone) await EventAsync(connection, reply, time.GetUtcNow(), name, "undone", null, cancellationToken);
            return undone.Count > 0 ? ReplyChange.Done : ReplyChange.NotQueued;
        }, cancellationToken);
    }

    /// <summary>The latest reply of a case that was not taken back, or null.</summary>
    public async Task<CaseReply?> LatestAsync(string tenant, string caseId, CancellationToken cancellationToken) =>
        (await database.ListAsync(
            $"SELECT {Columns} FROM replies WHERE tenant = $tenant AND case_id = $id AND state <> 'Undone' ORDER BY queued_at DESC, id DESC LIMIT 1", Row, cancellationToken, ("$tenant", tenant), ("$id", caseId)))
        .FirstOrDefault();

    // What the reply was made from: the action, the macro, its text as it was suggested.
    private async Task<(SuggestedAction Action, string? Macro, string? Suggested)> BasisAsync(StoredCase stored, ReplyDraft draft, CancellationToken cancellationToken)
    {
        switch (draft.Source)
        {
            case ReplySource.Suggestion:
                return stored.Reading?.Suggestion is { Text: { } text } suggestion ? (suggestion.Action, suggestion.Macro, text)
                    : throw new ArgumentException("Nothing was suggested for this case. Send source own or macro.", nameof(draft));
            case ReplySource.Macro:
                var macro = macros.Find(draft.Macro ?? "") ?? throw new ArgumentException($"There is no macro '{draft.Macro}'. List them with GET /api/support/macros.", nameof(draft));
                var property = stored.Case.Property is { } id ? await index.FindPropertyAsync(stored.Case.Tenant, id, cancellationToken) : null;
                return (SuggestedAction.Template, macro.Id, macro.Fill(stored.Case, property, options.AgentName, out _));
            default:
                return (SuggestedAction.Abstain, null, null);
        }
    }

    private static Task InsertAsync(SqliteConnection connection, CaseReply reply, CancellationToken cancellationToken) => connection.ExecuteAsync(
        $"INSERT INTO replies ({Columns}) VALUES ($id, $tenant, $case, $text, $source, $by, $state, $queued, $send, $macro, $action, $suggested, $solves, NULL, NULL)", cancellationToken,
        ("$id", reply.Id), ("$tenant", reply.Tenant), ("$case", reply.CaseId), ("$text", reply.Text), ("$source", reply.Source), ("$by", reply.By), ("$state", reply.State),
        ("$queued", reply.QueuedAt), ("$send", reply.SendAt), ("$macro", reply.Macro), ("$action", reply.Action), ("$suggested", reply.Suggested), ("$solves", reply.Solves ? 1 : 0));

    internal static Task<List<CaseReply>> ClaimAsync(SqliteConnection connection, DateTimeOffset now, CancellationToken cancellationToken) => connection.ListAsync(
        $"UPDATE replies SET state = 'Sending' WHERE id = (SELECT id FROM replies WHERE state = 'Queued' AND send_at <= $now ORDER BY send_at, id LIMIT 1) RETURNING {Columns}", Row, cancellationToken, ("$now", now));

    internal static Task<List<CaseReply>> InFlightAsync(SqliteConnection connection, CancellationToken cancellationToken) =>
        connection.ListAsync($"SELECT {Columns} FROM replies WHERE state = 'Sending' ORDER BY send_at, id", Row, cancellationToken);

    internal static Task EventAsync(SqliteConnection connection, CaseReply reply, DateTimeOffset at, string by, string what, string? detail, CancellationToken cancellationToken) =>
        SqliteCaseStore.EventAsync(connection, reply.Tenant, reply.CaseId, at, by, what, detail, cancellationToken);

    private static CaseReply Row(SqliteDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), Enum.Parse<ReplySource>(row.GetString(4)), row.GetString(5), Enum.Parse<ReplyState>(row.GetString(6)), row.Instant(7), row.Instant(8))
    {
        Macro = row.TextOrNull(9),
        Action = Enum.Parse<SuggestedAction>(row.GetString(10)),
        Suggested = row.TextOrNull(11),
        Solves = row.GetInt32(12) != 0,
        SentAt = row.InstantOrNull(13),
        Error = row.TextOrNull(14),
    };
}
