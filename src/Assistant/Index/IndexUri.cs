using Assistant.Index.Embedded;
using Assistant.Index.Qdrant;

namespace Assistant.Index;

/// <summary>Opens an index by its URI.</summary>
public static class IndexUri
{
    private const string EmbeddedScheme = "embedded:";

    /// <summary>
    /// Opens the index: <c>embedded:PATH</c>, created where there is none, or <c>qdrant://HOST:PORT/COLLECTION</c> (<c>qdrants://</c> with TLS), which is
    /// called when it is first used.
    /// </summary>
    /// <param name="uri">Where the index is.</param>
    /// <param name="apiKey">The key of a Qdrant server that asks for one.</param>
    /// <exception cref="IndexException">The URI is of no known form, or the index cannot be opened.</exception>
    public static IPassageIndex Open(string uri, string? apiKey = null)
    {
        ArgumentNullException.ThrowIfNull(uri);
        if (uri.StartsWith("qdrant", StringComparison.OrdinalIgnoreCase) && uri.Contains("://", StringComparison.Ordinal)) return QdrantIndex.Open(QdrantSettings.Parse(uri, apiKey));
        return uri.StartsWith(EmbeddedScheme, StringComparison.OrdinalIgnoreCase) && uri.Length > EmbeddedScheme.Length
            ? EmbeddedIndex.Open(uri[EmbeddedScheme.Length..])
            : throw new IndexException($"'{uri}' is no index. Give embedded:PATH, for example embedded:data/index.db, or qdrant://HOST:PORT/COLLECTION.");
    }

    /// <summary>
    /// Lets an alias name this index in place of the one it named before, in one step: a new index is filled beside the old one, and then takes over.
    /// </summary>
    /// <returns>The step itself, to be taken when the index is filled.</returns>
    /// <exception cref="ArgumentException">The index has no aliases.</exception>
    public static Func<CancellationToken, Task> Publishing(IPassageIndex index, string alias) => index is QdrantIndex qdrant
        ? cancellationToken => qdrant.PublishAsync(alias, cancellationToken)
        : throw new ArgumentException($"Only a collection in Qdrant can take the alias '{alias}'. For an embedded index, move the new file to the old one's place.");

    /// <summary>Has the index's server write a snapshot of it.</summary>
    /// <returns>The step itself, which returns the snapshot's name.</returns>
    /// <exception cref="ArgumentException">The index has no server.</exception>
    public static Func<CancellationToken, Task<string>> Snapshotting(IPassageIndex index) => index is QdrantIndex qdrant
        ? qdrant.SnapshotAsync
        : throw new ArgumentException("Only a collection in Qdrant has snapshots. An embedded index is one file: copy it.");
}
