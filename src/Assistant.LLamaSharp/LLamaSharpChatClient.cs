using System.Runtime.CompilerServices;
using Assistant.Llama;
using Assistant.Llama.Engine;
using Assistant.LLamaSharp.Engine;
using Microsoft.Extensions.AI;

namespace Assistant.LLamaSharp;

/// <summary>
/// Chat with a GGUF model by LLamaSharp, many conversations at once. It takes the options that <see cref="LlamaChatClient"/> takes, those in
/// <c>AdditionalProperties</c> too, but for <c>lora</c>, which it refuses.
/// </summary>
public sealed class LLamaSharpChatClient : IChatClient, IAsyncDisposable
{
    private readonly LLamaSharpModel model;
    private readonly LLamaSharpEngine engine;

    /// <summary>Starts an engine for <paramref name="model"/>.</summary>
    /// <exception cref="LlamaException">There is not enough memory for the context.</exception>
    public LLamaSharpChatClient(LLamaSharpModel model, EngineOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        this.model = model;
        engine = new LLamaSharpEngine(model, options);
    }

    /// <inheritdoc/>
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    /// <summary>
    /// Streams the answer, whole characters at a time; the last update tells the token counts and why it ended.
    /// </summary>
    /// <exception cref="LlamaException">The prompt does not fit the context; the message names both sizes.</exception>
    /// <exception cref="EngineBusyException">Too many requests wait, or this one waited too long.</exception>
    /// <exception cref="ArgumentException">There is no message, the grammar is not valid, or the options ask for what LLamaSharp cannot do.</exception>
    /// <exception cref="ObjectDisposedException">The client is disposed, or was before the answer was at its end.</exception>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken); // whoever stops reading frees the slot
        var request = engine.Submit(LLamaSharpPrompt.Tokens(model, messages), options, leaving.Token);
        var id = Guid.NewGuid().ToString("N");
        try
        {
            await foreach (var text in request.Text.ReadAllAsync(cancellationToken)) yield return Update(id, new TextContent(text));
        }
        finally
        {
            await leaving.CancelAsync();
        }

        var last = Update(id, new UsageContent(new UsageDetails
        {
            InputTokenCount = request.PromptTokens,
            OutputTokenCount = request.Written,
            TotalTokenCount = request.Tokens.Count,
            CachedInputTokenCount = request.CachedTokens,
        }));
        last.FinishReason = request.FinishReason;
        yield return last;
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata("llamasharp", null, model.Identity)
            : serviceType.IsInstanceOfType(this) ? this
            : serviceType.IsInstanceOfType(model) ? model
            : serviceType.IsInstanceOfType(engine) ? engine : null;
    }

    /// <summary>Lets the answers that were begun come to their end, and frees the context.</summary>
    public ValueTask DisposeAsync() => engine.DisposeAsync();

    /// <summary>Stops what runs and frees the context. The model stays with whoever loaded it.</summary>
    public void Dispose() => engine.Dispose();

    private ChatResponseUpdate Update(string id, AIContent content) =>
        new(ChatRole.Assistant, [content]) { ResponseId = id, MessageId = id, ModelId = model.Identity, CreatedAt = DateTimeOffset.UtcNow };
}
