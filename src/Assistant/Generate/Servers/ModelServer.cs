using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using OpenAI;

namespace Assistant.Generate.Servers;

/// <summary>How a server takes a grammar that its answer must follow, beside the messages.</summary>
internal enum GrammarForm
{
    /// <summary>It takes none that is known here; then <see cref="Verify"/> alone keeps answers to their passages.</summary>
    None,

    /// <summary>llama-server: <c>grammar</c>, GBNF.</summary>
    Llama,

    /// <summary>vLLM: <c>structured_outputs</c> with <c>grammar</c>, the same notation.</summary>
    VLlm,
}

/// <summary>One OpenAI-compatible server: its clients, and how it is off.</summary>
internal sealed class ModelServer
{
    private readonly OpenAIClient client;
    private GrammarForm? grammarForm;

    internal ModelServer(Uri address, string model, string? apiKey, HttpClient http, ServerHealth health)
    {
        (Address, Health) = (address, health);
        client = new OpenAIClient(new ApiKeyCredential(string.IsNullOrEmpty(apiKey) ? "none" : apiKey), new OpenAIClientOptions
        {
            Endpoint = address,
            Transport = new HttpClientPipelineTransport(http),
            RetryPolicy = new ClientRetryPolicy(0), // tries and limits are kept in one place, over all servers
            NetworkTimeout = Timeout.InfiniteTimeSpan,
        });
        Chat = client.GetChatClient(model).AsIChatClient();
        Embeddings = client.GetEmbeddingClient(model).AsIEmbeddingGenerator();
    }

    internal Uri Address { get; }

    internal ServerHealth Health { get; }

    internal IChatClient Chat { get; }

    internal IEmbeddingGenerator<string, Embedding<float>> Embeddings { get; }

    /// <summary>How it takes a grammar: it is asked once what it is, by whom it says its models are owned.</summary>
    internal async Task<GrammarForm> GrammarFormAsync(CancellationToken cancellationToken)
    {
        if (grammarForm is { } known) return known;
        try
        {
            var models = await client.GetOpenAIModelClient().GetModelsAsync(cancellationToken);
            grammarForm = models.Value.FirstOrDefault()?.OwnedBy switch { "llamacpp" => GrammarForm.Llama, "vllm" => GrammarForm.VLlm, _ => GrammarForm.None };
        }
        catch (ClientResultException exception) when (exception.Status is 400 or 403 or 404 or 405 or 501) // it tells nobody
        {
            grammarForm = GrammarForm.None;
        }

        return grammarForm.Value;
    }
}
