using Assistant.Converse;
using Assistant.Text;

namespace Assistant.Support.Gaps;

/// <summary>Takes the questions that the guest chat refused out of the receipts, and keeps where it stopped.</summary>
internal sealed class ChatGaps(IConversationStore conversations, GapStore store)
{
    // Receipts come in the order of their questions and are stored when the answer ends: one that took longer than this is missed.
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromMinutes(5);

    /// <summary>Gives each refused question about one property to <paramref name="take"/>, with its conversation, the oldest first. One may come twice.</summary>
    internal async Task TakeAsync(string tenant, Func<GapQuestion, string, Task> take, CancellationToken cancellationToken)
    {
        var since = await store.ProgressAsync(tenant, cancellationToken);
        var refused = new List<Receipt>();
        var last = since;
        await foreach (var (receipt, _) in conversations.AnswersAsync(tenant, since - LongestAnswer, cancellationToken))
        {
            last = receipt.AskedAt > last || last is null ? receipt.AskedAt : last;
            if (IsGap(receipt)) refused.Add(receipt);
        }

        foreach (var receipt in refused)
        {
            await take(new GapQuestion(receipt.Question.Focus[0].PropertyId, receipt.Question.Standalone, GapSource.Chat, receipt.AnswerId, receipt.AskedAt), receipt.ConversationId);
        }

        if (last is { } instant && last != since) await store.KeepProgressAsync(tenant, instant, cancellationToken);
    }

    // Refused for want of content: not because nothing was asked, an unknown place was named, or a model was away.
    private static bool IsGap(Receipt receipt) =>
        receipt is { Verdict: Verdict.Refused, Notices: null, Question: { Focus.Count: 1, IsSmallTalk: false, AsksForPlaces: false, UnknownPlace: null } }
        && TextAnalyzer.Terms(receipt.Question.Standalone).Any(term => !Aspects.IsFunctionWord(term));
}
