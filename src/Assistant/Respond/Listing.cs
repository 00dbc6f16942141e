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
        var order = question.Order is { } asked ? Order(asked)
            : question.Wishes.Any(wish => !wish.IsNegative) ? "those that fit best" : "those that guests rate best";
        var heading = evidence.Total > shown ? $"{evidence.Total} places match. The first {shown}, {order} first:" : shown == 1 ? "One place matches:" : $"{shown} places match, {order} first:";
        var ignored = question.Wishes.Where(wish => wish.IsNegative).Select(wish => $"\"{wish.Words}\"").ToList();
        return
        [
            new AnswerSentence(heading, [], 0),
            .. ignored.Count == 0 ? [] : new[] { new AnswerSentence($"What a place should not have is not filtered, so check: {string.Join(", ", ignored)}.", [], 0) },
            .. evidence.Places.SelectMany(place => place.Reasons).Select(reason => Quotation.Quote(evidence.Passages[reason.Ref - 1], reason.Span)),
        ];
    }

    private static string Order(PlaceOrder order) => order.Key switch
    {
        PlaceOrderKey.Price => order.HighestFirst ? "the dearest" : "the cheapest",
        PlaceOrderKey.GuestRating => "those that guests rate best",
        PlaceOrderKey.Stars => "those with the most stars",
        _ => "the nearest",
    };
}
