using Microsoft.Extensions.AI;

namespace Assistant.Generate.Servers;

/// <summary>
/// One answer as a server streams it. It is open once its first words are there: until then the same request may go to another server, afterwards not,
/// because someone has read them.
/// </summary>
internal sealed class ServerStream : IAsyncDisposable
{
    private readonly ModelServer server;
    private readonly ModelServers servers;
    private readonly CancellationToken cancellationToken;
    private readonly CancellationTokenSource stop;
    private readonly IAsyncEnumerator<ChatResponseUpdate> updates;
    private readonly Queue<ChatResponseUpdate> head = [];
    private bool isFinished;

    private ServerStream(ModelServer server, IEnumerable<ChatMessage> messages, ChatOptions? options, ModelServers servers, CancellationToken cancellationToken)
    {
        (this.server, this.servers, this.cancellationToken) = (server, servers, cancellationToken);
        stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        updates = server.Chat.GetStreamingResponseAsync(messages, options, stop.Token).GetAsyncEnumerator(stop.Token);
    }

    /// <summary>Begins an answer.</summary>
    /// <param name="server">Who writes it.</param>
    /// <param name="messages">The conversation.</param>
    /// <param name="options">How it is asked; in the server's own form.</param>
    /// <param name="servers">Whom it belongs to, with their limits.</param>
    /// <param name="opening">Ends the wait for the first words.</param>
    /// <param name="cancellationToken">Ends the answer.</param>
    internal static async Task<ServerStream> OpenAsync(
        ModelServer server, IEnumerable<ChatMessage> messages, ChatOptions? options, ModelServers servers, CancellationToken opening, CancellationToken cancellationToken)
    {
        var stream = new ServerStream(server, messages, options, servers, cancellationToken);
        await using var registration = opening.Register(stream.stop.Cancel);
        server.Health.Hold();
        try
        {
            while (await stream.MoveAsync())
            {
                stream.head.Enqueue(stream.updates.Current);
                if (stream.updates.Current.Text.Length > 0) return stream;
            }

            return stream.isFinished ? stream : throw ServerFaults.BrokeOff(server);
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    /// <summary>The next piece; null at the end.</summary>
    /// <exception cref="ModelServerException">It breaks off, or the next token does not come in time.</exception>
    internal async ValueTask<ChatResponseUpdate?> NextAsync()
    {
        if (head.TryDequeue(out var first)) return first;
        try
        {
            stop.CancelAfter(servers.Limits.Start);
            var isThere = await MoveAsync();
            stop.CancelAfter(Timeout.InfiniteTimeSpan); // whoever reads may take their time
            if (isThere) return updates.Current;
            if (isFinished) return null;
            servers.Failed(server, ModelServerFault.BrokeOff);
            throw ServerFaults.BrokeOff(server);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            servers.Failed(server, ModelServerFault.Slow);
            throw ServerFaults.Slow(server, servers.Limits.Start);
        }
        catch (Exception exception) when (exception is not ModelServerException && ServerFaults.Of(server, exception) is { } fault)
        {
            servers.Failed(server, ModelServerFault.BrokeOff);
            throw new ModelServerException(ModelServerFault.BrokeOff, ServerFaults.BrokeOff(server).Message, fault);
        }
    }

    public async ValueTask DisposeAsync()
    {
        server.Health.End();
        await stop.CancelAsync(); // the server stops writing for nobody
        try
        {
            await updates.DisposeAsync();
        }
        finally
        {
            stop.Dispose();
        }
    }

    // A whole answer says why it ended; one that does not was cut.
    private async ValueTask<bool> MoveAsync()
    {
        if (!await updates.MoveNextAsync()) return false;
        isFinished |= updates.Current.FinishReason is not null;
        return true;
    }
}
