using System.Numerics.Tensors;
using Microsoft.Extensions.AI;

namespace Assistant.Text;

/// <summary>Dense vectors of passages and questions by the configured embedding model, scaled to unit length.</summary>
/// <param name="generator">The model. Embedders are asymmetric: each side may have a prefix of its own.</param>
/// <param name="identity">Names the model and its settings; an index remembers it.</param>
/// <param name="passagePrefix">Put before each passage.</param>
/// <param name="queryPrefix">Put before each question.</param>
public sealed class PassageEmbedder(
    IEmbeddingGenerator<string, Embedding<float>> generator, string identity, string passagePrefix = "", string queryPrefix = "")
{
    private const int BatchSize = 64;

    /// <summary>Names the model and its settings.</summary>
    public string Identity => identity;

    /// <summary>One vector a passage, in order: <c>float[dimensions]</c>, unit length.</summary>
    public async Task<IReadOnlyList<float[]>> EmbedPassagesAsync(IReadOnlyList<Passage> passages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(passages);
        var vectors = new List<float[]>(passages.Count);
        foreach (var batch in passages.Select(passage => $"{passagePrefix}{PassageTerms.SearchText(passage)}").Chunk(BatchSize))
        {
            var embeddings = await generator.GenerateAsync(batch, cancellationToken: cancellationToken);
            vectors.AddRange(embeddings.Select(embedding => Unit(embedding.Vector)));
        }

        return vectors;
    }

    /// <summary>The question's vector: <c>float[dimensions]</c>, unit length.</summary>
    public async Task<float[]> EmbedQueryAsync(string question, CancellationToken cancellationToken) =>
        Unit(await generator.GenerateVectorAsync($"{queryPrefix}{question}", cancellationToken: cancellationToken));

    private static float[] Unit(ReadOnlyMemory<float> vector)
    {
        var unit = vector.ToArray();
        var norm = TensorPrimitives.Norm(unit);
        if (norm > 0) TensorPrimitives.Divide(unit, norm, unit);
        return unit;
    }
}
