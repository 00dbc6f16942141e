using Assistant.Text;
using Microsoft.Data.Sqlite;

namespace Assistant.Index.Embedded;

/// <summary>The SQLite file: its schema, its versions, and connections set up alike.</summary>
internal sealed class Database
{
    internal const int SchemaVersion = 3; // 3: summaries hold what is nearby, and what rules allow
    private static readonly TimeSpan WaitForWriter = TimeSpan.FromSeconds(30);

    private readonly string connectionString;

    internal Database(string path)
    {
        Path = System.IO.Path.GetFullPath(path);
        connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = Path,
            ForeignKeys = true,
            DefaultTimeout = (int)WaitForWriter.TotalSeconds,
        }.ToString();
    }

    internal string Path { get; }

    /// <summary>Opens a connection, creating the file and its tables where there is none yet.</summary>
    /// <exception cref="IndexException">The file is no index, or one of another version.</exception>
    internal static Database OpenOrCreate(string path)
    {
        var database = new Database(path);
        try
        {
            if (System.IO.Path.GetDirectoryName(database.Path) is { Length: > 0 } folder) Directory.CreateDirectory(folder);
            using var connection = database.Connect();
            Execute(connection, "PRAGMA journal_mode = WAL");
            using var transaction = connection.BeginTransaction(deferred: false);
            if (Scalar(connection, "SELECT count(*) FROM sqlite_master") is 0L) Execute(connection, Schema, ("$schema", SchemaVersion), ("$analyzer", TextAnalyzer.Version));
            else database.Check(connection);
            transaction.Commit();
            return database;
        }
        catch (SqliteException exception)
        {
            throw Explain(exception, database.Path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new IndexException($"The index file {database.Path} cannot be opened: {exception.Message}", exception);
        }
    }

    internal SqliteConnection Connect()
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        Execute(connection, "PRAGMA synchronous = NORMAL; PRAGMA cache_size = -32768;"); // 32 MiB: the texts of a few hundred answers
        return connection;
    }

    internal static void Execute(SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = Command(connection, sql, parameters);
        command.ExecuteNonQuery();
    }

    internal static object? Scalar(SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = Command(connection, sql, parameters);
        return command.ExecuteScalar();
    }

    internal static SqliteCommand Command(SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }

    internal static IndexException Explain(SqliteException exception, string path) => exception.SqliteErrorCode switch
    {
        SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED =>
            new($"Another process has been writing to {path} for {WaitForWriter.TotalSeconds:0} seconds. Wait for it to finish, then try again.", exception),
        SQLitePCL.raw.SQLITE_NOTADB or SQLitePCL.raw.SQLITE_CORRUPT =>
            new($"{path} is no index file, or a damaged one. Move it away and ingest again.", exception),
        SQLitePCL.raw.SQLITE_FULL => new($"The disk is full, so {path} could not be written. Nothing of the last document was kept; free some room and ingest again.", exception),
        SQLitePCL.raw.SQLITE_CANTOPEN or SQLitePCL.raw.SQLITE_READONLY or SQLitePCL.raw.SQLITE_PERM =>
            new($"The index file {path} cannot be opened for writing. Check that its folder exists and may be written.", exception),
        _ => new($"The index file {path} could not be used: {exception.Message}", exception),
    };

    private void Check(SqliteConnection connection)
    {
        if (Scalar(connection, "SELECT count(*) FROM sqlite_master WHERE name = 'meta'") is 0L)
        {
            throw new IndexException($"{Path} is an SQLite file, but no index. Choose another path.");
        }

        var schema = Scalar(connection, "SELECT value FROM meta WHERE key = 'schema'") as string;
        var analyzer = Scalar(connection, "SELECT value FROM meta WHERE key = 'analyzer'") as string;
        if (schema != $"{SchemaVersion}" || analyzer != TextAnalyzer.Version)
        {
            throw new IndexException(
                $"{Path} was built by another version (schema {schema}, analyzer {analyzer}; this one uses {SchemaVersion}, {TextAnalyzer.Version}). "
                + "Move it away and ingest again, or use the version that built it.");
        }
    }

    // AUTOINCREMENT: a row id is never used twice, so an image in memory can never point at the wrong text.
    private const string Schema = """
        CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        INSERT INTO meta VALUES ('schema', $schema), ('analyzer', $analyzer), ('generation', '0');
        CREATE TABLE documents (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            tenant TEXT NOT NULL, feed TEXT NOT NULL, property_id TEXT NOT NULL, name TEXT NOT NULL, hash TEXT NOT NULL,
            summary TEXT NOT NULL, property TEXT NOT NULL,
            UNIQUE (tenant, feed, property_id));
        CREATE INDEX documents_by_property ON documents (tenant, property_id);
        CREATE TABLE passages (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
            passage_id TEXT NOT NULL, kind INTEGER NOT NULL, tier INTEGER NOT NULL, language TEXT NOT NULL, field_path TEXT NOT NULL,
            heading TEXT, text TEXT NOT NULL, updated_at TEXT, sparse BLOB NOT NULL, dense BLOB,
            UNIQUE (document, passage_id));
        """;
}
