using System.Runtime.CompilerServices;

namespace Assistant.Generate;

/// <summary>A stream up to where it fails.</summary>
internal static class StreamUntil
{
    /// <summary>The same items; where the source fails with a <typeparamref name="TFailure"/>, the stream ends and <paramref name="failed"/> is told.</summary>
    internal static async IAsyncEnumerable<T> UntilAsync<T, TFailure>(this IAsyncEnumerable<T> source, Action<TFailure> failed, [EnumeratorCancellation] CancellationToken cancellationToken)
        where TFailure : Exception
    {
        await using var items = source.GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            try
            {
                if (!await items.MoveNextAsync()) yield break;
            }
            catch (TFailure failure)
            {
                failed(failure);
                yield break;
            }

            yield return items.Current;
        }
    }
}
