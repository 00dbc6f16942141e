using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Assistant.Llama.Engine;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.AI;

namespace Assistant.Web.Api;

/// <summary><c>POST /api/chat</c>: an answer as server-sent events.</summary>
internal static partial class ChatApi
{
    private const int LargestBody = 256 * 1024;

    internal static void MapChat(this IEndpointRouteBuilder routes) => routes.MapPost("/api/chat", ChatAsync)
        .WithMetadata(new RequestSizeLimitAttribute(LargestBody))
        .WithName("chat").WithTags("Chat")
        .WithSummary("Answers a message")
        .WithDescription("A stream of events: passages (once), sentence (0..n, each verified before it is sent), done (once, last) or error in its place.")
        .Produces<string>(StatusCodes.Status200OK, "text/event-stream").ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status429TooManyRequests);

    private static async Task<IResult> ChatAsync(
        ChatRequest request, TravelAssistant assistant, IServiceProvider services, JsonSerializerOptions json, ILogger<TravelAssistant> logger, CancellationToken cancellationToken)
    {
        services.GetService<IChatClient>()?.GetService<IChatEngine>()?.CheckBusy(); // while a status can still be sent
        var ask = new AskRequest(request.Message ?? "", request.ConversationId, request.Focus, request.Filters);
        var events = await assistant.AskAsync(ask, cancellationToken).OpenAsync(cancellationToken);
        return TypedResults.ServerSentEvents(StreamAsync(events, json, logger, cancellationToken));
    }

    private static async IAsyncEnumerable<SseItem<string>> StreamAsync(
        IAsyncEnumerator<AnswerEvent> events, JsonSerializerOptions json, ILogger logger, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using (events)
        {
            var more = true;
            while (more)
            {
                yield return Item(events.Current.EventName, events.Current);
                ProblemDetails? problem = null;
                try
                {
                    more = await events.MoveNextAsync();
                }
                catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested) // a model that times out cancels too
                {
                    LogFailure(logger, exception);
                    problem = Problems.Of(exception);
                    Problems.AddTrace(problem);
                }

                if (problem is null) continue;
                yield return Item("error", problem);
                yield break;
            }
        }

        SseItem<string> Item(string name, object data) => new(JsonSerializer.Serialize(data, data.GetType(), json), name);
    }

    [LoggerMessage(2000, LogLevel.Error, "An answer broke off")]
    private static partial void LogFailure(ILogger logger, Exception exception);
}

/// <summary>A chat message: what is said, the conversation it continues, the properties it is known to be about, exact filters.</summary>
internal sealed record ChatRequest(string? Message, string? ConversationId = null, IReadOnlyList<string>? Focus = null, Filters? Filters = null);
