using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Assistant.Llama.Engine;
using Assistant.Llama.Native;

namespace Assistant.Llama;

/// <summary>A context of a model: runs batches of tokens and can be interrupted in the middle of one. For one thread at a time.</summary>
internal sealed class LlamaContext : IDisposable
{
    private const int Aborted = 2; // llama_decode's return value when the abort callback said so
    private const int NoRoom = 1;

    internal const int MostSequences = 256; // LLAMA_MAX_SEQ

    private readonly unsafe int* abort = (int*)NativeMemory.AllocZeroed(sizeof(int)); // read by llama.cpp's threads while a batch runs
    private readonly LlamaModel model;
    private readonly SemaphoreSlim turn = new(1);
    private readonly CancellationTokenSource disposal = new(); // never disposed: late requests still ask it
    private readonly Lock running = new();

    internal unsafe LlamaContext(LlamaModel model, Func<ContextParams, ContextParams> configure)
    {
        this.model = model;
        var parameters = LlamaNative.llama_context_default_params();
        parameters.Threads = parameters.BatchThreads = model.Options.ThreadCount;
        parameters = configure(parameters);
        LlamaLibrary.TakeErrors();
        Handle = LlamaNative.llama_init_from_model(model.Handle, parameters);
        if (Handle.IsInvalid)
        {
            NativeMemory.Free(abort);
            throw new LlamaException($"llama.cpp cannot make a context of {parameters.ContextTokens} tokens for {model.Path}. {LlamaLibrary.TakeErrors()} A smaller Assistant:Models:ContextTokens needs less memory.");
        }

        var threads = ComputeThreads.Create(parameters.Threads);
        Handle.Keeping(model.Handle, abort, threads);
        if (threads != 0) LlamaNative.llama_attach_threadpool(Handle, threads, threads);
        LlamaNative.llama_set_abort_callback(Handle, &ShouldAbort, abort);
    }

    internal ContextHandle Handle { get; }

    internal int ContextTokens => (int)LlamaNative.llama_n_ctx(Handle);

    /// <summary>Tokens of one sequence.</summary>
    internal int SequenceTokens => (int)LlamaNative.llama_n_ctx_seq(Handle);

    internal nint Memory => LlamaNative.llama_get_memory(Handle);

    /// <summary>Waits until nobody else uses the context. It is not freed before the turn is disposed.</summary>
    /// <exception cref="ObjectDisposedException">The context is disposed, or was while this waited.</exception>
    internal async Task<IDisposable> TurnAsync(CancellationToken cancellationToken)
    {
        var added = false;
        Handle.DangerousAddRef(ref added);
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, disposal.Token);
            await turn.WaitAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            Handle.DangerousRelease();
            cancellationToken.ThrowIfCancellationRequested();
            throw new ObjectDisposedException(nameof(LlamaContext));
        }

        return new Turn(this);
    }

    /// <summary>
    /// Runs a batch. For the holder of the turn.
    /// </summary>
    /// <param name="batch">Tokens of one or more sequences.</param>
    /// <param name="cancellationToken">Interrupts the batch within milliseconds.</param>
    /// <exception cref="ObjectDisposedException">The context was disposed meanwhile.</exception>
    /// <exception cref="LlamaException">llama.cpp cannot run it.</exception>
    internal unsafe void Decode(TokenBatch batch, CancellationToken cancellationToken)
    {
        *abort = 0;
        using var registration = cancellationToken.Register(() => *abort = 1);
        using var disposing = disposal.Token.Register(() => *abort = 1);
        int result;
        lock (running) result = LlamaNative.llama_decode(Handle, batch.ToNative());
        ObjectDisposedException.ThrowIf(result == Aborted && disposal.IsCancellationRequested, this);
        if (result == Aborted) cancellationToken.ThrowIfCancellationRequested();
        if (result != 0)
        {
            throw new LlamaException(result == NoRoom
                ? $"The context of {ContextTokens} tokens is full."
                : $"llama.cpp could not run a batch of {batch.Count} tokens on {model.Path} (code {result}). {LlamaLibrary.TakeErrors()}");
        }
    }

    /// <summary>Interrupts the batch that runs, for good.</summary>
    internal void Interrupt() => disposal.Cancel();

    /// <summary>Interrupts the batch that runs, and lets those who wait go. The memory is freed once the last turn is given back.</summary>
    public void Dispose()
    {
        disposal.Cancel();
        lock (running) Handle.Dispose(); // from here on the handle refuses every call
    }

    private sealed class Turn(LlamaContext context) : IDisposable
    {
        public void Dispose()
        {
            context.turn.Release();
            context.Handle.DangerousRelease();
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static unsafe byte ShouldAbort(void* flag) => (byte)(Volatile.Read(ref *(int*)flag) != 0 ? 1 : 0);
}
