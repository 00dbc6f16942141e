using Assistant.Support.Cases;
using Assistant.Support.Learn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Assistant.Web.Api.Support;

/// <summary><c>GET /proposals</c>, <c>POST /proposals/{id}</c> and <c>GET /figures</c>.</summary>
internal static class LearningApi
{
    internal static void MapLearning(this IEndpointRouteBuilder group)
    {
        group.MapGet("proposals", ListAsync).WithSummary("Macros and FAQs that could be made of what people sent").WithDescription("Open ones first.");
        group.MapPost("proposals/{id}", DecideAsync).WithSummary("Approves or dismisses a proposal").WithDescription("decision is approve or dismiss. An approved macro is in the book at once, an approved FAQ is live at once. text is used in place of the proposed one.");
        group.MapGet("figures", FiguresAsync).WithSummary("How the desk does: replies, what became of suggestions, times");
    }

    private static async Task<Ok<IReadOnlyList<Proposal>>> ListAsync(Proposals proposals, CancellationToken cancellationToken) => TypedResults.Ok(await proposals.ListAsync(Tenants.Default, cancellationToken));

    private static async Task<Results<NoContent, ProblemHttpResult>> DecideAsync(string id, DecisionRequest request, Proposals proposals, CancellationToken cancellationToken)
    {
        var decision = request.Decision switch
        {
            "approve" => await proposals.ApproveAsync(Tenants.Default, id, request.Text, request.By, cancellationToken),
            "dismiss" => await proposals.DismissAsync(Tenants.Default, id, request.By, cancellationToken),
            _ => throw new ArgumentException($"decision is '{request.Decision}'; it must be approve or dismiss."),
        };
        return decision switch
        {
            ProposalDecision.Unknown => TypedResults.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is no such proposal", detail: $"No proposal has the id '{id}'. List them with GET /api/support/proposals."),
            ProposalDecision.Decided => TypedResults.Problem(statusCode: StatusCodes.Status409Conflict, title: "The proposal was decided before", detail: "GET /api/support/proposals says how."),
            _ => TypedResults.NoContent(),
        };
    }

    private static async Task<Ok<DeskFigures>> FiguresAsync(SqliteCaseStore store, SupportDatabase database, TimeProvider time, CancellationToken cancellationToken) => TypedResults.Ok(DeskFigures.Of(
        await store.AllAsync(Tenants.Default, cancellationToken), await OutcomeStore.AllAsync(database, Tenants.Default, cancellationToken), time.GetUtcNow()));
}

/// <summary>What is to become of a proposal.</summary>
internal sealed record DecisionRequest(string? Decision, string? By, string? Text = null);
