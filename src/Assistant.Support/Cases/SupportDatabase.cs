using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Assistant.Support.Cases;

/// <summary>The SQLite file of the support desk. Every text in it is masked; what was masked lies encrypted in <c>masked_values</c>.</summary>
public sealed class SupportDatabase
{
    private const string Schema = """
        PRAGMA journal_mode = WAL;
        CREATE TABLE IF NOT EXISTS cases (
            number INTEGER PRIMARY KEY, tenant TEXT NOT NULL, id TEXT NOT NULL, party TEXT NOT NULL, property TEXT, property_name TEXT, booking TEXT, reply_to TEXT, mark TEXT,
            status TEXT NOT NULL, assignee TEXT, version INTEGER NOT NULL, read_state TEXT NOT NULL, reading TEXT, reading_error TEXT,
            urgency TEXT, action TEXT, restricted INTEGER NOT NULL DEFAULT 0,
            opened_at TEXT NOT NULL, updated_at TEXT NOT NULL, waiting_since TEXT, due_at TEXT, first_reply_at TEXT, solved_at TEXT,
            UNIQUE (tenant, id));
        CREATE INDEX IF NOT EXISTS cases_by_status ON cases (tenant, status, due_at);
        CREATE INDEX IF NOT EXISTS cases_to_read ON cases (read_state) WHERE read_state <> 'read';
        CREATE TABLE IF NOT EXISTS messages (
            id INTEGER PRIMARY KEY, tenant TEXT NOT NULL, case_id TEXT NOT NULL, party TEXT NOT NULL, text TEXT NOT NULL, sent_at TEXT NOT NULL);
        CREATE INDEX IF NOT EXISTS messages_by_case ON messages (tenant, case_id, id);
        CREATE TABLE IF NOT EXISTS events (
            id INTEGER PRIMARY KEY, tenant TEXT NOT NULL, case_id TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL, what TEXT NOT NULL, detail TEXT);
        CREATE INDEX IF NOT EXISTS events_by_case ON events (tenant, case_id, id);
        CREATE TABLE IF NOT EXISTS notes (
            id INTEGER PRIMARY KEY, tenant TEXT NOT NULL, case_id TEXT NOT NULL, by TEXT NOT NULL, text TEXT NOT NULL, at TEXT NOT NULL);
        CREATE INDEX IF NOT EXISTS notes_by_case ON notes (tenant, case_id, id);
        CREATE TABLE IF NOT EXISTS masked_values (
            tenant TEXT NOT NULL, case_id TEXT NOT NULL, placeholder TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (tenant, case_id, placeholder));
        CREATE TABLE IF NOT EXISTS replies (
            id TEXT PRIMARY KEY, tenant TEXT NOT NULL, case_id TEXT NOT NULL, text TEXT NOT NULL, source TEXT NOT NULL, macro TEXT, action TEXT NOT NULL, suggested TEXT,
            by TEXT NOT NULL, solves INTEGER NOT NULL, state TEXT NOT NULL, queued_at TEXT NOT NULL, send_at TEXT NOT NULL, sent_at TEXT, error TEXT);
        CREATE INDEX IF NOT EXISTS replies_by_case ON replies (tenant, case_id, queued_at);
        CREATE INDEX IF NOT EXISTS replies_by_state ON replies (state, send_at);
        CREATE TABLE IF NOT EXISTS outcomes (
            id INTEGER PRIMARY KEY, tenant TEXT NOT NULL, case_id TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL, kind TEXT NOT NULL, action TEXT NOT NULL, macro TEXT,
            suggested TEXT, reply TEXT, edit_characters INTEGER NOT NULL, edit_share REAL NOT NULL, reason TEXT, reading TEXT);
        CREATE INDEX IF NOT EXISTS outcomes_by_case ON outcomes (tenant, case_id, id);
        CREATE TABLE IF NOT EXISTS case_vectors (
            tenant TEXT NOT NULL, case_id TEXT NOT NULL, embedder TEXT NOT NULL, version INTEGER NOT NULL, vector BLOB NOT NULL, PRIMARY KEY (tenant, case_id));
        CREATE TABLE IF NOT EXISTS macros (id TEXT PRIMARY KEY, macro TEXT NOT NULL, added_at TEXT NOT NULL, by TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS proposals (
            tenant TEXT NOT NULL, id TEXT NOT NULL, proposal TEXT NOT NULL, state TEXT NOT NULL, by TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (tenant, id));
        CREATE VIRTUAL TABLE IF NOT EXISTS case_words USING fts5(words, tokenize = "unicode61 remove_diacritics 2");
        """;

    private readonly string connectionString;

    /// <summary>Opens the file, creating it where there is none.</summary>
    /// <param name="uri"><c>sqlite:PATH</c>.</param>
    /// <exception cref="InvalidOperationException">The file cannot be used; the message says why.</exception>
    public SupportDatabase(string uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        if (!uri.StartsWith("sqlite:", StringComparison.Ordinal) || uri.Length == "sqlite:".Length) throw new InvalidOperationException($"Support:Cases is '{uri}'. Give sqlite:PATH.");
        var full = Path.GetFullPath(uri["sqlite:".Length..]);
        connectionString = new SqliteConnectionStringBuilder { DataSource = full, DefaultTimeout = 30 }.ToString();
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            using var connection = Connect();
            using var command = connection.CreateCommand();
            command.CommandText = Schema;
            command.ExecuteNonQuery();
        }
        catch (Exception exception) when (exception is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"Cases cannot be kept in {full}: {exception.Message}. Set Support:Cases to a file that may be written.", exception);
        }
    }

    internal SqliteConnection Connect()
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        return connection;
    }

    /// <summary>Runs changes as one: all of them are there afterwards, or none.</summary>
    internal async Task<T> ChangeAsync<T>(Func<SqliteConnection, Task<T>> change, CancellationToken cancellationToken)
    {
        await using var connection = Connect();
        await using var transaction = connection.BeginTransaction(deferred: false);
        var result = await change(connection);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    internal async Task<List<T>> ListAsync<T>(string sql, Func<SqliteDataReader, T> read, CancellationToken cancellationToken, params (string Name, object? Value)[] parameters)
    {
        await using var connection = Connect();
        return await connection.ListAsync(sql, read, cancellationToken, parameters);
    }
}

/// <summary>Statements and values of SQLite.</summary>
internal static class Sql
{
    internal static async Task<int> ExecuteAsync(this SqliteConnection connection, string sql, CancellationToken cancellationToken, params (string Name, object? Value)[] parameters)
    {
        await using var command = connection.Command(sql, parameters);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    internal static async Task<List<T>> ListAsync<T>(
        this SqliteConnection connection, string sql, Func<SqliteDataReader, T> read, CancellationToken cancellationToken, params (string Name, object? Value)[] parameters)
    {
        await using var command = connection.Command(sql, parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken)) rows.Add(read(reader));
        return rows;
    }

    // In UTC, so that texts compare as times do.
    internal static string Text(this DateTimeOffset instant) => instant.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);

    internal static string? TextOrNull(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    internal static DateTimeOffset Instant(this SqliteDataReader reader, int column) => DateTimeOffset.Parse(reader.GetString(column), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);

    internal static DateTimeOffset? InstantOrNull(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.Instant(column);

    private static SqliteCommand Command(this SqliteConnection connection, string sql, (string Name, object? Value)[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value switch { null => DBNull.Value, DateTimeOffset instant => instant.Text(), Enum named => named.ToString(), _ => value });
        return command;
    }
}
