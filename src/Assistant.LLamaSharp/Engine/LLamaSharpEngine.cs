using System.Diagnostics;
using System.Threading.Channels;
using Assistant.Llama;
using Assistant.Llama.Engine;
using Microsoft.Extensions.AI;

namespace Assistant.LLamaSharp.Engine;

/// <summary>
/// Runs many conversations at once by LLamaSharp's batched executor. One loop owns it; requests come to the loop by a channel, and no more than the
/// options allow are let in.
/// </summary>
public sealed class LLamaSharpEngine : IChatEngine, IDisposable, IAsyncDisposable
{
    private const int MostSequences = 256; // LLAMA_MAX_SEQ
    private readonly LLamaSharpModel model;
    private readonly EngineOptions options;
    private readonly Channel<ChatRequest> arrivals = Channel.CreateUnbounded<ChatRequest>(new UnboundedChannelOptions { SingleReader = true });
    private readonly LinkedList<ChatRequest> waiting = new(); // the loop's
    private readonly CancellationTokenSource stopping = new(); // never disposed: late requests still ask it
    private readonly AbortCallback abort;
    private readonly Task loop;
    private SlotBatch batch; // the loop's
    private int inside; // requests that wait or are written

    /// <summary>Makes a context for <paramref name="model"/> and starts the loop.</summary>
    /// <param name="model">It stays with whoever loaded it.</param>
    /// <param name="options">Tokens are not guessed ahead and no conversation is parked, whatever they say; that changes speed only.</param>
    /// <exception cref="LlamaException">There is not enough memory for the context.</exception>
    public LLamaSharpEngine(LLamaSharpModel model, EngineOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        this.model = model;
        this.options = options ??= new EngineOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Slots, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Slots, Math.Min(MostSequences, options.StepTokens), nameof(options)); // a step has a token for each
        var tokens = options.ContextTokens > 0 ? options.ContextTokens : Math.Min(model.TrainedContextTokens, LlamaModelOptions.LargestDefaultContext);
        MemoryLimit.CheckContext(model.Path, model.UsesGpu, model.CacheBytesPerToken, (long)tokens * options.Slots);
        abort = new AbortCallback(() => stopping.IsCancellationRequested);
        model.Hold();
        try
        {
            batch = new SlotBatch(model, options, tokens, abort);
        }
        catch
        {
            model.Release();
            throw;
        }

        ContextTokens = batch.SequenceTokens;
        loop = Task.Run(RunAsync);
    }

    /// <summary>Tokens that one conversation may have, prompt and answer together.</summary>
    public int ContextTokens { get; }

    /// <inheritdoc/>
    public void CheckBusy()
    {
        if (Volatile.Read(ref inside) >= options.Slots + options.QueueLimit) throw Busy();
    }

    /// <summary>Hands a prompt in; its text comes as it is written.</summary>
    /// <exception cref="LlamaException">The prompt does not fit the context; the message names both sizes.</exception>
    /// <exception cref="EngineBusyException">Too many wait already.</exception>
    /// <exception cref="ArgumentException">The grammar is not valid, or the options ask for what LLamaSharp cannot do.</exception>
    /// <exception cref="ObjectDisposedException">The engine is disposed.</exception>
    internal ChatRequest Submit(int[] prompt, ChatOptions? chatOptions, CancellationToken cancellationToken)
    {
        if (prompt.Length >= ContextTokens)
        {
            throw new LlamaException($"The prompt has {prompt.Length} tokens, and the context of {model.Path} holds {ContextTokens}. Shorten the prompt or raise Assistant:Models:ContextTokens.");
        }

        var request = new ChatRequest(model, prompt, chatOptions, ContextTokens - prompt.Length, cancellationToken);
        if (Interlocked.Increment(ref inside) > options.Slots + options.QueueLimit)
        {
            End(request, null);
            throw Busy();
        }

        if (!arrivals.Writer.TryWrite(request))
        {
            End(request, null);
            throw new ObjectDisposedException(nameof(LLamaSharpEngine));
        }

        return request;
    }

    /// <summary>Takes no more requests, and ends when those that came are done.</summary>
    public async ValueTask DisposeAsync()
    {
        arrivals.Writer.TryComplete();
        await loop;
    }

    /// <summary>Stops what runs, and frees the context. The model stays with whoever loaded it.</summary>
    public void Dispose()
    {
        stopping.Cancel();
        arrivals.Writer.TryComplete();
        loop.Wait();
    }

    private EngineBusyException Busy() =>
        new($"{Math.Max(0, Volatile.Read(ref inside) - options.Slots)} requests wait for {options.Slots} slots already. Try again later.", options.WaitLimit);

    private async Task RunAsync()
    {
        Exception reason = new ObjectDisposedException(nameof(LLamaSharpEngine));
        try
        {
            while (await WaitAsync()) await AdvanceAsync();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // It is over.
        }
        catch (Exception exception)
        {
            reason = exception;
        }
        finally
        {
            arrivals.Writer.TryComplete();
            while (arrivals.Reader.TryRead(out var late)) End(late, reason);
            foreach (var request in waiting) End(request, reason);
            foreach (var slot in batch.Busy) End(slot.Request!, reason);
            try
            {
                batch.Dispose();
            }
            finally
            {
                model.Release();
            }
        }
    }

    // Until there is something to do; false when it is over.
    private async ValueTask<bool> WaitAsync()
    {
        while (true)
        {
            stopping.Token.ThrowIfCancellationRequested();
            while (arrivals.Reader.TryRead(out var request)) waiting.AddLast(request);
            while (waiting.First is { Value: var next } && batch.Seat(next)) waiting.RemoveFirst();
            DropWaiting();
            if (batch.Busy.Any()) return true;
            if (!await arrivals.Reader.WaitToReadAsync(stopping.Token)) return false;
        }
    }

    private void DropWaiting()
    {
        for (var node = waiting.First; node is not null;)
        {
            var (request, next) = (node.Value, node.Next);
            Exception? reason = request.Cancellation.IsCancellationRequested ? new OperationCanceledException(request.Cancellation)
                : Stopwatch.GetElapsedTime(request.SubmittedAt) > options.WaitLimit
                    ? new EngineBusyException($"The request waited {options.WaitLimit.TotalSeconds:0} s for a slot, which is the limit. Try again later.", options.WaitLimit)
                    : null;
            if (reason is not null)
            {
                waiting.Remove(node);
                End(request, reason);
            }

            node = next;
        }
    }

    private async Task AdvanceAsync()
    {
        foreach (var slot in batch.Busy.Where(slot => slot.Request!.Cancellation.IsCancellationRequested).ToList()) Leave(slot, new OperationCanceledException(slot.Request!.Cancellation));
        try
        {
            foreach (var slot in await batch.StepAsync()) Leave(slot, null);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The step failed for all that were in it. The executor keeps it and would only try it again, so later requests get another one.
            foreach (var slot in batch.Busy.ToList()) Leave(slot, exception);
            batch.Dispose();
            batch = new SlotBatch(model, options, ContextTokens, abort);
        }
    }

    private void Leave(Slot slot, Exception? reason)
    {
        End(slot.Request!, reason);
        slot.Leave();
    }

    private void End(ChatRequest request, Exception? reason)
    {
        if (reason is not null) request.Fail(reason);
        request.Dispose();
        Interlocked.Decrement(ref inside);
    }
}
