using System.Runtime.CompilerServices;
using Assistant.Llama.Engine;
using Microsoft.Extensions.AI;

namespace Assistant.Llama;

/// <summary>
/// Chat with a GGUF model in this process, many conversations at once. Without <see cref="ChatOptions.Temperature"/> (or with 0) the most
/// likely token is taken. <c>AdditionalProperties</c> may hold <c>grammar</c> (GBNF that the answer must follow), <c>min_p</c> (a number),
/// <c>logit_bias</c> (a dictionary of token and what is added to its score) and <c>ignore_eos</c> (true: the answer is written to its full length).
/// </summary>
public sealed class LlamaChatClient : IChatClient, IAsyncDisposable
{
    private readonly EngineOptions? engineOptions;
    private Served served;

    /// <summary>Starts an engine for <paramref name="model"/>.</summary>
    /// <exception cref="LlamaException">There is not enough memory for the context.</exception>
    public LlamaChatClient(LlamaModel model, EngineOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        engineOptions = options;
        served = new Served(model, new LlamaEngine(model, options));
    }

    /// <inheritdoc/>
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    /// <summary>
    /// Streams the answer, whole characters at a time; the last update tells the token counts and why it ended.
    /// </summary>
    /// <exception cref="LlamaException">The prompt does not fit the context; the message names both sizes.</exception>
    /// <exception cref="EngineBusyException">Too many requests wait, or this one waited too long.</exception>
    /// <exception cref="ArgumentException">There is no message, or the grammar is not valid.</exception>
    /// <exception cref="ObjectDisposedException">The client is disposed, or was before the answer was at its end.</exception>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        using var activity = EngineTrace.Start(served.Model);
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken); // whoever stops reading frees the slot
        var (generation, model) = EngineTrace.Watch(activity, () => Submit([.. messages], options, leaving.Token));
        var id = Guid.NewGuid().ToString("N");
        try
        {
            await foreach (var text in generation.Text.ReadAllAsync(cancellationToken)) yield return Update(model, id, new TextContent(text));
        }
        finally
        {
            await leaving.CancelAsync();
            EngineTrace.Ended(activity, generation);
        }

        var usage = new UsageDetails
        {
            InputTokenCount = generation.PromptTokens,
            OutputTokenCount = generation.Written,
            TotalTokenCount = generation.Tokens.Count,
            CachedInputTokenCount = generation.CachedTokens,
        };
        var last = Update(model, id, new UsageContent(usage));
        last.FinishReason = generation.FinishReason;
        yield return last;
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata("llama.cpp", null, served.Model.Identity)
            : serviceType.IsInstanceOfType(this) ? this
            : serviceType.IsInstanceOfType(served.Model) ? served.Model
            : serviceType.IsInstanceOfType(served.Engine) ? served.Engine : null;
    }

    /// <summary>
    /// Puts another model in this one's place: requests that come from now on go to it, those that were begun come to their end on the old one. Returns
    /// when they have; the old model stays with whoever loaded it.
    /// </summary>
    /// <exception cref="LlamaException">There is not enough memory for its context; then nothing has changed.</exception>
    public async Task SwapAsync(LlamaModel next)
    {
        ArgumentNullException.ThrowIfNull(next);
        var old = Interlocked.Exchange(ref served, new Served(next, new LlamaEngine(next, engineOptions)));
        await old.Engine.DisposeAsync();
    }

    /// <summary>Lets the answers that were begun come to their end, and frees the context.</summary>
    public ValueTask DisposeAsync() => served.Engine.DisposeAsync();

    /// <summary>Stops what runs and frees the context. The model stays with whoever loaded it.</summary>
    public void Dispose() => served.Engine.Dispose();

    // A swap may come between looking at the model and handing the prompt in; then the next one takes it.
    private (Generation Generation, LlamaModel Model) Submit(IReadOnlyList<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken)
    {
        while (true)
        {
            var current = served;
            try
            {
                return (current.Engine.Submit(LlamaPrompt.Tokens(current.Model, messages), options, cancellationToken), current.Model);
            }
            catch (ObjectDisposedException) when (served != current)
            {
                // Swapped meanwhile.
            }
        }
    }

    private static ChatResponseUpdate Update(LlamaModel model, string id, AIContent content) =>
        new(ChatRole.Assistant, [content]) { ResponseId = id, MessageId = id, ModelId = model.Identity, CreatedAt = DateTimeOffset.UtcNow };

    private sealed record Served(LlamaModel Model, LlamaEngine Engine);
}
