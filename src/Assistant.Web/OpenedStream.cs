namespace Assistant.Web;

/// <summary>Streams that are begun before the response is.</summary>
internal static class OpenedStream
{
    /// <summary>The stream at its first item: a request that cannot be answered fails here, as a problem with its own status. Whoever gets it disposes it.</summary>
    internal static async Task<IAsyncEnumerator<T>> OpenAsync<T>(this IAsyncEnumerable<T> stream, CancellationToken cancellationToken)
    {
        var items = stream.GetAsyncEnumerator(cancellationToken);
        var isThere = false;
        try
        {
            isThere = await items.MoveNextAsync();
        }
        finally
        {
            if (!isThere) await items.DisposeAsync();
        }

        return items;
    }
}
