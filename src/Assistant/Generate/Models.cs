using System.ComponentModel.DataAnnotations;
using Assistant.Generate.Servers;
using Assistant.Llama;
using Microsoft.Extensions.AI;

namespace Assistant.Generate;

/// <summary>Makes clients out of settings: a GGUF file runs in this process, an <c>http(s)://</c> base is an OpenAI-compatible server.</summary>
public static class Models
{
    /// <summary>The source of traces and metrics of calls to model servers, after the GenAI semantic conventions.</summary>
    public const string Telemetry = "Assistant.Models";

    /// <summary>The chat client for <see cref="ModelOptions.Answerer"/>.</summary>
    /// <exception cref="LlamaException">The file cannot be loaded.</exception>
    /// <exception cref="ValidationException">The setting is neither a file nor a URL.</exception>
    public static IChatClient ChatClient(ModelOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Servers(nameof(options.Answerer), options.Answerer!, options) is { } servers
            ? new ChatClientBuilder(new ServerChatClient(servers)).UseOpenTelemetry(sourceName: Telemetry).Build()
            : LocalModels.ChatClient(options);
    }

    /// <summary>The embedding generator for <see cref="ModelOptions.Embedder"/>.</summary>
    /// <exception cref="LlamaException">The file cannot be loaded.</exception>
    /// <exception cref="ValidationException">The setting is neither a file nor a URL.</exception>
    public static IEmbeddingGenerator<string, Embedding<float>> Embedder(ModelOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Servers(nameof(options.Embedder), options.Embedder!, options) is { } servers
            ? new EmbeddingGeneratorBuilder<string, Embedding<float>>(new ServerEmbedder(servers)).UseOpenTelemetry(sourceName: Telemetry).Build()
            : LocalModels.Embedder(options);
    }

    /// <summary>Counts tokens as the client's own model does; for a remote one, by the rule of thumb of four characters a token.</summary>
    public static int CountTokens(IChatClient? client, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return client?.GetService<ITokenCounter>()?.CountTokens(text) ?? (text.Length + 3) / 4;
    }

    /// <summary>How the model servers of these clients are off; none for models in this process.</summary>
    public static IReadOnlyList<ModelServerState> StatesOf(IChatClient? client, IEmbeddingGenerator<string, Embedding<float>>? embedder) =>
        [.. new[] { client?.GetService<ModelServers>(), embedder?.GetService<ModelServers>() }.OfType<ModelServers>().SelectMany(servers => servers.All)
            .Select(server => new ModelServerState(server.Address, server.Health.IsUp, server.Health.Running))];

    private static ModelServers? Servers(string key, string setting, ModelOptions options) => ServerSetting.Parse(key, setting) is { } where
        ? new ModelServers(where, options.ApiKey, new ServerLimits(TimeSpan.FromSeconds(options.MaxWaitSeconds), TimeSpan.FromSeconds(options.MaxAnswerSeconds)))
        : null;
}

/// <summary>A model server: whether it is used or left alone because it kept failing, and the requests that run on it.</summary>
public sealed record ModelServerState(Uri Address, bool IsUp, int Requests);
