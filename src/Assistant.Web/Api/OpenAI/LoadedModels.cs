using Assistant.Generate;
using Microsoft.Extensions.AI;

namespace Assistant.Web.Api.OpenAI;

/// <summary>The models by the names that they are asked for by.</summary>
internal sealed class LoadedModels(IServiceProvider services, AssistantOptions options)
{
    /// <summary>The whole path.</summary>
    internal const string Assistant = "assistant";

    private string? Answerer => services.GetService<IChatClient>() is { } client ? NameOf(options.Models.Answerer, client.GetService<ChatClientMetadata>()?.DefaultModelId) : null;

    private string? EmbedderName => services.GetService<IEmbeddingGenerator<string, Embedding<float>>>() is { } embedder
        ? NameOf(options.Models.Embedder, embedder.GetService<EmbeddingGeneratorMetadata>()?.DefaultModelId)
        : null;

    internal IEnumerable<string> Names => new[] { Assistant, Answerer, EmbedderName }.OfType<string>();

    /// <summary>The client of a raw model; null for the whole path.</summary>
    /// <exception cref="ArgumentException">No model that chats has this name.</exception>
    internal IChatClient? Chat(string name) => name == Assistant ? null : name == Answerer ? services.GetRequiredService<IChatClient>() : throw Unknown(name, [Assistant, Answerer]);

    /// <exception cref="ArgumentException">No model that embeds has this name.</exception>
    internal IEmbeddingGenerator<string, Embedding<float>> Embedder(string name) => name == EmbedderName
        ? services.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>()
        : throw Unknown(name, [EmbedderName]);

    // As the registry calls it, or as its file is named, or as it calls itself.
    private static string NameOf(string? setting, string? itself) => setting is null or ModelDefaults.None || setting.Contains("://", StringComparison.Ordinal)
        ? itself ?? "unnamed"
        : ModelRegistry.Default.Find(setting)?.Name ?? Path.GetFileNameWithoutExtension(setting);

    private static ArgumentException Unknown(string name, IEnumerable<string?> known) =>
        new($"'{name}' is no model for this. {(known.OfType<string>().ToList() is { Count: > 0 } names ? $"There is {string.Join(", ", names)}." : "None is configured: set Assistant:Models.")}");
}
