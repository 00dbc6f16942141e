namespace Assistant.Respond;

/// <summary>Names the places that filters left, each by the sentence that says what kind of place it is.</summary>
public static class Listing
{
    /// <summary>The sentences of a listing: how many places there are, then one sentence a place. Of places in focus, what is told of them.</summary>
    public static IReadOnlyList<AnswerSentence> Of(Question question, Evidence evidence)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(evidence);
        if (question.Focus.Count > 0) return [.. evidence.Passages.Select(passage => Quotation.Quote(passage, passage.BestSentence))];
        var shown = evidence.Passages.Count;
        var heading = evidence.Total > shown ? $"{evidence.Total} places match. The {shown} that guests rate best:" : shown == 1 ? "One place matches:" : $"{shown} places match, those that guests rate best first:";
        return [new AnswerSentence(heading, [], 0), .. evidence.Passages.Select(passage => Quotation.Quote(passage, passage.BestSentence))];
    }
}
