using Assistant.Converse;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Assistant.Web.Api;

/// <summary><c>GET /api/answers/{id}</c>: the receipt of an answer.</summary>
internal static class AnswersApi
{
    internal static void MapAnswers(this IEndpointRouteBuilder routes) => routes.MapGet("/api/answers/{id}", FindAsync)
        .WithName("receipt").WithTags("Chat")
        .WithSummary("The receipt of an answer")
        .WithDescription("Everything the answer was made of: question, focus, filters, passages with hashes and scores, prompt, models, settings, sentences, timings.");

    private static async Task<Results<Ok<Receipt>, ProblemHttpResult>> FindAsync(string id, IConversationStore conversations, CancellationToken cancellationToken) =>
        await conversations.FindReceiptAsync(Tenants.Default, id, cancellationToken) is { } receipt
            ? TypedResults.Ok(receipt)
            : TypedResults.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is no such answer", detail: $"No answer has the id '{id}'. The id is the answerId of the done event.");
}
