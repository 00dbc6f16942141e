using System.Text.Json;
using Assistant.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Assistant.Index.Embedded;

/// <summary>Keeps the current <see cref="Image"/>, reading it again when this or another process has changed the file.</summary>
internal sealed class ImageSource(Database database, int exactUpTo) : IDisposable
{
    private readonly SemaphoreSlim reading = new(1);
    private SqliteConnection? watch; // kept open: data_version tells changes as seen by one connection
    private long seenVersion = -1;
    private Image? image;

    /// <summary>The image of the file as it is now.</summary>
    internal async Task<Image> CurrentAsync(CancellationToken cancellationToken)
    {
        await reading.WaitAsync(cancellationToken);
        try
        {
            watch ??= database.Connect();
            var version = (long)Database.Scalar(watch, "PRAGMA data_version")!;
            if (image is not null && version == seenVersion) return image;
            image = await Task.Run(() =>
            {
                using var snapshot = watch.BeginTransaction(deferred: true); // one consistent view of all tables
                return Read(watch, image, exactUpTo);
            }, cancellationToken);
            seenVersion = version;
            return image;
        }
        catch (SqliteException exception)
        {
            throw Database.Explain(exception, database.Path);
        }
        finally
        {
            reading.Release();
        }
    }

    public void Dispose()
    {
        watch?.Dispose();
        reading.Dispose();
    }

    /// <summary>The image as the connection's transaction sees the file; <paramref name="last"/> where that is still the one.</summary>
    internal static Image Read(SqliteConnection connection, Image? last, int exactUpTo)
    {
        var generation = long.Parse((string)Database.Scalar(connection, "SELECT value FROM meta WHERE key = 'generation'")!, System.Globalization.CultureInfo.InvariantCulture);
        if (last?.Generation == generation) return last;

        var embedder = Database.Scalar(connection, "SELECT value FROM meta WHERE key = 'embedder'") as string;
        var (properties, propertyOfDocument) = Properties(connection);
        var passages = new PassageTable.Builder();
        var sparse = new InvertedIndex.Builder();
        var dense = new DenseVectors.Builder();
        using var command = Database.Command(connection, "SELECT id, document, passage_id, kind, tier, sparse, dense FROM passages ORDER BY id");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            passages.Add(reader.GetInt64(0), reader.GetString(2), propertyOfDocument[reader.GetInt64(1)], Image.Label((PassageKind)reader.GetInt32(3), (Tier)reader.GetInt32(4)));
            sparse.Add(SparseVector.FromBytes(reader.GetFieldValue<byte[]>(5)));
            dense.Add(raw.sqlite3_column_blob(reader.Handle, 6)); // empty where null
        }

        // Side by side: the one sorts ids, the others go through all terms and all vectors.
        var table = Task.Run(passages.Build);
        var (words, vectors) = (sparse.Build(), dense.Build(exactUpTo));
        return new Image(generation, embedder, properties, table.GetAwaiter().GetResult(), words, vectors);
    }

    private static (List<Image.PropertyEntry> Properties, Dictionary<long, int> OfDocument) Properties(SqliteConnection connection)
    {
        using var command = Database.Command(connection, "SELECT id, tenant, property_id, summary FROM documents ORDER BY id");
        using var reader = command.ExecuteReader();
        var documents = new List<(long Id, string Tenant, string Property, PropertySummary Summary)>();
        while (reader.Read())
        {
            var summary = JsonSerializer.Deserialize<PropertySummary>(reader.GetString(3), JsonSerializerOptions.Web)!;
            documents.Add((reader.GetInt64(0), reader.GetString(1), reader.GetString(2), summary));
        }

        var groups = documents.GroupBy(document => (document.Tenant, document.Property))
            .Select(group => (group.Key.Tenant, Summary: PropertyMerge.Join([.. group.Select(document => document.Summary)]), Documents: group.Select(document => document.Id).ToList()))
            .OrderBy(property => property.Summary.Name, StringComparer.OrdinalIgnoreCase).ThenBy(property => property.Summary.Id, StringComparer.Ordinal).ToList();
        var ofDocument = groups.SelectMany((property, i) => property.Documents.Select(document => (document, i))).ToDictionary(pair => pair.document, pair => pair.i);
        return ([.. groups.Select(property => new Image.PropertyEntry(property.Tenant, property.Summary))], ofDocument);
    }
}
