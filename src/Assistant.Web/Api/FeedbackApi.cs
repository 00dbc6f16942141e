using Assistant.Converse;
using Assistant.Observe;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Assistant.Web.Api;

/// <summary><c>POST /api/feedback</c>: what a guest thought of an answer.</summary>
internal static class FeedbackApi
{
    private const int LongestReason = 2000; // UTF-16

    internal static void MapFeedback(this IEndpointRouteBuilder routes) => routes.MapPost("/api/feedback", RateAsync)
        .WithName("feedback").WithTags("Chat")
        .WithSummary("Rates an answer")
        .WithDescription("Whether an answer helped: rating is up or down. A second word on the same answer replaces the first. `assistant rank train --feedback` learns from it.");

    private static async Task<Results<NoContent, ProblemHttpResult>> RateAsync(FeedbackRequest request, IConversationStore conversations, CancellationToken cancellationToken)
    {
        if (!Enum.TryParse<Rating>(request.Rating, ignoreCase: true, out var rating) || !Enum.IsDefined(rating) || int.TryParse(request.Rating, out _))
        {
            return Bad($"The rating is '{request.Rating}'. Send up or down.");
        }

        if (request.Reason?.Length > LongestReason) return Bad($"The reason has {request.Reason.Length} characters; at most {LongestReason} are kept. Shorten it.");
        var feedback = new Feedback(request.AnswerId ?? "", rating, request.Reason, DateTimeOffset.UtcNow);
        if (await conversations.RateAsync(Tenants.Default, feedback, cancellationToken))
        {
            AssistantMetrics.Rated(rating);
            return TypedResults.NoContent();
        }

        return TypedResults.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is no such answer", detail: $"No answer has the id '{request.AnswerId}'. The id is the answerId of the done event.");
    }

    private static ProblemHttpResult Bad(string detail) => TypedResults.Problem(statusCode: StatusCodes.Status400BadRequest, title: "The feedback cannot be used", detail: detail);
}

/// <summary>A rating: of which answer, <c>up</c> or <c>down</c>, and why.</summary>
internal sealed record FeedbackRequest(string? AnswerId, string? Rating, string? Reason = null);
