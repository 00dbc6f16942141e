using Assistant.Llama;
using LLama;
using LLama.Common;
using LLama.Native;
using Microsoft.Extensions.AI;

namespace Assistant.LLamaSharp;

/// <summary>
/// Embeddings by a GGUF encoder and LLamaSharp, pooled, batched, cut off and scaled as <see cref="LlamaEmbeddingGenerator"/> does it.
/// </summary>
public sealed class LLamaSharpEmbeddingGenerator : IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly LLamaSharpModel model;
    private readonly LLamaContext context;
    private readonly LLamaBatch batch = new();
    private readonly int longest;
    private readonly int batchTokens;
    private readonly AbortCallback abort;
    private readonly SemaphoreSlim turn = new(1); // never disposed, nor is the next: late calls still ask them
    private readonly CancellationTokenSource disposal = new();
    private CancellationToken running;
    private int isDisposed;

    /// <summary>Makes a context for <paramref name="model"/>.</summary>
    /// <exception cref="LlamaException">There is not enough memory for the context, or the model does not pool.</exception>
    public LLamaSharpEmbeddingGenerator(LLamaSharpModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        this.model = model;
        longest = PooledTexts.LongestOf(model.TrainedContextTokens);
        batchTokens = PooledTexts.BatchTokensOf(longest);
        var pooling = model.Weights.NativeHandle.MetadataValueByKey($"{model.Weights.Metadata["general.architecture"]}.pooling_type") is null ? LLamaPoolingType.Mean : LLamaPoolingType.Unspecified;
        LLamaSharpLibrary.TakeErrors();
        model.Hold();
        context = model.Weights.CreateContext(new ModelParams(model.Path)
        {
            ContextSize = (uint)batchTokens,
            BatchSize = (uint)batchTokens,
            UBatchSize = (uint)batchTokens, // attention goes both ways, so a text cannot be split over batches
            SeqMax = PooledTexts.TextsPerBatch,
            Embeddings = true,
            KVUnified = true,
            PoolingType = pooling,
            Threads = model.Options.ThreadCount,
            BatchThreads = model.Options.ThreadCount,
        });
        abort = new AbortCallback(() => running.IsCancellationRequested);
        if (context.NativeHandle.IsInvalid || context.NativeHandle.PoolingType == LLamaPoolingType.None)
        {
            var (isInvalid, complaint) = (context.NativeHandle.IsInvalid, LLamaSharpLibrary.TakeErrors());
            Free();
            throw isInvalid ? new LlamaException($"LLamaSharp cannot make a context of {batchTokens} tokens for {model.Path}. {complaint}".TrimEnd()) : PooledTexts.NoPooling(model.Path);
        }

        abort.Attach(context.NativeHandle);
    }

    /// <summary>One unit-length vector of <c>float[Dimensions]</c> a text, in order.</summary>
    /// <exception cref="ObjectDisposedException">The generator is disposed, or was before all texts were done.</exception>
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        ObjectDisposedException.ThrowIf(disposal.IsCancellationRequested, this);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, disposal.Token);
        var texts = values.Select(text => model.Tokenize(text, addSpecial: true, parseSpecial: false)).ToList();
        var count = texts.Sum(text => text.Length);
        var vectors = new GeneratedEmbeddings<Embedding<float>> { Usage = new UsageDetails { InputTokenCount = count, TotalTokenCount = count } };
        try
        {
            await turn.WaitAsync(either.Token);
            try
            {
                running = either.Token;
                foreach (var some in PooledTexts.Batches(texts.Select(text => LlamaEmbeddingGenerator.Fitting(text, longest)), batchTokens)) vectors.AddRange(await Task.Run(() => Run(some), either.Token));
            }
            finally
            {
                turn.Release();
            }
        }
        catch (OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new ObjectDisposedException(nameof(LLamaSharpEmbeddingGenerator));
        }

        return vectors;
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(EmbeddingGeneratorMetadata) ? new EmbeddingGeneratorMetadata("llamasharp", null, model.Identity, model.Dimensions)
            : serviceType.IsInstanceOfType(this) ? this
            : serviceType.IsInstanceOfType(model) ? model : null;
    }

    /// <summary>Stops what runs and frees the context. The model stays with whoever loaded it.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref isDisposed, 1) != 0) return;
        disposal.Cancel();
        turn.Wait(); // and kept: nobody uses the context again
        Free();
    }

    private List<Embedding<float>> Run(List<int[]> texts)
    {
        batch.Clear();
        foreach (var (sequence, text) in texts.Index())
        {
            for (var position = 0; position < text.Length; position++) batch.Add(text[position], position, (LLamaSeqId)sequence, logits: true);
        }

        LLamaSharpLibrary.TakeErrors();
        var handle = context.NativeHandle;
        handle.MemoryClear();
        var result = model.Weights.NativeHandle.HasDecoder ? handle.Decode(batch) : handle.Encode(batch);
        if (result == DecodeResult.ComputeAborted) running.ThrowIfCancellationRequested();
        if (result != DecodeResult.Ok) throw new LlamaException($"LLamaSharp could not run a batch of {batch.TokenCount} tokens on {model.Path} ({result}). {LLamaSharpLibrary.TakeErrors()}".TrimEnd());
        return [.. texts.Select((text, sequence) => new Embedding<float>(LlamaEmbeddingGenerator.UnitLength(Row(text, sequence))) { ModelId = model.Identity })];
    }

    // For a text without tokens there is no row, and LLamaSharp would read one at address 0.
    private float[] Row(int[] text, int sequence) => text.Length == 0 ? throw PooledTexts.NoPooling(model.Path) : context.NativeHandle.GetEmbeddingsSeq((LLamaSeqId)sequence).ToArray();

    private void Free()
    {
        context.Dispose();
        model.Release();
        GC.KeepAlive(abort);
    }
}
