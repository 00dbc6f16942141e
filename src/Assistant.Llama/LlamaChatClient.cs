using System.Runtime.CompilerServices;
using System.Text;
using Assistant.Llama.Native;
using Microsoft.Extensions.AI;

namespace Assistant.Llama;

/// <summary>
/// Chat with a GGUF model in this process. Requests wait for one another. Without <see cref="ChatOptions.Temperature"/> (or with 0) the most
/// likely token is taken; <c>AdditionalProperties["grammar"]</c> holds a GBNF grammar that the answer must follow.
/// </summary>
public sealed class LlamaChatClient : IChatClient
{
    private const int PrefillTokens = 512; // a batch of this size is interrupted soon enough

    private readonly LlamaModel model;
    private readonly LlamaContext context;
    private readonly ChatClientMetadata metadata;
    private readonly List<int> resident = []; // tokens whose keys and values are in the cache

    /// <summary>Makes a context for <paramref name="model"/>, which must outlive no one: it is kept as long as it is used.</summary>
    /// <exception cref="LlamaException">There is not enough memory for the context.</exception>
    public LlamaChatClient(LlamaModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        this.model = model;
        var tokens = model.Options.ContextTokens > 0 ? model.Options.ContextTokens : Math.Min(model.TrainedContextTokens, LlamaModelOptions.LargestDefaultContext);
        context = new LlamaContext(model, parameters => parameters with { ContextTokens = (uint)tokens, BatchTokens = PrefillTokens, MicroBatchTokens = PrefillTokens });
        metadata = new ChatClientMetadata("llama.cpp", null, model.Identity);
    }

    /// <inheritdoc/>
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    /// <summary>
    /// Streams the answer, whole characters at a time; the last update tells the token counts and why it ended.
    /// </summary>
    /// <exception cref="LlamaException">The prompt does not fit the context; the message names both sizes.</exception>
    /// <exception cref="ArgumentException">There is no message, or the grammar is not valid.</exception>
    /// <exception cref="ObjectDisposedException">The client is disposed, or was before the answer was at its end.</exception>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var prompt = LlamaPrompt.Tokens(model, messages);
        if (prompt.Length >= context.ContextTokens)
        {
            throw new LlamaException($"The prompt has {prompt.Length} tokens, and the context of {model.Path} holds {context.ContextTokens}. Shorten the prompt or raise Assistant:Models:ContextTokens.");
        }

        var most = Math.Min(options?.MaxOutputTokens ?? int.MaxValue, context.ContextTokens - prompt.Length);
        using var sampler = new LlamaSampler(model, options);
        var stops = new StopSequences(options?.StopSequences ?? []);
        var characters = Encoding.UTF8.GetDecoder();
        var id = Guid.NewGuid().ToString("N");
        var written = 0;

        using (await context.TurnAsync(cancellationToken))
        {
            await Task.Run(() => Prefill(prompt, cancellationToken), cancellationToken);
            while (written < most && !stops.IsHit)
            {
                var token = await Task.Run(() => sampler.Next(context), cancellationToken);
                if (model.IsEndOfGeneration(token)) break;
                written++;
                if (stops.Take(Text(characters, model.Piece(token))) is { Length: > 0 } text) yield return Update(id, new TextContent(text));
                if (written < most && !stops.IsHit) await Task.Run(() => Run([token], cancellationToken), cancellationToken);
            }
        }

        if (stops.Rest() is { Length: > 0 } rest) yield return Update(id, new TextContent(rest));
        var usage = new UsageDetails { InputTokenCount = prompt.Length, OutputTokenCount = written, TotalTokenCount = prompt.Length + written };
        var last = Update(id, new UsageContent(usage));
        last.FinishReason = written == most && !stops.IsHit ? ChatFinishReason.Length : ChatFinishReason.Stop;
        yield return last;
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(ChatClientMetadata) ? metadata
            : serviceType == typeof(LlamaModel) ? model
            : serviceType.IsInstanceOfType(this) ? this : null;
    }

    /// <summary>Stops what runs and frees the context. The model stays with whoever loaded it.</summary>
    public void Dispose() => context.Dispose();

    // What the cache holds of this prompt already is not computed again: the system prompt, and often the conversation so far.
    private void Prefill(int[] prompt, CancellationToken cancellationToken)
    {
        var shared = 0;
        while (shared < resident.Count && shared < prompt.Length - 1 && resident[shared] == prompt[shared]) shared++;
        if (shared < resident.Count && !LlamaNative.llama_memory_seq_rm(context.Memory, 0, shared, -1))
        {
            LlamaNative.llama_memory_clear(context.Memory, data: true); // a model whose memory cannot be cut back, only emptied
            shared = 0;
        }

        resident.RemoveRange(shared, resident.Count - shared);
        foreach (var chunk in prompt[shared..].Chunk(PrefillTokens)) Run(chunk, cancellationToken);
    }

    private void Run(int[] tokens, CancellationToken cancellationToken)
    {
        var start = resident.Count;
        try
        {
            context.Decode(tokens.Select((token, i) => (token, start + i, 0)).ToArray(), outputLast: true, cancellationToken);
            resident.AddRange(tokens);
        }
        catch
        {
            LlamaNative.llama_memory_clear(context.Memory, data: true); // an interrupted batch leaves parts behind
            resident.Clear();
            throw;
        }
    }

    private static string Text(Decoder decoder, byte[] bytes)
    {
        var buffer = new char[Encoding.UTF8.GetMaxCharCount(bytes.Length)];
        return new string(buffer, 0, decoder.GetChars(bytes, buffer, flush: false));
    }

    private ChatResponseUpdate Update(string id, AIContent content) =>
        new(ChatRole.Assistant, [content]) { ResponseId = id, MessageId = id, ModelId = model.Identity, CreatedAt = DateTimeOffset.UtcNow };
}
