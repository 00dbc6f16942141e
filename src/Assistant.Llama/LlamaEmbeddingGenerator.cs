using Assistant.Llama.Engine;
using Assistant.Llama.Native;
using Microsoft.Extensions.AI;

namespace Assistant.Llama;

/// <summary>
/// Embeddings by a GGUF encoder in this process, pooled as its file says (the mean where it says nothing) and scaled to unit length. Many texts
/// go through the model in one batch. A text longer than the model's context is cut off at its end.
/// </summary>
public sealed class LlamaEmbeddingGenerator : IEmbeddingGenerator<string, Embedding<float>>
{
    private const int MostTokens = 2048; // of a text
    private const int LeastBatchTokens = 512; // every token of a batch is compared with all others, of other texts too: 512 took 19.6 s where 2048 took 26.5 and 256 23.0
    private const int TextsPerBatch = 64;
    private const int PoolingUnspecified = -1;
    private const int PoolingMean = 1;

    private readonly LlamaModel model;
    private readonly LlamaContext context;
    private readonly EmbeddingGeneratorMetadata metadata;
    private readonly int longest;
    private readonly int batchTokens;
    private readonly TokenBatch tokens;

    /// <summary>Makes a context for <paramref name="model"/>.</summary>
    /// <exception cref="LlamaException">There is not enough memory for the context.</exception>
    public LlamaEmbeddingGenerator(LlamaModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        this.model = model;
        longest = Math.Min(model.TrainedContextTokens, MostTokens);
        batchTokens = Math.Max(longest, LeastBatchTokens);
        var pooled = model.Metadata($"{model.Metadata("general.architecture")}.pooling_type") is not null;
        context = new LlamaContext(model, parameters => parameters with
        {
            ContextTokens = (uint)batchTokens,
            BatchTokens = (uint)batchTokens,
            MicroBatchTokens = (uint)batchTokens, // attention goes both ways, so a text cannot be split over batches
            MaxSequences = TextsPerBatch,
            Embeddings = 1,
            KvUnified = 1,
            PoolingType = pooled ? PoolingUnspecified : PoolingMean,
        });
        tokens = new TokenBatch(batchTokens);
        metadata = new EmbeddingGeneratorMetadata("llama.cpp", null, model.Identity, model.Dimensions);
    }

    /// <summary>One unit-length vector of <c>float[Dimensions]</c> a text, in order.</summary>
    /// <exception cref="ObjectDisposedException">The generator is disposed, or was before all texts were done.</exception>
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        var texts = values.Select(text => model.Tokenize(text, addSpecial: true, parseSpecial: false)).ToList();
        using var turn = await context.TurnAsync(cancellationToken);
        var embeddings = new GeneratedEmbeddings<Embedding<float>>(texts.Count);
        foreach (var batch in Batches(texts.Select(Fitting))) embeddings.AddRange(await Task.Run(() => Run(batch, cancellationToken), cancellationToken));
        var count = texts.Sum(text => text.Length);
        embeddings.Usage = new UsageDetails { InputTokenCount = count, TotalTokenCount = count };
        return embeddings;
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(EmbeddingGeneratorMetadata) ? metadata
            : serviceType == typeof(LlamaModel) ? model
            : serviceType.IsInstanceOfType(this) ? this : null;
    }

    /// <summary>Stops what runs and frees the context. The model stays with whoever loaded it.</summary>
    public void Dispose() => context.Dispose();

    private int[] Fitting(int[] text) => text.Length <= longest ? text : [.. text[..(longest - 1)], text[^1]]; // the closing token stays

    private IEnumerable<List<int[]>> Batches(IEnumerable<int[]> texts)
    {
        var batch = new List<int[]>();
        foreach (var text in texts)
        {
            if (batch.Count == TextsPerBatch || batch.Sum(other => other.Length) + text.Length > batchTokens)
            {
                yield return batch;
                batch = [];
            }

            batch.Add(text);
        }

        if (batch.Count > 0) yield return batch;
    }

    private List<Embedding<float>> Run(List<int[]> texts, CancellationToken cancellationToken)
    {
        if (context.Memory != 0) LlamaNative.llama_memory_clear(context.Memory, data: true);
        tokens.Clear();
        for (var sequence = 0; sequence < texts.Count; sequence++)
        {
            for (var position = 0; position < texts[sequence].Length; position++) tokens.Add(texts[sequence][position], position, sequence, wantOutput: true);
        }

        context.Decode(tokens, cancellationToken);
        return [.. texts.Select((_, sequence) => new Embedding<float>(Vector(sequence)) { ModelId = model.Identity })];
    }

    private unsafe float[] Vector(int sequence)
    {
        var pooled = LlamaNative.llama_get_embeddings_seq(context.Handle, sequence);
        if (pooled is null) throw new LlamaException($"{model.Path} gives no embedding for a whole text. Use a GGUF embedding model with mean, CLS or last-token pooling.");
        var vector = new ReadOnlySpan<float>(pooled, model.Dimensions).ToArray();
        var norm = MathF.Sqrt(vector.Sum(value => value * value));
        return norm == 0 ? vector : [.. vector.Select(value => value / norm)];
    }
}
