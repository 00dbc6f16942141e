using System.Text.Json;
using Microsoft.AspNetCore.Mvc;

namespace Assistant.Web.Api.OpenAI;

/// <summary>
/// <c>/v1</c>: the part of OpenAI's API that chat clients use. Model <c>assistant</c> is the whole path; each model that is loaded answers raw under its
/// own name.
/// </summary>
internal static class OpenAIApi
{
    private const int LargestBody = 1024 * 1024;
    private const int MostTexts = 2048; // as OpenAI takes

    internal static void MapOpenAI(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1").WithTags("OpenAI-compatible");
        group.MapGet("/models", (LoadedModels models) => Wire(new ModelList([.. models.Names.Select(name => new ModelCard(name))]))).WithSummary("The models");
        group.MapPost("/chat/completions", CompleteAsync).WithMetadata(new RequestSizeLimitAttribute(LargestBody)).Accepts<CompletionRequest>("application/json")
            .WithSummary("Answers a conversation")
            .WithDescription($"Model '{LoadedModels.Assistant}' answers from the content, each sentence with [n] for its sources, which stand under 'assistant'. It takes 'focus' and 'filters' as /api/chat does, and reads no system message.");
        group.MapPost("/embeddings", EmbedAsync).WithMetadata(new RequestSizeLimitAttribute(LargestBody)).Accepts<EmbeddingRequest>("application/json").WithSummary("Embeds texts, as they are");
    }

    private static async Task<IResult> CompleteAsync(HttpRequest http, LoadedModels models, TravelAssistant assistant, CancellationToken cancellationToken)
    {
        var request = await ReadAsync<CompletionRequest>(http, cancellationToken);
        if (request.Messages is not { Count: > 0 }) throw new ArgumentException("'messages' is empty. Give at least one, the last from the user.");
        if (request.Messages.Any(message => message is null)) throw new ArgumentException("'messages' holds a null. Give a role and a content in its place.");
        if (request.N is > 1) throw new ArgumentException($"'n' is {request.N}. One answer is given a request.");
        var answer = models.Chat(request.Model) is { } client
            ? new RawCompletion(client, request.Model).AnswerAsync(request, cancellationToken)
            : new AssistantCompletion(assistant).AnswerAsync(request, cancellationToken);
        return await CompletionResult.OfAsync(answer, request, cancellationToken);
    }

    private static async Task<IResult> EmbedAsync(HttpRequest http, LoadedModels models, CancellationToken cancellationToken)
    {
        var request = await ReadAsync<EmbeddingRequest>(http, cancellationToken);
        var texts = request.Input.ValueKind switch
        {
            JsonValueKind.String => [request.Input.GetString()!],
            JsonValueKind.Array when request.Input.EnumerateArray().All(text => text.ValueKind == JsonValueKind.String) => request.Input.EnumerateArray().Select(text => text.GetString()!).ToList(),
            _ => throw new ArgumentException("'input' is neither a text nor a list of texts."),
        };
        if (texts.Count > MostTexts) throw new ArgumentException($"'input' holds {texts.Count} texts; at most {MostTexts} are taken at once.");
        if (texts.Count == 0 || texts.Exists(string.IsNullOrEmpty)) throw new ArgumentException("'input' holds no text, or an empty one.");
        if (request.EncodingFormat is not (null or "float" or "base64")) throw new ArgumentException($"'encoding_format' is '{request.EncodingFormat}'. Give float or base64.");
        var vectors = await models.Embedder(request.Model).GenerateAsync(texts, cancellationToken: cancellationToken);
        var data = vectors.Select((vector, index) => new EmbeddingItem(index, request.EncodingFormat == "base64" ? Bytes(vector.Vector) : vector.Vector.ToArray()));
        return Wire(new EmbeddingList([.. data], request.Model, TokenUsage.Of(vectors.Usage?.InputTokenCount ?? 0, 0)));
    }

    internal static IResult Wire(object value) => TypedResults.Json(value, WireJson.Options);

    private static async Task<T> ReadAsync<T>(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await request.ReadFromJsonAsync<T>(WireJson.Options, cancellationToken) ?? throw new ArgumentException("The request body is empty.");
        }
        catch (JsonException exception)
        {
            throw new BadHttpRequestException("The request body is not valid", exception);
        }
        catch (InvalidOperationException exception) // no JSON by its content type
        {
            throw new BadHttpRequestException(exception.Message, StatusCodes.Status415UnsupportedMediaType);
        }
    }

    private static string Bytes(ReadOnlyMemory<float> vector) => Convert.ToBase64String(System.Runtime.InteropServices.MemoryMarshal.AsBytes(vector.Span));
}
