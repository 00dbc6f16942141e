using Assistant.Index;
using Assistant.Support.Gaps;
using Assistant.Support.Gaps.Contradictions;
using Assistant.Web.Support;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Assistant.Web.Api.Support;

/// <summary><c>/api/support/gaps</c> and <c>/api/support/contradictions</c>: what content does not say, and what it says in two ways.</summary>
internal static class GapsApi
{
    internal static void MapGaps(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/support").WithTags("Content gaps").RequireScopeOrHome(AccessKey.Support);
        group.MapGet("/gaps", ListAsync).WithSummary("Questions that content has no answer to").WithDescription("The costliest first. state is open or answered; without it both are listed.");
        group.MapPost("/gaps/link", Link).WithSummary("A link for the owner of a property").WithDescription("It opens the property's report and lets its gaps be answered, nothing else, for a month.");
        var owners = routes.MapGroup("/api/support").WithTags("Content gaps").RequireScopeHomeOrOwner(AccessKey.Support);
        owners.MapGet("/gaps/report", ReportAsync).WithSummary("A property's report for its owner").WithDescription("In plain words, as Markdown, with the gaps and contradictions it was made of.");
        group.MapPost("/gaps", AddAsync).WithSummary("Reports a question that has no answer");
        owners.MapPost("/gaps/{id}/answer", AnswerAsync).WithSummary("Answers a gap").WithDescription("The answer goes live as a FAQ, and the gap's questions are asked again: answeredNow of asked find it.");
        group.MapPost("/gaps/{id}/dismiss", DismissAsync).WithSummary("Says that a gap is none");
        group.MapGet("/contradictions", ContradictionsAsync).WithSummary("What a property's content says in two ways").WithDescription("Without a property, of all of them.");
    }

    private static async Task<Ok<ListedGaps>> ListAsync(string? property, string? state, GapLog gaps, CancellationToken cancellationToken)
    {
        GapState? wanted = state?.ToLowerInvariant() switch
        {
            null or "" => null,
            "open" => GapState.Open,
            "answered" => GapState.Answered,
            _ => throw new ArgumentException($"The state is '{state}'. Send open or answered, or leave it out."),
        };
        var found = await gaps.ListAsync(Tenants.Default, Given(property), wanted, cancellationToken);
        return TypedResults.Ok(new ListedGaps(found, found.Count));
    }

    private static async Task<Results<Ok<OwnerReport>, ProblemHttpResult>> ReportAsync(string? property, HttpContext http, GapLog gaps, ContradictionFinder finder, IPassageIndex index, CancellationToken cancellationToken)
    {
        if (Access.OwnerOf(http) is { } own && own != Given(property)) return NotTheirs();
        if (Given(property) is not { } id) throw new ArgumentException("No property is named. Send property=ID.");
        if (await index.FindPropertyAsync(Tenants.Default, id, cancellationToken) is not { } known) return NoProperty(id);
        return TypedResults.Ok(OwnerReport.Of(
            id, known.Name, await gaps.ListAsync(Tenants.Default, id, null, cancellationToken), await finder.FindAsync(Tenants.Default, id, cancellationToken)));
    }

    private static async Task<Created<AddedGap>> AddAsync(NewGap request, GapLog gaps, CancellationToken cancellationToken)
    {
        var id = await gaps.AddAsync(Tenants.Default, new GapQuestion(request.Property ?? "", request.Question ?? "", GapSource.Report, null, DateTimeOffset.UtcNow), cancellationToken);
        return TypedResults.Created($"/api/support/gaps?property={Uri.EscapeDataString(request.Property!)}", new AddedGap(id));
    }

    private static async Task<Results<Ok<AnsweredGap>, ProblemHttpResult>> AnswerAsync(string id, GapAnswer request, HttpContext http, GapAnswers answers, CancellationToken cancellationToken)
    {
        var own = Access.OwnerOf(http);
        return await answers.AnswerAsync(Tenants.Default, id, request.Answer ?? "", request.Question, own is null ? request.By ?? "" : "The owner", own, cancellationToken) is { } answered ? TypedResults.Ok(answered) : NoGap(id);
    }

    private static async Task<Results<Ok<OwnerLink>, ProblemHttpResult>> Link(NewOwnerLink request, OwnerLinks links, IPassageIndex index, CancellationToken cancellationToken)
    {
        if (Given(request.Property) is not { } id) throw new ArgumentException("No property is named. Send property.");
        if (await index.FindPropertyAsync(Tenants.Default, id, cancellationToken) is null) return NoProperty(id);
        var (key, until) = links.Create(id);
        return TypedResults.Ok(new OwnerLink($"/owner/?property={Uri.EscapeDataString(id)}#{key}", until)); // behind the #, which no server logs
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DismissAsync(string id, GapDismissal request, GapLog gaps, CancellationToken cancellationToken) =>
        await gaps.DismissAsync(Tenants.Default, id, request.By ?? "", request.Reason ?? "", cancellationToken) ? TypedResults.NoContent() : NoGap(id);

    private static async Task<Results<Ok<ListedContradictions>, ProblemHttpResult>> ContradictionsAsync(string? property, ContradictionFinder finder, IPassageIndex index, CancellationToken cancellationToken)
    {
        if (Given(property) is { } id && await index.FindPropertyAsync(Tenants.Default, id, cancellationToken) is null) return NoProperty(id);
        var found = await finder.FindAsync(Tenants.Default, Given(property), cancellationToken);
        return TypedResults.Ok(new ListedContradictions(found, found.Count));
    }

    private static string? Given(string? property) => string.IsNullOrWhiteSpace(property) ? null : property;

    private static ProblemHttpResult NoGap(string id) =>
        TypedResults.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is no such gap", detail: $"No gap has the id '{id}'. GET /api/support/gaps lists them.");

    private static ProblemHttpResult NotTheirs() =>
        TypedResults.Problem(statusCode: StatusCodes.Status403Forbidden, title: "The link is another property's", detail: "Each property has a link of its own. Ask the support desk for it.");

    private static ProblemHttpResult NoProperty(string id) =>
        TypedResults.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is no such property", detail: $"No property has the id '{id}'. GET /api/properties lists them.");
}

/// <summary>All gaps that were asked for.</summary>
internal sealed record ListedGaps(IReadOnlyList<Gap> Items, int Total);

/// <summary>All contradictions that were asked for.</summary>
internal sealed record ListedContradictions(IReadOnlyList<Contradiction> Items, int Total);

/// <summary>The property that a link is wanted for.</summary>
internal sealed record NewOwnerLink(string? Property);

/// <summary>A link for an owner, from this site's root, and until when it opens.</summary>
internal sealed record OwnerLink(string Path, DateTimeOffset Until);

/// <summary>A reported gap.</summary>
internal sealed record NewGap(string? Property, string? Question);

/// <summary>The gap that a report became part of.</summary>
internal sealed record AddedGap(string Id);

/// <summary>An owner's answer: the question in the owner's words, if they like, and who answers.</summary>
internal sealed record GapAnswer(string? Answer, string? Question, string? By);

/// <summary>Who says that a gap is none, and why.</summary>
internal sealed record GapDismissal(string? By, string? Reason);
