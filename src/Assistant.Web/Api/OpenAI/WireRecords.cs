using System.Text.Json;
using System.Text.Json.Serialization;

namespace Assistant.Web.Api.OpenAI;

/// <summary>OpenAI's form of JSON: snake case. Clients send fields that are not read here; those are skipped.</summary>
internal static class WireJson
{
    internal static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectRequiredConstructorParameters = true,
    };
}

internal sealed record CompletionRequest(
    string Model, IReadOnlyList<WireMessage> Messages, bool Stream = false, StreamOptions? StreamOptions = null, float? Temperature = null, float? TopP = null, int? MaxTokens = null,
    int? MaxCompletionTokens = null, long? Seed = null, JsonElement? Stop = null, string? Grammar = null, int? N = null, IReadOnlyList<string>? Focus = null, JsonElement? Filters = null);

internal sealed record StreamOptions(bool IncludeUsage = false);

/// <summary>A message; its content is a text, or a list of parts of which the texts are read.</summary>
internal sealed record WireMessage(string Role, JsonElement Content)
{
    internal string Text() => Content.ValueKind switch
    {
        JsonValueKind.String => Content.GetString()!,
        JsonValueKind.Array => string.Concat(Content.EnumerateArray().Select(part => part.ValueKind == JsonValueKind.Object && part.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()
            : throw new ArgumentException("A message holds something else than text. Only text is read."))),
        _ => throw new ArgumentException("A message has no 'content'."),
    };
}

internal sealed record EmbeddingRequest(string Model, JsonElement Input, string? EncodingFormat = null);

internal sealed record ModelList(IReadOnlyList<ModelCard> Data, string Object = "list");

internal sealed record ModelCard(string Id, string Object = "model", long Created = 0, string OwnedBy = "assistant");

internal sealed record EmbeddingList(IReadOnlyList<EmbeddingItem> Data, string Model, TokenUsage Usage, string Object = "list");

internal sealed record EmbeddingItem(int Index, object Embedding, string Object = "embedding");

internal sealed record TokenUsage(long PromptTokens, long CompletionTokens, long TotalTokens)
{
    internal static TokenUsage Of(long prompt, long completion) => new(prompt, completion, prompt + completion);
}

/// <summary>A whole answer, or a piece of one.</summary>
internal sealed record Completion(string Id, string Object, long Created, string Model, IReadOnlyList<Choice> Choices, TokenUsage? Usage = null, AnswerSources? Assistant = null);

internal sealed record Choice(int Index, ChoiceMessage? Message = null, ChoiceMessage? Delta = null, string? FinishReason = null);

internal sealed record ChoiceMessage(string? Role = null, string? Content = null);

/// <summary>What stands behind an answer of the whole path: the passages that [n] points to, and where its receipt is.</summary>
internal sealed record AnswerSources(string AnswerId, string Verdict, IReadOnlyList<CitedPassage> Passages, IReadOnlyList<string>? Notices);

internal sealed record CitedPassage(int Ref, string PassageId, string PropertyId, string PropertyName, string Kind, string Tier, string? Heading, string Text);
