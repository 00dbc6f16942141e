namespace Assistant.Support.Cases;

/// <summary>What people do to a case: each change is one transaction with its line in the history. Each returns false where there is no such case.</summary>
public sealed class CaseChanges(SupportDatabase database, SqliteCaseStore store, ValueProtection protection, SupportOptions options, TimeProvider time)
{
    private const int LongestNote = 4000;
    private const int LongestName = 100;

    /// <summary>Goes on with the thread. A message of the asker opens the case where it is not open, and asks for a new reading.</summary>
    /// <exception cref="ArgumentException">The message is empty or too long.</exception>
    public async Task<bool> AppendAsync(string tenant, string id, CaseMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (IncomingCase.Problem(message) is { } problem) throw new ArgumentException(problem, nameof(message));
        return await ChangeAsync(tenant, id, async (connection, stored, now) =>
        {
            var masker = await protection.MaskerAsync(store, tenant, id, stored.PropertyName, cancellationToken); // within the change, so that no two give the same placeholder
            var masked = message with { Text = masker.Mask(message.Text) };
            var secrets = protection.Secrets(masker);
            await SqliteCaseStore.MessageAsync(connection, tenant, id, masked, now, cancellationToken);
            await SqliteCaseStore.SecretsAsync(connection, tenant, id, secrets, cancellationToken);
            if (message.From != Party.Agent)
            {
                await connection.ExecuteAsync(
                    """
                    UPDATE cases SET version = version + 1, read_state = 'pending', status = 'Open', solved_at = NULL, waiting_since = coalesce(waiting_since, $now), due_at = coalesce(due_at, $due)
                    WHERE tenant = $tenant AND id = $id
                    """,
                    cancellationToken, ("$tenant", tenant), ("$id", id), ("$now", now), ("$due", ReplyDue.Of(now, stored.Reading?.Triage, options.FirstReplyMinutes)));
            }

            await SqliteCaseStore.WordsAsync(connection, tenant, id, cancellationToken);
            return (SqliteCaseStore.Desk, "message", message.From.ToString().ToLowerInvariant());
        }, cancellationToken);
    }

    /// <summary>Gives the case to somebody, or to nobody (null).</summary>
    public Task<bool> AssignAsync(string tenant, string id, string? to, string by, CancellationToken cancellationToken)
    {
        if (to is not null) Name(to, nameof(to));
        return ChangeAsync(tenant, id, async (connection, _, _) =>
        {
            await connection.ExecuteAsync("UPDATE cases SET assignee = $to WHERE tenant = $tenant AND id = $id", cancellationToken, ("$tenant", tenant), ("$id", id), ("$to", to?.Trim()));
            return (Name(by, nameof(by)), "assigned", to?.Trim());
        }, cancellationToken);
    }

    /// <summary>Sets how far the case is. Nothing is due while it waits or is solved; once it is open again, a reply is due anew.</summary>
    public Task<bool> SetStatusAsync(string tenant, string id, CaseStatus status, string by, CancellationToken cancellationToken)
    {
        Name(by, nameof(by));
        return ChangeAsync(tenant, id, async (connection, stored, now) =>
        {
            if (stored.Status != status) await StatusAsync(connection, stored, status, now, cancellationToken);
            return (by.Trim(), "status", status.ToString().ToLowerInvariant());
        }, cancellationToken);
    }

    /// <summary>Keeps a note for the next person, masked.</summary>
    public async Task<bool> NoteAsync(string tenant, string id, string text, string by, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(text)) throw new ArgumentException("The note is empty. Write text.", nameof(text));
        if (text.Length > LongestNote) throw new ArgumentException($"The note has {text.Length} characters; at most {LongestNote} are kept. Shorten it.", nameof(text));
        Name(by, nameof(by));
        return await ChangeAsync(tenant, id, async (connection, stored, now) =>
        {
            var masker = await protection.MaskerAsync(store, tenant, id, stored.PropertyName, cancellationToken);
            var masked = masker.MaskReply(text);
            var secrets = protection.Secrets(masker);
            await SqliteCaseStore.SecretsAsync(connection, tenant, id, secrets, cancellationToken);
            await connection.ExecuteAsync(
                "INSERT INTO notes (tenant, case_id, by, text, at) VALUES ($tenant, $id, $by, $text, $now)", cancellationToken,
                ("$tenant", tenant), ("$id", id), ("$by", by.Trim()), ("$text", masked), ("$now", now));
            return (by.Trim(), "note", null);
        }, cancellationToken);
    }

    /// <summary>A person's name as the history keeps it.</summary>
    /// <exception cref="ArgumentException">It is empty or too long.</exception>
    public static string Name(string? name, string field) =>
        string.IsNullOrWhiteSpace(name) ? throw new ArgumentException($"{field} is empty. Say who it is, in at most {LongestName} characters.", field)
        : name.Length > LongestName ? throw new ArgumentException($"{field} has {name.Length} characters; at most {LongestName} are kept.", field) : name.Trim();

    internal async Task StatusAsync(Microsoft.Data.Sqlite.SqliteConnection connection, StoredCase stored, CaseStatus status, DateTimeOffset now, CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(
            "UPDATE cases SET status = $status, waiting_since = $waiting, due_at = $due, solved_at = $solved WHERE tenant = $tenant AND id = $id", cancellationToken,
            ("$tenant", stored.Case.Tenant), ("$id", stored.Case.Id), ("$status", status), ("$waiting", status == CaseStatus.Open ? now : null),
            ("$due", status == CaseStatus.Open ? ReplyDue.Of(now, stored.Reading?.Triage, options.FirstReplyMinutes) : null), ("$solved", status == CaseStatus.Solved ? now : null));

    private Task<bool> ChangeAsync(
        string tenant, string id, Func<Microsoft.Data.Sqlite.SqliteConnection, StoredCase, DateTimeOffset, Task<(string By, string What, string? Detail)>> change, CancellationToken cancellationToken) =>
        database.ChangeAsync(async connection =>
        {
            if (await SqliteCaseStore.FindAsync(connection, tenant, id, cancellationToken) is not { } stored) return false;
            var now = time.GetUtcNow();
            var (by, what, detail) = await change(connection, stored, now);
            await connection.ExecuteAsync("UPDATE cases SET updated_at = $now WHERE tenant = $tenant AND id = $id", cancellationToken, ("$tenant", tenant), ("$id", id), ("$now", now));
            await SqliteCaseStore.EventAsync(connection, tenant, id, now, by, what, detail, cancellationToken);
            return true;
        }, cancellationToken);
}
