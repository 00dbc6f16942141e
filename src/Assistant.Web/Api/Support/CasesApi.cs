using System.ComponentModel;
using Assistant.Support.Cases;
using Assistant.Support.Reply;
using Assistant.Support.Send;
using Assistant.Support.Similar;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Assistant.Web.Api.Support;

/// <summary><c>GET /cases</c> and <c>GET /cases/{id}</c>.</summary>
internal static class CasesApi
{
    private const int LargestPage = 200;
    private const int SimilarShown = 5;

    internal static void MapCases(this IEndpointRouteBuilder group)
    {
        group.MapGet("cases", ListAsync).WithSummary("The queue of cases").WithDescription("What is due first comes first, then the latest changed. assignee=none lists what nobody works on; q looks for words as they begin, in texts, names of places and ids. An empty parameter is as none.");
        group.MapGet("cases/{id}", FindAsync).WithSummary("One case: its thread, what is suggested, similar cases, notes, history and the reply");
    }

    private static async Task<Ok<CaseList>> ListAsync(
        CaseListing queue, TimeProvider time, CancellationToken cancellationToken, string? status = null, string? assignee = null, string? property = null, string? action = null, string? restricted = null,
        string? q = null, [Description("From 1.")] int page = 1, [Description("1 to 200.")] int pageSize = 50)
    {
        if (page < 1) throw new ArgumentException($"page is {page}; pages count from 1.");
        if (pageSize is < 1 or > LargestPage) throw new ArgumentException($"pageSize is {pageSize}; it must be between 1 and {LargestPage}.");
        var filter = new CaseFilter(
            One<CaseStatus>(nameof(status), status), Given(assignee), Given(property), One<SuggestedAction>(nameof(action), action),
            Given(restricted) is null ? null : bool.TryParse(restricted, out var isRestricted) ? isRestricted : throw new ArgumentException($"restricted is '{restricted}'; it must be true or false."), Given(q));
        var found = await queue.ListAsync(Tenants.Default, filter, page, pageSize, cancellationToken);
        var now = time.GetUtcNow();
        return TypedResults.Ok(new CaseList([.. found.Items.Select(stored => CaseRow.Of(stored, now))], found.Total, page, pageSize, found.Counts));
    }

    private static async Task<Results<Ok<CaseView>, ProblemHttpResult>> FindAsync(
        string id, SqliteCaseStore store, SimilarCases similar, Replies replies, TimeProvider time, CancellationToken cancellationToken) =>
        await ViewAsync(id, store, similar, replies, time, cancellationToken) is { } view ? TypedResults.Ok(view) : SupportApi.NoCase(id);

    internal static async Task<CaseView?> ViewAsync(string id, SqliteCaseStore store, SimilarCases similar, Replies replies, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(Tenants.Default, id, cancellationToken) is not { } stored) return null;
        return CaseView.Of(
            stored, await similar.OfAsync(stored, SimilarShown, cancellationToken), await store.NotesAsync(Tenants.Default, id, cancellationToken), await store.HistoryAsync(Tenants.Default, id, cancellationToken),
            await replies.LatestAsync(Tenants.Default, id, cancellationToken), time.GetUtcNow());
    }

    /// <summary>An enum's member by its name; null where none is given.</summary>
    internal static T? One<T>(string field, string? text)
        where T : struct, Enum =>
        Given(text) is null ? null
        : Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) && char.IsLetter(text![0]) ? value
        : throw new ArgumentException($"{field} is '{text}'; it must be one of {string.Join(", ", Enum.GetNames<T>().Select(name => name.ToLowerInvariant()))}.");

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>A page of the queue; <paramref name="Total"/> counts all pages, <paramref name="Counts"/> all cases.</summary>
internal sealed record CaseList(IReadOnlyList<CaseRow> Items, int Total, int Page, int PageSize, CaseCounts Counts);
