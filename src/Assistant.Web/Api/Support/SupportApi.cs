using Assistant.Support.Similar;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Assistant.Web.Api.Support;

/// <summary>The support desk over the web, under <c>/api/support</c>, for keys with the scope <c>support</c>.</summary>
internal static class SupportApi
{
    internal static void MapSupport(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/support").WithTags("Support").RequireScopeOrHome(AccessKey.Support);
        group.MapCases();
        group.MapCaseIntake();
        group.MapCaseChanges();
        group.MapReplies();
        group.MapMacros();
        group.MapLearning();
        group.MapGet("similar", SimilarAsync).WithSummary("Solved cases that are near in meaning").WithDescription("Best first, with what was answered and what became of the suggestion. Texts are masked.");
    }

    internal static ProblemHttpResult NoCase(string id) =>
        TypedResults.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is no such case", detail: $"No case has the id '{id}'. List them with GET /api/support/cases.");

    internal static ProblemHttpResult Conflict(string detail) => TypedResults.Problem(statusCode: StatusCodes.Status409Conflict, title: "The case does not allow this now", detail: detail);

    private static async Task<Ok<SimilarList>> SimilarAsync(SimilarCases similar, CancellationToken cancellationToken, string q = "", string? property = null, int count = 5) =>
        TypedResults.Ok(new SimilarList(await similar.FindAsync(Tenants.Default, q, property, count, cancellationToken)));
}

/// <summary>Cases that are near in meaning.</summary>
internal sealed record SimilarList(IReadOnlyList<SimilarCase> Items);

/// <summary>Who does something.</summary>
internal sealed record ByRequest(string? By);
