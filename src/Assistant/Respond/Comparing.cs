namespace Assistant.Respond;

/// <summary>Lays places out beside one another: which has more or less, then what each one's content says, in the order in which they were named.</summary>
public static class Comparing
{
    /// <summary>The sentences of a comparison. Each place speaks, or it is said that nothing is known of it.</summary>
    public static IReadOnlyList<AnswerSentence> Of(Question question, Evidence evidence, int maxSentences)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(evidence);
        var comparison = evidence.Comparison ?? throw new ArgumentException("The evidence is of no comparison.", nameof(evidence));
        var share = Math.Max(1, maxSentences / Math.Max(1, comparison.Places.Count));
        var sentences = new List<AnswerSentence>();
        if (comparison.Summary is { } summary) sentences.Add(summary);
        foreach (var place in comparison.Places)
        {
            var facts = place.Facts.Select(fact => Quotation.Quote(evidence.Passages[fact.Ref - 1], fact.Span)).ToList();
            var isNumber = facts.Count > 0 && question.Compared is { Field: not ComparedField.None };
            var told = isNumber ? [] : Quotation.Of(
                question with { Focus = [.. question.Focus.Where(focus => focus.PropertyId == place.PropertyId)] },
                evidence with { Passages = [.. evidence.Passages.Where(passage => passage.Passage.PropertyId == place.PropertyId && passage.Relevance < 1)] }, share);
            var cited = told.SelectMany(quote => quote.Citations).Select(citation => citation.PassageId).ToHashSet();
            IReadOnlyList<AnswerSentence> own = [.. told, .. facts.Where(fact => !cited.Contains(fact.Citations[0].PassageId))];
            sentences.AddRange(own.Count > 0 ? own : [new AnswerSentence($"Nothing is known here about that at {place.Name}.", [], 0)]);
        }

        return sentences;
    }
}
