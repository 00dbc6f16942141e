using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Assistant.Converse;

/// <summary>Conversations and receipts in one SQLite file.</summary>
public sealed class SqliteConversationStore : IConversationStore
{
    private const int TurnsToRemember = 20;

    private const string Schema = """
        PRAGMA journal_mode = WAL;
        CREATE TABLE IF NOT EXISTS receipts (
            answer_id TEXT NOT NULL, tenant TEXT NOT NULL, conversation_id TEXT NOT NULL, asked_at TEXT NOT NULL, verdict TEXT NOT NULL, receipt TEXT NOT NULL,
            PRIMARY KEY (tenant, answer_id));
        CREATE TABLE IF NOT EXISTS turns (
            id INTEGER PRIMARY KEY, tenant TEXT NOT NULL, conversation_id TEXT NOT NULL, turn TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS feedback (
            tenant TEXT NOT NULL, answer_id TEXT NOT NULL, given_at TEXT NOT NULL, rating TEXT NOT NULL, reason TEXT, PRIMARY KEY (tenant, answer_id));
        CREATE INDEX IF NOT EXISTS turns_by_conversation ON turns (tenant, conversation_id, id);
        """;

    private readonly string connectionString;

    /// <summary>Opens the file at <paramref name="path"/>, creating it where there is none.</summary>
    /// <exception cref="InvalidOperationException">The file cannot be used; the message says why.</exception>
    public SqliteConversationStore(string path)
    {
        var full = Path.GetFullPath(path);
        connectionString = new SqliteConnectionStringBuilder { DataSource = full, DefaultTimeout = 30 }.ToString();
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            using var connection = Connect();
            using var command = Command(connection, Schema);
            command.ExecuteNonQuery();
        }
        catch (Exception exception) when (exception is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"Conversations cannot be kept in {full}: {exception.Message}. Set Assistant:Conversations to a file that may be written.", exception);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Turn>?> HistoryAsync(string tenant, string conversationId, CancellationToken cancellationToken)
    {
        await using var connection = Connect();
        await using var command = Command(
            connection, "SELECT turn FROM (SELECT id, turn FROM turns WHERE tenant = $tenant AND conversation_id = $id ORDER BY id DESC LIMIT $most) ORDER BY id",
            ("$tenant", tenant), ("$id", conversationId), ("$most", TurnsToRemember));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var turns = new List<Turn>();
        while (await reader.ReadAsync(cancellationToken)) turns.Add(JsonSerializer.Deserialize<Turn>(reader.GetString(0), AssistantJson.Stored)!);
        return turns.Count == 0 ? null : turns;
    }

    /// <inheritdoc/>
    public async Task AppendAsync(Receipt receipt, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        await using var connection = Connect();
        await using var transaction = connection.BeginTransaction(deferred: false);
        await using var insert = Command(
            connection, "INSERT INTO receipts VALUES ($id, $tenant, $conversation, $at, $verdict, $receipt)",
            ("$id", receipt.AnswerId), ("$tenant", receipt.Tenant), ("$conversation", receipt.ConversationId), ("$at", receipt.AskedAt.ToString("O")),
            ("$verdict", receipt.Verdict.ToString()), ("$receipt", JsonSerializer.Serialize(receipt, AssistantJson.Stored)));
        await insert.ExecuteNonQueryAsync(cancellationToken);
        foreach (var turn in Conversation.Turns(receipt))
        {
            await using var append = Command(
                connection, "INSERT INTO turns (tenant, conversation_id, turn) VALUES ($tenant, $conversation, $turn)",
                ("$tenant", receipt.Tenant), ("$conversation", receipt.ConversationId), ("$turn", JsonSerializer.Serialize(turn, AssistantJson.Stored)));
            await append.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<Receipt?> FindReceiptAsync(string tenant, string answerId, CancellationToken cancellationToken)
    {
        await using var connection = Connect();
        await using var command = Command(connection, "SELECT receipt FROM receipts WHERE tenant = $tenant AND answer_id = $id", ("$tenant", tenant), ("$id", answerId));
        return await command.ExecuteScalarAsync(cancellationToken) is string json ? JsonSerializer.Deserialize<Receipt>(json, AssistantJson.Stored) : null;
    }

    /// <inheritdoc/>
    public async Task<bool> RateAsync(string tenant, Feedback feedback, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(feedback);
        await using var connection = Connect();
        await using var command = Command(
            connection, """
            INSERT INTO feedback SELECT tenant, answer_id, $at, $rating, $reason FROM receipts WHERE tenant = $tenant AND answer_id = $id
            ON CONFLICT (tenant, answer_id) DO UPDATE SET given_at = excluded.given_at, rating = excluded.rating, reason = excluded.reason
            """,
            ("$tenant", tenant), ("$id", feedback.AnswerId), ("$at", feedback.GivenAt.ToString("O")), ("$rating", feedback.Rating.ToString()), ("$reason", (object?)feedback.Reason ?? DBNull.Value));
        return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<RatedAnswer> RatedAsync(string tenant, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var connection = Connect();
        await using var command = Command(
            connection, "SELECT receipt, rating, reason, given_at FROM feedback JOIN receipts USING (tenant, answer_id) WHERE tenant = $tenant ORDER BY given_at", ("$tenant", tenant));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var (receipt, feedback) = Kept(reader);
            yield return new RatedAnswer(receipt, feedback!);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<KeptAnswer> AnswersAsync(string tenant, DateTimeOffset? since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var connection = Connect();
        await using var command = Command(
            connection, """
            SELECT receipt, rating, reason, given_at FROM receipts LEFT JOIN feedback USING (tenant, answer_id)
            WHERE tenant = $tenant AND asked_at >= $since ORDER BY asked_at, answer_id
            """,
            ("$tenant", tenant), ("$since", since?.ToUniversalTime().ToString("O") ?? "")); // stored in UTC, so text compares as time does
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) yield return Kept(reader);
    }

    private static KeptAnswer Kept(SqliteDataReader reader)
    {
        var receipt = JsonSerializer.Deserialize<Receipt>(reader.GetString(0), AssistantJson.Stored)!;
        if (reader.IsDBNull(1)) return new KeptAnswer(receipt, null);
        var givenAt = DateTimeOffset.Parse(reader.GetString(3), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
        return new KeptAnswer(receipt, new Feedback(receipt.AnswerId, Enum.Parse<Rating>(reader.GetString(1)), reader.IsDBNull(2) ? null : reader.GetString(2), givenAt));
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        return connection;
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value);
        return command;
    }
}
