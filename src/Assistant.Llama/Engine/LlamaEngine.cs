using System.Diagnostics;
using Microsoft.Extensions.AI;

namespace Assistant.Llama.Engine;

/// <summary>
/// Runs many conversations at once on one model. One thread owns the context; each step computes one token for every answer being written, a few
/// guessed ones where an answer quotes its prompt, and pieces of the prompts that wait (continuous batching, after Orca, Yu et al. 2022).
/// </summary>
public sealed class LlamaEngine : IChatEngine, IDisposable, IAsyncDisposable
{
    private const int WarmUpTokens = 4;
    private readonly LlamaModel model;
    private readonly EngineOptions options;
    private readonly LlamaContext context;
    private readonly SlotCache cache;
    private readonly EngineStep step;
    private readonly EngineMetrics metrics;
    private readonly LinkedList<Generation> waiting = new();
    private readonly object gate = new();
    private readonly Thread thread;
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool isDraining;
    private bool isDisposed;

    /// <summary>Makes a context for <paramref name="model"/> and starts the thread.</summary>
    /// <exception cref="LlamaException">There is not enough memory for the context.</exception>
    public LlamaEngine(LlamaModel model, EngineOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        this.model = model;
        this.options = options ??= new EngineOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Slots, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Slots, LlamaContext.MostSequences, nameof(options));
        var tokens = options.ContextTokens > 0 ? options.ContextTokens : Math.Min(model.TrainedContextTokens, LlamaModelOptions.LargestDefaultContext);
        MemoryLimit.CheckContext(model.Path, MemoryLimit.UsesGpu(model.Options), model.CacheBytesPerToken, (long)tokens * options.Slots);
        context = new LlamaContext(model, parameters => parameters with
        {
            ContextTokens = (uint)(tokens * options.Slots),
            BatchTokens = (uint)options.StepTokens,
            MicroBatchTokens = (uint)options.StepTokens,
            MaxSequences = (uint)options.Slots,
            MaxOutputsPerSequence = (uint)options.DraftTokens + 1,
        });
        ContextTokens = context.SequenceTokens;
        cache = new SlotCache(context, options);
        metrics = new EngineMetrics(model, () => waiting.Count);
        step = new EngineStep(model, context, cache, options, metrics);
        WarmUp();
        thread = new Thread(Loop) { IsBackground = true, Name = "llama" };
        thread.Start();
    }

    /// <summary>Tokens that one conversation may have, prompt and answer together.</summary>
    public int ContextTokens { get; }

    private bool IsFull => waiting.Count >= options.QueueLimit && (waiting.Count > 0 || !cache.HasFree);

    /// <inheritdoc/>
    public void CheckBusy()
    {
        lock (gate)
        {
            if (IsFull) throw Busy();
        }
    }

    /// <summary>Hands a prompt in; its text comes as it is written.</summary>
    /// <exception cref="LlamaException">The prompt does not fit the context; the message names both sizes.</exception>
    /// <exception cref="EngineBusyException">Too many wait already.</exception>
    /// <exception cref="ArgumentException">The grammar is not valid.</exception>
    /// <exception cref="ObjectDisposedException">The engine is disposed.</exception>
    internal Generation Submit(int[] prompt, ChatOptions? chatOptions, CancellationToken cancellationToken)
    {
        if (prompt.Length >= ContextTokens)
        {
            throw new LlamaException($"The prompt has {prompt.Length} tokens, and the context of {model.Path} holds {ContextTokens}. Shorten the prompt or raise Assistant:Models:ContextTokens.");
        }

        var generation = new Generation(model, prompt, chatOptions, Math.Min(chatOptions?.MaxOutputTokens ?? int.MaxValue, ContextTokens - prompt.Length), options.DraftTokens, cancellationToken);
        lock (gate)
        {
            if (isDisposed || isDraining)
            {
                generation.Dispose();
                throw new ObjectDisposedException(nameof(LlamaEngine));
            }

            if (IsFull)
            {
                generation.Dispose();
                throw Busy();
            }

            waiting.AddLast(generation);
            Monitor.Pulse(gate);
        }

        return generation;
    }

    /// <summary>Takes no more requests, and ends when those that came are done.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (gate)
        {
            isDraining = true;
            Monitor.Pulse(gate);
        }

        await ended.Task;
        isDisposed = true;
    }

    /// <summary>Stops what runs, and frees the context. The model stays with whoever loaded it.</summary>
    public void Dispose()
    {
        isDisposed = true;
        context.Interrupt();
        lock (gate) Monitor.Pulse(gate);
        thread.Join();
    }

    private EngineBusyException Busy() => new($"{waiting.Count} requests wait for {options.Slots} slots already. Try again later.", options.WaitLimit);

    private void Loop()
    {
        Exception reason = new ObjectDisposedException(nameof(LlamaEngine));
        try
        {
            while (Wait()) Advance();
        }
        catch (Exception exception)
        {
            reason = exception;
        }
        finally
        {
            lock (gate)
            {
                isDraining = true;
                foreach (var generation in waiting) End(generation, reason);
                waiting.Clear();
            }

            foreach (var slot in cache.Busy) Leave(slot, reason);
            context.Dispose();
            metrics.Dispose();
            ended.SetResult();
        }
    }

    // The weights are read and the code is compiled before the first request has to wait for it.
    private void WarmUp()
    {
        using var generation = new Generation(model, Enumerable.Repeat(model.EndTokens is [var end, ..] ? end : 0, WarmUpTokens).ToArray(), null, WarmUpTokens, options.DraftTokens, CancellationToken.None);
        cache.Seat(generation);
        try
        {
            while (step.Run().Count == 0)
            {
                // It writes its tokens.
            }
        }
        catch (LlamaException)
        {
            // The first request will be told.
        }

        foreach (var slot in cache.Busy.ToList()) slot.Generation = null;
        cache.Clear();
    }

    // Until there is something to do; false when it is over.
    private bool Wait()
    {
        lock (gate)
        {
            while (true)
            {
                if (isDisposed) return false;
                DropWaiting();
                while (waiting.First is { Value: var next } && cache.HasFree)
                {
                    waiting.RemoveFirst();
                    next.StartedAt = Stopwatch.GetTimestamp();
                    cache.Seat(next);
                }

                if (cache.Busy.Any()) return true;
                if (isDraining) return false;
                Monitor.Wait(gate);
            }
        }
    }

    private void DropWaiting()
    {
        for (var node = waiting.First; node is not null;)
        {
            var (generation, next) = (node.Value, node.Next);
            Exception? reason = generation.Cancellation.IsCancellationRequested ? new OperationCanceledException(generation.Cancellation)
                : Stopwatch.GetElapsedTime(generation.SubmittedAt) > options.WaitLimit
                    ? new EngineBusyException($"The request waited {options.WaitLimit.TotalSeconds:0} s for a slot, which is the limit. Try again later.", options.WaitLimit)
                    : null;
            if (reason is not null)
            {
                waiting.Remove(node);
                End(generation, reason);
            }

            node = next;
        }
    }

    private void Advance()
    {
        foreach (var slot in cache.Busy.Where(slot => slot.Generation!.Cancellation.IsCancellationRequested).ToList())
        {
            Leave(slot, new OperationCanceledException(slot.Generation!.Cancellation));
        }

        try
        {
            foreach (var slot in step.Run()) Leave(slot, null);
        }
        catch (LlamaException exception)
        {
            // The step failed for all that were in it; later requests start on an empty cache.
            foreach (var slot in cache.Busy.ToList()) Leave(slot, exception);
            cache.Clear();
        }
    }

    private void Leave(Slot slot, Exception? reason)
    {
        End(slot.Generation!, reason);
        slot.Generation = null; // what it held stays until the slot is needed
    }

    private void End(Generation generation, Exception? reason)
    {
        metrics.Ended(generation, reason);
        if (reason is not null) generation.Fail(reason);
        generation.Dispose();
    }
}
