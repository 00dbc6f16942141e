using Assistant.Support.Cases;
using Assistant.Support.Send;
using Assistant.Support.Similar;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Assistant.Web.Api.Support;

/// <summary>What people do to a case: go on with its thread, read it anew, assign it, set its status, leave a note. Each returns the case as it is then.</summary>
internal static class CaseChangesApi
{
    internal static void MapCaseChanges(this IEndpointRouteBuilder group)
    {
        group.MapPost("cases/{id}/messages", AppendAsync).WithSummary("Goes on with the thread").WithDescription("A message of the asker opens a solved case again, and the case is read anew.");
        group.MapPost("cases/{id}/read", ReadAsync).WithSummary("Reads the case anew");
        group.MapPost("cases/{id}/assign", AssignAsync).WithSummary("Gives the case to somebody, or to nobody");
        group.MapPost("cases/{id}/status", StatusAsync).WithSummary("Sets the status: open, waiting, solved").WithDescription("Nothing is due while a case waits or is solved.");
        group.MapPost("cases/{id}/notes", NoteAsync).WithSummary("Leaves a note for the next person");
    }

    private static async Task<Results<Ok<CaseView>, ProblemHttpResult>> AppendAsync(string id, MessageRequest request, CaseChanges changes, CaseReadings readings, [AsParameters] CaseSource source, CancellationToken cancellationToken)
    {
        var message = new CaseMessage(request.From ?? throw new ArgumentException("from must be guest, owner or agent."), request.Text ?? "");
        if (!await changes.AppendAsync(Tenants.Default, id, message, cancellationToken)) return SupportApi.NoCase(id);
        if (message.From != Party.Agent) await readings.ReadAsync(Tenants.Default, id, anew: false, cancellationToken);
        return await source.ViewAsync(id, true, cancellationToken);
    }

    private static async Task<Results<Ok<CaseView>, ProblemHttpResult>> ReadAsync(string id, CaseReadings readings, [AsParameters] CaseSource source, CancellationToken cancellationToken) =>
        await source.ViewAsync(id, await readings.ReadAsync(Tenants.Default, id, anew: true, cancellationToken), cancellationToken);

    private static async Task<Results<Ok<CaseView>, ProblemHttpResult>> AssignAsync(string id, AssignRequest request, CaseChanges changes, [AsParameters] CaseSource source, CancellationToken cancellationToken) =>
        await source.ViewAsync(id, await changes.AssignAsync(Tenants.Default, id, request.To, request.By ?? "", cancellationToken), cancellationToken);

    private static async Task<Results<Ok<CaseView>, ProblemHttpResult>> StatusAsync(string id, StatusRequest request, CaseChanges changes, [AsParameters] CaseSource source, CancellationToken cancellationToken) =>
        await source.ViewAsync(
            id, await changes.SetStatusAsync(Tenants.Default, id, request.Status ?? throw new ArgumentException("status must be open, waiting or solved."), request.By ?? "", cancellationToken), cancellationToken);

    private static async Task<Results<Ok<CaseView>, ProblemHttpResult>> NoteAsync(string id, NoteRequest request, CaseChanges changes, [AsParameters] CaseSource source, CancellationToken cancellationToken) =>
        await source.ViewAsync(id, await changes.NoteAsync(Tenants.Default, id, request.Text ?? "", request.By ?? "", cancellationToken), cancellationToken);
}

/// <summary>What a view of a case is put together from.</summary>
internal sealed record CaseSource(SqliteCaseStore Store, SimilarCases Similar, Replies Replies, TimeProvider Time)
{
    internal async Task<Results<Ok<CaseView>, ProblemHttpResult>> ViewAsync(string id, bool isThere, CancellationToken cancellationToken) =>
        isThere && await CasesApi.ViewAsync(id, Store, Similar, Replies, Time, cancellationToken) is { } view ? TypedResults.Ok(view) : SupportApi.NoCase(id);
}

/// <summary>A message: of guest, owner or agent.</summary>
internal sealed record MessageRequest(Party? From, string? Text);

/// <summary>Who gets a case; null for nobody.</summary>
internal sealed record AssignRequest(string? To, string? By);

/// <summary>How far a case is.</summary>
internal sealed record StatusRequest(CaseStatus? Status, string? By);

/// <summary>A note.</summary>
internal sealed record NoteRequest(string? Text, string? By);
