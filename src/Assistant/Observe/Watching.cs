using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Assistant.Observe;

/// <summary>What follows a stream from its first item to its end, whichever way it ends.</summary>
internal interface IWatch<in T> : IDisposable
{
    /// <summary>The span that the stream's own work belongs below; null where nobody listens.</summary>
    Activity? Span { get; }

    /// <summary>An item came.</summary>
    void Saw(T item);

    /// <summary>The stream broke off.</summary>
    void Fail(Exception exception, CancellationToken cancellationToken);
}

/// <summary>Watches streams.</summary>
internal static class Watching
{
    /// <summary>The same stream; the watch starts when it is first read and is disposed when it ends or its reader leaves.</summary>
    internal static async IAsyncEnumerable<T> WatchAsync<T>(this IAsyncEnumerable<T> stream, Func<IWatch<T>> start, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var watch = start();
        await using var items = stream.GetAsyncEnumerator(cancellationToken);
        while (await NextAsync())
        {
            watch.Saw(items.Current);
            yield return items.Current;
        }

        async ValueTask<bool> NextAsync()
        {
            if (watch.Span is { } span) Activity.Current = span; // a stream that goes on after an item finds its reader's span here, not its own
            try
            {
                return await items.MoveNextAsync();
            }
            catch (Exception exception)
            {
                watch.Fail(exception, cancellationToken);
                throw;
            }
        }
    }
}
