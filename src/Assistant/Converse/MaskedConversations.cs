using Assistant.Privacy;

namespace Assistant.Converse;

/// <summary>Masks what guests wrote before <paramref name="store"/> keeps it: questions, what repeats them, and reasons of ratings.</summary>
public sealed class MaskedConversations(IConversationStore store) : IConversationStore
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<Turn>?> HistoryAsync(string tenant, string conversationId, CancellationToken cancellationToken) => store.HistoryAsync(tenant, conversationId, cancellationToken);

    /// <inheritdoc/>
    public Task AppendAsync(Receipt receipt, CancellationToken cancellationToken) => store.AppendAsync(MaskedReceipt.Of(receipt), cancellationToken);

    /// <inheritdoc/>
    public Task<Receipt?> FindReceiptAsync(string tenant, string answerId, CancellationToken cancellationToken) => store.FindReceiptAsync(tenant, answerId, cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> RateAsync(string tenant, Feedback feedback, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(feedback);
        if (feedback.Reason is not { Length: > 0 } reason) return await store.RateAsync(tenant, feedback, cancellationToken);
        var receipt = await store.FindReceiptAsync(tenant, feedback.AnswerId, cancellationToken);
        var known = receipt is null ? [] : MaskedReceipt.KnownNames(receipt);
        return await store.RateAsync(tenant, feedback with { Reason = new Masker(known).Mask(reason) }, cancellationToken);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<RatedAnswer> RatedAsync(string tenant, CancellationToken cancellationToken) => store.RatedAsync(tenant, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<KeptAnswer> AnswersAsync(string tenant, DateTimeOffset? since, CancellationToken cancellationToken) => store.AnswersAsync(tenant, since, cancellationToken);
}
