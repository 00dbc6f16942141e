namespace Assistant.Respond;

/// <summary>Names the places that were found, each by the sentence that says what kind of place it is, then by the sentences that say why it is listed.</summary>
public static class Listing
{
    /// <summary>The sentences of a listing: how many places there are, then each place. Of places in focus, what is told of them.</summary>
    public static IReadOnlyList<AnswerSentence> Of(Question question, Evidence evidence)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(evidence);
        if (question.Focus.Count > 0) return [.. evidence.Passages.Select(passage => Quotation.Quote(passage, passage.BestSentence))];
        var shown = evidence.Places.Count;
        var wishes = question.Wishes.Where(wish => !wish.IsNegative).Select(wish => wish.Words).ToHashSet();
        var (best, first) = Order(question.Order, evidence.Places.Any(place => place.Reasons.Any(reason => wishes.Contains(reason.Wish))));
        var heading = evidence.Total > shown ? $"{evidence.Total} places match. The {shown} {best}:" : shown == 1 ? "One place matches:" : $"{shown} places match, {first} first:";
        var ignored = question.Wishes.Where(wish => wish.IsNegative).Select(wish => $"\"{wish.Words}\"").ToList();
        return
        [
            new AnswerSentence(heading, [], 0),
            .. ignored.Count == 0 ? [] : new[] { new AnswerSentence($"What is not wanted was not filtered out: {string.Join(", ", ignored)}.", [], 0) },
            .. evidence.Places.SelectMany(place => place.Reasons).Select(reason => Quotation.Quote(evidence.Passages[reason.Ref - 1], reason.Span)),
        ];
    }

    private static (string Best, string First) Order(PlaceOrder? order, bool isByFit) => order switch
    {
        { Key: PlaceOrderKey.Price, HighestFirst: true } => ("dearest", "the dearest"),
        { Key: PlaceOrderKey.Price } => ("cheapest", "the cheapest"),
        { Key: PlaceOrderKey.Stars } => ("with the most stars", "those with the most stars"),
        { Key: PlaceOrderKey.Distance } => ("nearest", "the nearest"),
        null when isByFit => ("that fit best", "those that fit best"),
        _ => ("that guests rate best", "those that guests rate best"),
    };
}
