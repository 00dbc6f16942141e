using Microsoft.Data.Sqlite;

namespace Assistant.Support.Gaps;

/// <summary>The tables of gaps and owners' answers in the file of the cases, and connections to it.</summary>
public sealed class GapDatabase
{
    private const string Scheme = "sqlite:";

    private const string Schema = """
        PRAGMA journal_mode = WAL;
        CREATE TABLE IF NOT EXISTS gaps (
            tenant TEXT NOT NULL, id TEXT NOT NULL, property TEXT NOT NULL, property_name TEXT NOT NULL, question TEXT NOT NULL, state TEXT NOT NULL,
            faq_id TEXT, answer TEXT, answered_at TEXT, answered_by TEXT, asked INTEGER, answered_now INTEGER,
            dismissed_at TEXT, dismissed_by TEXT, dismissed_because TEXT, PRIMARY KEY (tenant, id));
        CREATE TABLE IF NOT EXISTS gap_questions (
            id INTEGER PRIMARY KEY, tenant TEXT NOT NULL, gap TEXT NOT NULL, property TEXT NOT NULL, text TEXT NOT NULL, source TEXT NOT NULL, reference TEXT,
            asker TEXT NOT NULL, asked_at TEXT NOT NULL, is_answered INTEGER NOT NULL DEFAULT 0, embedder TEXT, vector BLOB,
            UNIQUE (tenant, property, source, reference, text));
        CREATE INDEX IF NOT EXISTS gap_questions_of_property ON gap_questions (tenant, property, gap);
        CREATE TABLE IF NOT EXISTS gap_progress (tenant TEXT PRIMARY KEY, asked_at TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS owner_answers (
            tenant TEXT NOT NULL, property TEXT NOT NULL, faq_id TEXT NOT NULL, question TEXT NOT NULL, answer TEXT NOT NULL, language TEXT NOT NULL,
            answered_by TEXT NOT NULL, answered_at TEXT NOT NULL, PRIMARY KEY (tenant, property, faq_id));
        """;

    private readonly string connectionString;

    /// <summary>Opens the file of <see cref="SupportOptions.Cases"/>, creating it and the tables where there are none.</summary>
    /// <exception cref="InvalidOperationException">The file cannot be used; the message says why.</exception>
    public GapDatabase(SupportOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!options.Cases.StartsWith(Scheme, StringComparison.Ordinal)) throw new InvalidOperationException($"Support:Cases is '{options.Cases}'. Set it to sqlite:PATH.");
        var full = Path.GetFullPath(options.Cases[Scheme.Length..]);
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
            throw new InvalidOperationException($"Content gaps cannot be kept in {full}: {exception.Message}. Set Support:Cases to a file that may be written.", exception);
        }
    }

    internal SqliteConnection Connect()
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        return connection;
    }

    internal static SqliteCommand Command(SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }

    internal async Task<int> ExecuteAsync(string sql, CancellationToken cancellationToken, params (string Name, object? Value)[] parameters)
    {
        await using var connection = Connect();
        await using var command = Command(connection, sql, parameters);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    internal async Task<IReadOnlyList<T>> ReadAsync<T>(string sql, Func<SqliteDataReader, T> read, CancellationToken cancellationToken, params (string Name, object? Value)[] parameters)
    {
        await using var connection = Connect();
        await using var command = Command(connection, sql, parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken)) rows.Add(read(reader));
        return rows;
    }
}
