using System.Text.Json;
using Assistant.Support.Reply;
using Microsoft.Data.Sqlite;

namespace Assistant.Support.Cases;

/// <summary>Cases with their threads, notes and history. It keeps what it is given: texts are masked before (<see cref="CaseIntake"/>). Safe for concurrent use.</summary>
public sealed class SqliteCaseStore(SupportDatabase database)
{
    internal const string Desk = "the desk";

    internal const string Columns = """
        cases.tenant, cases.id, cases.party, cases.property, cases.property_name, cases.booking, cases.reply_to, cases.status, cases.assignee, cases.version, cases.reading,
        cases.reading_error, cases.opened_at, cases.updated_at, cases.due_at, cases.first_reply_at, cases.solved_at
        """;

    /// <summary>Keeps a new case; false where there is one of this id.</summary>
    /// <param name="stored">The case.</param>
    /// <param name="mark">What tells the same case sent again from another one, encrypted.</param>
    /// <param name="secrets">What was masked, by placeholder, encrypted.</param>
    /// <param name="cancellationToken">Stops before anything is kept.</param>
    public Task<bool> AddAsync(StoredCase stored, string mark, IReadOnlyDictionary<string, string> secrets, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stored);
        var supportCase = stored.Case;
        return database.ChangeAsync(async connection =>
        {
            var isNew = await connection.ExecuteAsync(
                """
                INSERT INTO cases (tenant, id, party, property, property_name, booking, reply_to, mark, status, version, read_state, opened_at, updated_at, waiting_since, due_at, first_reply_at, solved_at)
                VALUES ($tenant, $id, $party, $property, $name, $booking, $replyTo, $mark, $status, 1, 'pending', $opened, $updated, $waiting, $due, $first, $solved)
                ON CONFLICT DO NOTHING
                """,
                cancellationToken,
                ("$tenant", supportCase.Tenant), ("$id", supportCase.Id), ("$party", supportCase.From), ("$property", supportCase.Property), ("$name", stored.PropertyName),
                ("$booking", supportCase.Booking is null ? null : JsonSerializer.Serialize(supportCase.Booking, AssistantJson.Stored)), ("$replyTo", stored.ReplyTo), ("$mark", mark),
                ("$status", stored.Status), ("$opened", stored.OpenedAt), ("$updated", stored.UpdatedAt), ("$waiting", stored.Status == CaseStatus.Open ? stored.OpenedAt : null),
                ("$due", stored.DueAt), ("$first", stored.FirstReplyAt), ("$solved", stored.SolvedAt)) == 1;
            if (!isNew) return false;
            foreach (var message in supportCase.Messages) await MessageAsync(connection, supportCase.Tenant, supportCase.Id, message, message.SentAt ?? stored.OpenedAt, cancellationToken);
            await SecretsAsync(connection, supportCase.Tenant, supportCase.Id, secrets, cancellationToken);
            await EventAsync(connection, supportCase.Tenant, supportCase.Id, stored.UpdatedAt, Desk, "opened", null, cancellationToken);
            await WordsAsync(connection, supportCase.Tenant, supportCase.Id, cancellationToken);
            return true;
        }, cancellationToken);
    }

    /// <summary>A case with its thread, or null.</summary>
    public async Task<StoredCase?> FindAsync(string tenant, string id, CancellationToken cancellationToken)
    {
        await using var connection = database.Connect();
        return await FindAsync(connection, tenant, id, cancellationToken);
    }

    /// <summary>The encrypted mark of a case as it came in; null where there is no such case, or what was masked in it was deleted.</summary>
    public async Task<string?> MarkAsync(string tenant, string id, CancellationToken cancellationToken) =>
        (await database.ListAsync("SELECT mark FROM cases WHERE tenant = $tenant AND id = $id", row => row.TextOrNull(0), cancellationToken, ("$tenant", tenant), ("$id", id))).FirstOrDefault();

    /// <summary>What was masked in a case, by placeholder, encrypted.</summary>
    public async Task<IReadOnlyDictionary<string, string>> SecretsAsync(string tenant, string id, CancellationToken cancellationToken) =>
        (await database.ListAsync(
            "SELECT placeholder, value FROM masked_values WHERE tenant = $tenant AND case_id = $id", row => (row.GetString(0), row.GetString(1)), cancellationToken, ("$tenant", tenant), ("$id", id)))
        .ToDictionary(row => row.Item1, row => row.Item2);

    /// <summary>What happened to a case, oldest first.</summary>
    public async Task<IReadOnlyList<CaseEvent>> HistoryAsync(string tenant, string id, CancellationToken cancellationToken) =>
        await database.ListAsync(
            "SELECT at, by, what, detail FROM events WHERE tenant = $tenant AND case_id = $id ORDER BY id",
            row => new CaseEvent(row.Instant(0), row.GetString(1), row.GetString(2), row.TextOrNull(3)), cancellationToken, ("$tenant", tenant), ("$id", id));

    /// <summary>The notes of a case, oldest first.</summary>
    public async Task<IReadOnlyList<CaseNote>> NotesAsync(string tenant, string id, CancellationToken cancellationToken) =>
        await database.ListAsync(
            "SELECT by, text, at FROM notes WHERE tenant = $tenant AND case_id = $id ORDER BY id", row => new CaseNote(row.GetString(0), row.GetString(1), row.Instant(2)), cancellationToken,
            ("$tenant", tenant), ("$id", id));

    /// <summary>Every case of a tenant with its thread, oldest first.</summary>
    public async Task<IReadOnlyList<StoredCase>> AllAsync(string tenant, CancellationToken cancellationToken)
    {
        await using var connection = database.Connect();
        var threads = (await connection.ListAsync(
            "SELECT case_id, party, text, sent_at FROM messages WHERE tenant = $tenant ORDER BY id", row => (row.GetString(0), MessageOf(row, 1)), cancellationToken, ("$tenant", tenant)))
            .ToLookup(row => row.Item1, row => row.Item2);
        var rows = await connection.ListAsync($"SELECT {Columns} FROM cases WHERE tenant = $tenant ORDER BY opened_at, id", Row, cancellationToken, ("$tenant", tenant));
        return [.. rows.Select(row => row with { Case = row.Case with { Messages = [.. threads[row.Case.Id]] } })];
    }

    /// <summary>Whether there is no case at all.</summary>
    public async Task<bool> IsEmptyAsync(CancellationToken cancellationToken) => (await database.ListAsync("SELECT 1 FROM cases LIMIT 1", row => row.GetInt32(0), cancellationToken)).Count == 0;

    internal static async Task<StoredCase?> FindAsync(SqliteConnection connection, string tenant, string id, CancellationToken cancellationToken)
    {
        var rows = await connection.ListAsync($"SELECT {Columns} FROM cases WHERE tenant = $tenant AND id = $id", Row, cancellationToken, ("$tenant", tenant), ("$id", id));
        if (rows is not [var row]) return null;
        var thread = await connection.ListAsync(
            "SELECT party, text, sent_at FROM messages WHERE tenant = $tenant AND case_id = $id ORDER BY id", message => MessageOf(message, 0), cancellationToken, ("$tenant", tenant), ("$id", id));
        return row with { Case = row.Case with { Messages = thread } };
    }

    // Without its thread.
    internal static StoredCase Row(SqliteDataReader row) => new(
        new SupportCase(row.GetString(1), Enum.Parse<Party>(row.GetString(2)), row.TextOrNull(3), [], row.TextOrNull(5) is { } booking ? JsonSerializer.Deserialize<CaseBooking>(booking, AssistantJson.Stored) : null)
        {
            Tenant = row.GetString(0),
        },
        Enum.Parse<CaseStatus>(row.GetString(7)), row.Instant(12), row.Instant(13))
    {
        PropertyName = row.TextOrNull(4),
        ReplyTo = row.TextOrNull(6),
        Assignee = row.TextOrNull(8),
        Version = row.GetInt32(9),
        Reading = row.TextOrNull(10) is { } reading ? JsonSerializer.Deserialize<CaseReading>(reading, AssistantJson.Stored) : null,
        ReadingError = row.TextOrNull(11),
        DueAt = row.InstantOrNull(14),
        FirstReplyAt = row.InstantOrNull(15),
        SolvedAt = row.InstantOrNull(16),
    };

    internal static Task MessageAsync(SqliteConnection connection, string tenant, string id, CaseMessage message, DateTimeOffset at, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            "INSERT INTO messages (tenant, case_id, party, text, sent_at) VALUES ($tenant, $id, $party, $text, $at)", cancellationToken,
            ("$tenant", tenant), ("$id", id), ("$party", message.From), ("$text", message.Text), ("$at", at));

    internal static Task EventAsync(SqliteConnection connection, string tenant, string id, DateTimeOffset at, string by, string what, string? detail, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            "INSERT INTO events (tenant, case_id, at, by, what, detail) VALUES ($tenant, $id, $at, $by, $what, $detail)", cancellationToken,
            ("$tenant", tenant), ("$id", id), ("$at", at), ("$by", by), ("$what", what), ("$detail", detail));

    internal static async Task SecretsAsync(SqliteConnection connection, string tenant, string id, IReadOnlyDictionary<string, string> secrets, CancellationToken cancellationToken)
    {
        foreach (var (placeholder, secret) in secrets)
        {
            await connection.ExecuteAsync(
                "INSERT INTO masked_values VALUES ($tenant, $id, $placeholder, $value) ON CONFLICT DO NOTHING", cancellationToken,
                ("$tenant", tenant), ("$id", id), ("$placeholder", placeholder), ("$value", secret));
        }
    }

    // What a search finds a case by.
    internal static async Task WordsAsync(SqliteConnection connection, string tenant, string id, CancellationToken cancellationToken)
    {
        if (await FindAsync(connection, tenant, id, cancellationToken) is not { } stored) return;
        string?[] words = [stored.Case.Id, stored.PropertyName, stored.Reading?.Triage.Summary, .. stored.Reading?.Triage.Intents ?? [], .. stored.Case.Messages.Select(message => message.Text)];
        await connection.ExecuteAsync("DELETE FROM case_words WHERE rowid = (SELECT number FROM cases WHERE tenant = $tenant AND id = $id)", cancellationToken, ("$tenant", tenant), ("$id", id));
        await connection.ExecuteAsync(
            "INSERT INTO case_words (rowid, words) SELECT number, $words FROM cases WHERE tenant = $tenant AND id = $id", cancellationToken,
            ("$tenant", tenant), ("$id", id), ("$words", string.Join('\n', words)));
    }

    private static CaseMessage MessageOf(SqliteDataReader row, int column) => new(Enum.Parse<Party>(row.GetString(column)), row.GetString(column + 1), row.Instant(column + 2));
}
