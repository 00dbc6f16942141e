using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

namespace Assistant.Generate.Servers;

/// <summary>
/// Chat over OpenAI-compatible servers. <c>AdditionalProperties</c> may hold <c>grammar</c> (GBNF), which goes along where the server is known to take it.
/// </summary>
internal sealed class ServerChatClient(ModelServers servers) : IChatClient
{
    /// <inheritdoc/>
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    /// <summary>Streams an answer.</summary>
    /// <exception cref="ModelServerException">No server begins one in time, or the one that did ends it in the middle.</exception>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var conversation = messages.ToList();
        using var bound = new CancellationTokenSource(servers.Limits.Answer);
        using var whole = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, bound.Token);
        await using var stream = await InTimeAsync(() => servers.CallAsync(
            servers.Limits.Start,
            async (server, opening) => await ServerStream.OpenAsync(server, conversation, await InFormAsync(server, options, opening), servers, opening, whole.Token),
            whole.Token));
        while (await InTimeAsync(() => stream.NextAsync().AsTask()) is { } update) yield return update;

        async Task<T> InTimeAsync<T>(Func<Task<T>> step)
        {
            try
            {
                return await step();
            }
            catch (OperationCanceledException) when (bound.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                throw new ModelServerException(ModelServerFault.Slow, $"An answer took longer than {servers.Limits.Answer.TotalSeconds:0.#} s (Assistant:Models:MaxAnswerSeconds).");
            }
        }
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata("openai-compatible", servers.All[0].Address, servers.Model)
            : serviceType == typeof(ModelServers) ? servers
            : serviceType.IsInstanceOfType(this) ? this : null;
    }

    /// <inheritdoc/>
    public void Dispose() => servers.Dispose();

    private static async Task<ChatOptions?> InFormAsync(ModelServer server, ChatOptions? options, CancellationToken cancellationToken)
    {
        if (options?.AdditionalProperties?.GetValueOrDefault("grammar")?.ToString() is not { Length: > 0 } grammar) return options;
        var form = await server.GrammarFormAsync(cancellationToken);
        if (form is GrammarForm.None) return options;
        var own = options.Clone();
        own.RawRepresentationFactory = client =>
        {
            var raw = options.RawRepresentationFactory?.Invoke(client) as ChatCompletionOptions ?? new ChatCompletionOptions();
#pragma warning disable SCME0001 // The one way to send a field that the protocol does not name; it is for evaluation in this version of the client.
            if (form is GrammarForm.Llama) raw.Patch.Set("$.grammar"u8, grammar);
            else raw.Patch.Set("$.structured_outputs"u8, BinaryData.FromObjectAsJson(new { grammar }));
#pragma warning restore SCME0001
            return raw;
        };
        return own;
    }
}
