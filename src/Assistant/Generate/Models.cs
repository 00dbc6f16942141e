using System.ClientModel;
using System.ComponentModel.DataAnnotations;
using Assistant.Llama;
using Microsoft.Extensions.AI;
using OpenAI;

namespace Assistant.Generate;

/// <summary>Makes clients out of settings: a GGUF file runs in this process, an <c>http(s)://</c> base is an OpenAI-compatible server.</summary>
public static class Models
{
    private const string AnyModel = "default"; // servers with one model ignore the name

    /// <summary>The chat client for <see cref="ModelOptions.Answerer"/>.</summary>
    /// <exception cref="LlamaException">The file cannot be loaded.</exception>
    /// <exception cref="ValidationException">The setting is neither a file nor a URL.</exception>
    public static IChatClient ChatClient(ModelOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Remote(nameof(options.Answerer), options.Answerer!, options) is var (client, model)
            ? client.GetChatClient(model).AsIChatClient()
            : LocalModels.ChatClient(options);
    }

    /// <summary>The embedding generator for <see cref="ModelOptions.Embedder"/>.</summary>
    /// <exception cref="LlamaException">The file cannot be loaded.</exception>
    /// <exception cref="ValidationException">The setting is neither a file nor a URL.</exception>
    public static IEmbeddingGenerator<string, Embedding<float>> Embedder(ModelOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Remote(nameof(options.Embedder), options.Embedder!, options) is var (client, model)
            ? client.GetEmbeddingClient(model).AsIEmbeddingGenerator()
            : LocalModels.Embedder(options);
    }

    /// <summary>Counts tokens as the client's own model does; for a remote one, by the rule of thumb of four characters a token.</summary>
    public static int CountTokens(IChatClient? client, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return client?.GetService<ITokenCounter>()?.CountTokens(text) ?? (text.Length + 3) / 4;
    }

    private static (OpenAIClient Client, string Model)? Remote(string key, string setting, ModelOptions options)
    {
        if (!setting.StartsWith("http://", StringComparison.OrdinalIgnoreCase) && !setting.StartsWith("https://", StringComparison.OrdinalIgnoreCase)) return null;
        if (!Uri.TryCreate(setting, UriKind.Absolute, out var uri)) throw new ValidationException($"Assistant:Models:{key} is '{setting}', which is no URL.");
        var model = uri.Fragment.Length > 1 ? Uri.UnescapeDataString(uri.Fragment[1..]) : AnyModel;
        var client = new OpenAIClient(
            new ApiKeyCredential(string.IsNullOrEmpty(options.ApiKey) ? "none" : options.ApiKey),
            new OpenAIClientOptions { Endpoint = new Uri(uri.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped)) });
        return (client, model);
    }
}
