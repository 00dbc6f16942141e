using Microsoft.Extensions.AI;

namespace Assistant.Generate.Servers;

/// <summary>Embeddings by OpenAI-compatible servers.</summary>
internal sealed class ServerEmbedder(ModelServers servers) : IEmbeddingGenerator<string, Embedding<float>>
{
    /// <summary>One vector a text, in order, as the server scales them.</summary>
    /// <exception cref="ModelServerException">No server gives them in time: five seconds for one text, one more for each further one, and no more than for an answer besides.</exception>
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var texts = values.ToList();
        var limit = servers.Limits.Embedding + TimeSpan.FromSeconds(Math.Clamp(texts.Count - 1, 0, servers.Limits.Answer.TotalSeconds));
        return await servers.CallAsync(limit, async (server, token) =>
        {
            var vectors = await server.Embeddings.GenerateAsync(texts, options, token);
            return vectors.Count == texts.Count ? vectors
                : throw new ModelServerException(ModelServerFault.BrokeOff, $"{server.Address} gave {vectors.Count} vectors for {texts.Count} texts. Check that it serves an embedding model.");
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(EmbeddingGeneratorMetadata) ? new EmbeddingGeneratorMetadata("openai-compatible", servers.All[0].Address, servers.Model)
            : serviceType == typeof(ModelServers) ? servers
            : serviceType.IsInstanceOfType(this) ? this : null;
    }

    /// <inheritdoc/>
    public void Dispose() => servers.Dispose();
}
