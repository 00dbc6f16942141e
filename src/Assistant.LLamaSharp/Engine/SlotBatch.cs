using Assistant.Llama;
using Assistant.Llama.Engine;
using LLama.Batched;
using LLama.Common;
using LLama.Native;

namespace Assistant.LLamaSharp.Engine;

/// <summary>LLamaSharp's executor and its conversations: one step computes what all busy ones need next. For one caller at a time.</summary>
internal sealed class SlotBatch : IDisposable
{
    private readonly LLamaSharpModel model;
    private readonly AbortCallback abort;
    private readonly BatchedExecutor executor;
    private long orders;

    /// <exception cref="LlamaException">There is not enough memory for the context.</exception>
    internal SlotBatch(LLamaSharpModel model, EngineOptions options, int contextTokens, AbortCallback abort)
    {
        this.model = model;
        this.abort = abort;
        var parameters = new ModelParams(model.Path)
        {
            ContextSize = (uint)(contextTokens * options.Slots),
            BatchSize = (uint)options.StepTokens,
            UBatchSize = (uint)options.StepTokens,
            SeqMax = (uint)options.Slots,
            KVUnified = false, // each conversation has its own room, so a running answer never meets a full cache
            Threads = model.Options.ThreadCount,
            BatchThreads = model.Options.ThreadCount,
        };
        LLamaSharpLibrary.TakeErrors();
        executor = new BatchedExecutor(model.Weights, parameters);
        if (executor.Context.NativeHandle.IsInvalid) throw new LlamaException($"LLamaSharp cannot make a context of {parameters.ContextSize} tokens for {model.Path}. {LLamaSharpLibrary.TakeErrors()} A smaller Assistant:Models:ContextTokens needs less memory.");
        abort.Attach(executor.Context.NativeHandle);
        SequenceTokens = (int)(executor.Context.ContextSize / (uint)options.Slots);
        Slots = [.. Enumerable.Range(0, options.Slots).Select(_ => new Slot(executor.Create()))];
    }

    /// <summary>Tokens of one conversation.</summary>
    internal int SequenceTokens { get; }

    internal IReadOnlyList<Slot> Slots { get; }

    internal IEnumerable<Slot> Busy => Slots.Where(slot => !slot.IsFree);

    /// <summary>Gives a request the free slot that holds most of its beginning; false where none is free.</summary>
    internal bool Seat(ChatRequest request)
    {
        var slot = Slots.Where(slot => slot.IsFree).OrderByDescending(slot => slot.Shared(request)).ThenBy(slot => slot.Order).FirstOrDefault();
        slot?.Take(request, ++orders);
        return slot is not null;
    }

    /// <summary>
    /// Runs a step and returns the slots whose answers are at their end.
    /// </summary>
    /// <exception cref="LlamaException">llama.cpp could not run it; this must be disposed.</exception>
    /// <exception cref="OperationCanceledException">It was aborted; this must be disposed.</exception>
    internal async Task<IReadOnlyList<Slot>> StepAsync()
    {
        // Never more than one batch: the executor keeps further ones, and with them the tokens of a conversation that was cancelled meanwhile.
        var room = (int)executor.Context.BatchSize;
        foreach (var slot in Busy.OrderByDescending(slot => slot.IsWriting).ThenBy(slot => slot.Order))
        {
            if (room == 0) break;
            room -= slot.Feed(room);
        }

        var result = await executor.Infer(CancellationToken.None);
        if (result == DecodeResult.ComputeAborted) throw new OperationCanceledException("The step was aborted.");
        if (result != DecodeResult.Ok) throw new LlamaException($"LLamaSharp could not run a batch on {model.Path} ({result}).");
        return [.. Busy.Where(slot => slot.IsReady && slot.Continue())];
    }

    /// <summary>Frees the context; nothing may run.</summary>
    public void Dispose()
    {
        executor.Dispose();
        GC.KeepAlive(abort);
    }
}
