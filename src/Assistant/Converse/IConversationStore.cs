namespace Assistant.Converse;

/// <summary>Keeps conversations and receipts. Safe for concurrent use.</summary>
public interface IConversationStore
{
    /// <summary>The turns of a conversation, oldest first; null where there is no such conversation.</summary>
    Task<IReadOnlyList<Turn>?> HistoryAsync(string tenant, string conversationId, CancellationToken cancellationToken);

    /// <summary>Stores an answer: its receipt, and the question and answer as turns of its conversation.</summary>
    Task AppendAsync(Receipt receipt, CancellationToken cancellationToken);

    /// <summary>A receipt by its answer id, or null.</summary>
    Task<Receipt?> FindReceiptAsync(string tenant, string answerId, CancellationToken cancellationToken);

    /// <summary>Keeps a guest's word on an answer, in place of an earlier one; false where there is no such answer.</summary>
    Task<bool> RateAsync(string tenant, Feedback feedback, CancellationToken cancellationToken);

    /// <summary>Every answer that was rated, the oldest word first.</summary>
    IAsyncEnumerable<RatedAnswer> RatedAsync(string tenant, CancellationToken cancellationToken);

    /// <summary>Every answer since an instant (null: all), rated or not, the oldest first.</summary>
    IAsyncEnumerable<KeptAnswer> AnswersAsync(string tenant, DateTimeOffset? since, CancellationToken cancellationToken);
}
