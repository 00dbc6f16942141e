using Assistant.Support.Learn;
using Assistant.Support.Send;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Assistant.Web.Api.Support;

/// <summary><c>POST /cases/{id}/reply</c>, <c>undo</c> and <c>reject</c>.</summary>
internal static class RepliesApi
{
    internal static void MapReplies(this IEndpointRouteBuilder group)
    {
        group.MapPost("cases/{id}/reply", ReplyAsync).WithSummary("Queues a reply")
            .WithDescription("It is sent when the time to take it back is over (Support:UndoSeconds), with personal data in the place of its placeholders. Then the case waits for the asker, or is solved (solve). One that failed is sent again by the same call. promises holds the sentences that offer what neither the content nor the macro grants: look at them while there is time.");
        group.MapPost("cases/{id}/undo", UndoAsync).WithSummary("Takes a queued reply back");
        group.MapPost("cases/{id}/reject", RejectAsync).WithSummary("Says that the suggestion is of no use").WithDescription("It is kept with its reason, to learn from. The case stays as it is.");
    }

    private static async Task<Results<Ok<ReplyView>, ProblemHttpResult>> ReplyAsync(string id, ReplyRequest request, Replies replies, CancellationToken cancellationToken)
    {
        var source = CasesApi.One<ReplySource>("source", request.Source) ?? throw new ArgumentException("source must be suggestion, macro or own.");
        var (change, reply) = await replies.QueueAsync(Tenants.Default, id, new ReplyDraft(request.Text, source, request.Macro, request.By, request.Solve), cancellationToken);
        return change switch
        {
            ReplyChange.NoCase => SupportApi.NoCase(id),
            ReplyChange.AlreadyQueued => SupportApi.Conflict("A reply waits to be sent already. Take it back first, with POST undo."),
            _ => TypedResults.Ok(ReplyView.Of(reply!)),
        };
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> UndoAsync(string id, ByRequest request, Replies replies, CancellationToken cancellationToken) =>
        await replies.UndoAsync(Tenants.Default, id, request.By, cancellationToken) switch
        {
            ReplyChange.NoCase => SupportApi.NoCase(id),
            ReplyChange.Done => TypedResults.NoContent(),
            _ => SupportApi.Conflict("No reply waits to be sent. What is sent cannot be taken back."),
        };

    private static async Task<Results<NoContent, ProblemHttpResult>> RejectAsync(string id, RejectRequest request, OutcomeStore outcomes, CancellationToken cancellationToken) =>
        await outcomes.RejectAsync(Tenants.Default, id, request.By, request.Reason, cancellationToken) ? TypedResults.NoContent() : SupportApi.NoCase(id);
}

/// <summary>A reply to send: what it was made from (<c>suggestion</c>, <c>macro</c> with its id, <c>own</c>), and whether the case is solved with it.</summary>
internal sealed record ReplyRequest(string? Text, string? Source, string? Macro, string? By, bool Solve = false);

/// <summary>Why a suggestion is of no use.</summary>
internal sealed record RejectRequest(string? By, string? Reason);
