using Assistant.Index.Embedded;

namespace Assistant.Index;

/// <summary>Opens an index by its URI.</summary>
public static class IndexUri
{
    private const string EmbeddedScheme = "embedded:";

    /// <summary>
    /// Opens the index; an embedded one is created where there is none.
    /// </summary>
    /// <exception cref="IndexException">The URI is of no known form, or the index cannot be opened.</exception>
    public static IPassageIndex Open(string uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        return uri.StartsWith(EmbeddedScheme, StringComparison.OrdinalIgnoreCase) && uri.Length > EmbeddedScheme.Length
            ? EmbeddedIndex.Open(uri[EmbeddedScheme.Length..])
            : throw new IndexException($"'{uri}' is no index. Give embedded:PATH, for example embedded:data/index.db.");
    }
}
