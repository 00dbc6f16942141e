namespace Assistant.Understand;

/// <summary>What was read out of a message: filters, and the words that gave each.</summary>
public sealed record FilterReading(Filters Filters, IReadOnlyList<FilterMention> Mentions)
{
    /// <summary>The order in which places are asked for; null where none is.</summary>
    public PlaceOrder? Order { get; init; }

    /// <summary>Whether the message looks for places; only then do amenities and nearness become filters.</summary>
    public bool IsSearch { get; init; }

    /// <summary>What a search wishes beside the filters.</summary>
    public IReadOnlyList<PlaceWish> Wishes { get; init; } = [];
}
