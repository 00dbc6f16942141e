using Assistant.Llama.Engine;
using Microsoft.Extensions.AI;

namespace Assistant.Llama;

/// <summary>
/// Embeddings by a GGUF encoder in this process, pooled as its file says (the mean where it says nothing) and scaled to unit length. Many texts
/// go through the model in one batch. A text longer than the model's context is cut off at its end.
/// </summary>
public sealed class LlamaEmbeddingGenerator : IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly LlamaModel model;
    private readonly PooledTexts pooled;
    private readonly EmbeddingGeneratorMetadata metadata;

    /// <summary>Makes a context for <paramref name="model"/>.</summary>
    /// <exception cref="LlamaException">There is not enough memory for the context.</exception>
    public LlamaEmbeddingGenerator(LlamaModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        this.model = model;
        pooled = new PooledTexts(model, model.Metadata($"{model.Metadata("general.architecture")}.pooling_type") is null ? PooledTexts.Mean : PooledTexts.Unspecified);
        metadata = new EmbeddingGeneratorMetadata("llama.cpp", null, model.Identity, model.Dimensions);
    }

    /// <summary>One unit-length vector of <c>float[Dimensions]</c> a text, in order.</summary>
    /// <exception cref="ObjectDisposedException">The generator is disposed, or was before all texts were done.</exception>
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        using var activity = EngineTrace.StartEmbeddings(model);
        var texts = values.Select(text => model.Tokenize(text, addSpecial: true, parseSpecial: false)).ToList();
        var rows = await pooled.RunAsync(texts.Select(text => Fitting(text, pooled.Longest)), model.Dimensions, cancellationToken);
        var count = texts.Sum(text => text.Length);
        activity?.SetTag("gen_ai.usage.input_tokens", count).SetTag("gen_ai.embeddings.dimension.count", model.Dimensions);
        return new GeneratedEmbeddings<Embedding<float>>(rows.Select(row => new Embedding<float>(UnitLength(row)) { ModelId = model.Identity }))
        {
            Usage = new UsageDetails { InputTokenCount = count, TotalTokenCount = count },
        };
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
    public void Dispose() => pooled.Dispose();

    /// <summary>The tokens of a text cut off to a length; the closing one stays.</summary>
    internal static int[] Fitting(int[] text, int longest) => text.Length <= longest ? text : [.. text[..(longest - 1)], text[^1]];

    /// <summary>A vector scaled to unit length; one of zeros stays.</summary>
    internal static float[] UnitLength(float[] vector)
    {
        var norm = MathF.Sqrt(vector.Sum(value => value * value));
        return norm == 0 ? vector : [.. vector.Select(value => value / norm)];
    }
}
