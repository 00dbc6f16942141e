using System.Text.Json;
using Assistant.Observe;
using Assistant.Text;
using Microsoft.Data.Sqlite;

namespace Assistant.Index.Embedded;

/// <summary>
/// The index in one SQLite file (WAL): any number of processes read, one at a time writes, and a killed one leaves whole documents.
/// Vectors are searched in memory; the image is read again when the file changes.
/// </summary>
public sealed class EmbeddedIndex : IPassageIndex
{
    /// <summary>Tells apart what a file was built by: its schema, and how texts were analysed.</summary>
    public static string Version => $"{Database.SchemaVersion}.{TextAnalyzer.Version}";

    private const int DefaultExactUpTo = 65_536;

    private readonly Database database;
    private readonly int exactUpTo;
    private readonly ImageSource images;
    private readonly SemaphoreSlim writing = new(1);

    private EmbeddedIndex(Database database, int exactUpTo)
    {
        (this.database, this.exactUpTo) = (database, exactUpTo);
        images = new ImageSource(database, exactUpTo);
    }

    /// <summary>
    /// Opens the index at <paramref name="path"/>, creating the file where there is none. Among more than <paramref name="exactUpTo"/> passages the
    /// nearest vectors are first sought by their bits; the default is what one core scores exactly in about 5 ms (384 dimensions).
    /// </summary>
    /// <exception cref="IndexException">The file is no index, is damaged, or was built by another version.</exception>
    public static EmbeddedIndex Open(string path, int exactUpTo = DefaultExactUpTo) => new(Database.OpenOrCreate(path), exactUpTo);

    /// <inheritdoc/>
    public async Task<IndexDescription> DescribeAsync(string tenant, CancellationToken cancellationToken)
    {
        var image = await images.CurrentAsync(cancellationToken);
        var (properties, passages) = image.SizeOf(tenant);
        return new IndexDescription(
            $"embedded:{database.Path}", properties, passages,
            Text.TextAnalyzer.Version, image.Embedder, image.Dimensions, image.Generation);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Candidate>> SearchAsync(IndexQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        using var activity = Signals.Source.StartActivity("search_index");
        var image = await images.CurrentAsync(cancellationToken);
        var hits = image.Search(query);
        activity?.SetTag("assistant.results", hits.Count).SetTag("assistant.dense", query.Dense is not null);
        var found = Read(connection => PassageRows.Read(connection, hits));
        if (found.Count == hits.Count) return found;

        // Rows were replaced since the image was read. Image and rows of one snapshot agree, however much is being written.
        return await Task.Run(() => Read(connection => PassageRows.Read(connection, ImageSource.Read(connection, image, exactUpTo).Search(query))), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PropertySummary>> ListPropertiesAsync(string tenant, Filters filters, CancellationToken cancellationToken)
    {
        var image = await images.CurrentAsync(cancellationToken);
        return [.. image.Properties.Where(property => property.Tenant == tenant && FilterMatch.Matches(filters, property.Summary)).Select(property => property.Summary)];
    }

    /// <inheritdoc/>
    public Task<Property?> FindPropertyAsync(string tenant, string propertyId, CancellationToken cancellationToken) => Task.FromResult(Guard(connection =>
    {
        using var command = Database.Command(
            connection, "SELECT property FROM documents WHERE tenant = $tenant AND property_id = $id ORDER BY id", ("$tenant", tenant), ("$id", propertyId));
        using var reader = command.ExecuteReader();
        var parts = new List<Property>();
        while (reader.Read()) parts.Add(JsonSerializer.Deserialize<Property>(reader.GetString(0), JsonSerializerOptions.Web)!);
        return parts.Count == 0 ? null : PropertyMerge.Join(parts);
    }));

    /// <inheritdoc/>
    public Task<IReadOnlyList<Passage>> PassagesOfAsync(string tenant, string propertyId, CancellationToken cancellationToken) =>
        Task.FromResult(Guard(connection => PassageRows.Of(connection, tenant, propertyId)));

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, string>> DocumentHashesAsync(string tenant, string feed, CancellationToken cancellationToken) => Task.FromResult(Guard(connection =>
    {
        using var command = Database.Command(
            connection, "SELECT property_id, hash FROM documents WHERE tenant = $tenant AND feed = $feed", ("$tenant", tenant), ("$feed", feed));
        using var reader = command.ExecuteReader();
        var hashes = new Dictionary<string, string>();
        while (reader.Read()) hashes.Add(reader.GetString(0), reader.GetString(1));
        return (IReadOnlyDictionary<string, string>)hashes;
    }));

    /// <inheritdoc/>
    public async Task WriteAsync(string tenant, IReadOnlyList<IndexedDocument> documents, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(documents);
        await ChangeAsync(connection =>
        {
            foreach (var document in documents)
            {
                cancellationToken.ThrowIfCancellationRequested();
                RememberEmbedder(connection, document);
                DocumentRows.Write(connection, tenant, document);
            }

            return documents.Count;
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<int> RemoveAsync(string tenant, string feed, IReadOnlyCollection<string> propertyIds, CancellationToken cancellationToken) =>
        ChangeAsync(connection => propertyIds.Sum(id => DocumentRows.Remove(connection, tenant, feed, id)), cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        images.Dispose();
        writing.Dispose();
        return ValueTask.CompletedTask;
    }

    // One transaction: the documents and the new generation become visible together, or not at all.
    private async Task<int> ChangeAsync(Func<SqliteConnection, int> change, CancellationToken cancellationToken)
    {
        await writing.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => Guard(connection =>
            {
                using var transaction = connection.BeginTransaction(deferred: false);
                var changed = change(connection);
                if (changed > 0)
                {
                    Database.Execute(connection, "UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'generation'");
                    transaction.Commit();
                }

                return changed;
            }), cancellationToken);
        }
        finally
        {
            writing.Release();
        }
    }

    private static void RememberEmbedder(SqliteConnection connection, IndexedDocument document)
    {
        var known = Database.Scalar(connection, "SELECT value FROM meta WHERE key = 'embedder'") as string;
        if (known == document.Embedder) return;
        if (known is not null)
        {
            throw new IndexException(
                $"The index was built with the embedder {known}, and {document.Embedder ?? "none"} is configured. Configure that one, or ingest into a new index.");
        }

        Database.Execute(connection, "INSERT INTO meta VALUES ('embedder', $embedder)", ("$embedder", document.Embedder));
    }

    private T Read<T>(Func<SqliteConnection, T> work) => Guard(connection =>
    {
        using var snapshot = connection.BeginTransaction(deferred: true); // every statement sees the same state
        return work(connection);
    });

    private T Guard<T>(Func<SqliteConnection, T> work)
    {
        try
        {
            using var connection = database.Connect();
            return work(connection);
        }
        catch (SqliteException exception)
        {
            throw Database.Explain(exception, database.Path);
        }
    }
}
