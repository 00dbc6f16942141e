using Assistant.Converse;

namespace Assistant.Evaluation.Training;

/// <summary>Keeps the last receipt only: for runs that ask thousands of questions, one after another.</summary>
public sealed class NoConversations : IConversationStore
{
    /// <summary>The receipt of the last answer.</summary>
    public Receipt? Last { get; private set; }

    /// <inheritdoc/>
    public Task<IReadOnlyList<Turn>?> HistoryAsync(string tenant, string conversationId, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Turn>?>(null);

    /// <inheritdoc/>
    public Task AppendAsync(Receipt receipt, CancellationToken cancellationToken)
    {
        Last = receipt;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<Receipt?> FindReceiptAsync(string tenant, string answerId, CancellationToken cancellationToken) => Task.FromResult(Last?.AnswerId == answerId ? Last : null);

    /// <inheritdoc/>
    public Task<bool> RateAsync(string tenant, Feedback feedback, CancellationToken cancellationToken) => Task.FromResult(false);

    /// <inheritdoc/>
    public IAsyncEnumerable<RatedAnswer> RatedAsync(string tenant, CancellationToken cancellationToken) => AsyncEnumerable.Empty<RatedAnswer>();

    /// <inheritdoc/>
    public IAsyncEnumerable<KeptAnswer> AnswersAsync(string tenant, DateTimeOffset? since, CancellationToken cancellationToken) => AsyncEnumerable.Empty<KeptAnswer>();
}
