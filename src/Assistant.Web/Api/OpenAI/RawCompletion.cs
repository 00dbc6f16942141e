using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Assistant.Web.Api.OpenAI;

/// <summary>A model behind a chat completion, without content or verification.</summary>
internal sealed class RawCompletion(IChatClient client, string model)
{
    internal async IAsyncEnumerable<AnswerPiece> AnswerAsync(CompletionRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var messages = request.Messages.Select(message => new ChatMessage(Role(message.Role), message.Text())).ToList();
        var options = new ChatOptions
        {
            ModelId = client.GetService<ChatClientMetadata>()?.ProviderName == "openai-compatible" ? model : null,
            Temperature = request.Temperature,
            TopP = request.TopP,
            MaxOutputTokens = request.MaxCompletionTokens ?? request.MaxTokens,
            Seed = request.Seed,
            StopSequences = Stops(request.Stop),
            AdditionalProperties = request.Grammar is null ? null : new AdditionalPropertiesDictionary { ["grammar"] = request.Grammar },
        };
        TokenUsage? usage = null;
        var reason = "stop";
        await foreach (var update in client.GetStreamingResponseAsync(messages, options, cancellationToken))
        {
            foreach (var spent in update.Contents.OfType<UsageContent>()) usage = TokenUsage.Of(spent.Details.InputTokenCount ?? 0, spent.Details.OutputTokenCount ?? 0);
            if (update.FinishReason is { } finish) reason = finish.Value;
            if (update.Text.Length > 0) yield return new AnswerPiece(update.Text);
        }

        yield return new AnswerPiece("", reason, usage);
    }

    private static ChatRole Role(string role) => role is "user" or "assistant" or "system" or "developer" ? new ChatRole(role == "developer" ? "system" : role)
        : throw new ArgumentException($"'{role}' is no role of a message here. There are system, user and assistant.");

    private static List<string>? Stops(JsonElement? stop) => stop switch
    {
        { ValueKind: JsonValueKind.String } one => [one.GetString()!],
        { ValueKind: JsonValueKind.Array } several => [.. several.EnumerateArray().Select(text => text.ValueKind == JsonValueKind.String ? text.GetString()! : throw new ArgumentException("'stop' holds something else than texts."))],
        null or { ValueKind: JsonValueKind.Null } => null,
        _ => throw new ArgumentException("'stop' is neither a text nor a list of texts."),
    };
}
