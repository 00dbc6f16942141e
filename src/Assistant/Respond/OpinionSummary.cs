using Assistant.Text;

namespace Assistant.Respond;

/// <summary>Counts what guests make of something, each guest once, and lets both sides speak.</summary>
public static class OpinionSummary
{
    /// <summary>
    /// The counting sentence and quotes: facts and owners' words first, then the count, the most relevant content guest, the most relevant
    /// dissatisfied one, and what else is quoted, up to <paramref name="maxSentences"/> quotes of guests.
    /// </summary>
    /// <param name="quotes">What would be quoted without the count.</param>
    /// <param name="evidence">With its opinions.</param>
    /// <param name="maxSentences">Quotes of guests at most.</param>
    internal static IReadOnlyList<AnswerSentence> Over(IReadOnlyList<AnswerSentence> quotes, Evidence evidence, int maxSentences)
    {
        var guests = evidence.Passages.Where(passage => passage.Passage.Tier == Tier.Guest).Select(passage => passage.Ref).ToHashSet();
        var sides = new[] { Polarity.Good, Polarity.Bad }.Select(side => evidence.Opinions.FirstOrDefault(opinion => opinion.Polarity == side)).OfType<Opinion>()
            .Select(opinion => Quotation.Quote(opinion.Passage, opinion.Sentence));
        var said = sides.Concat(quotes.Where(quote => guests.Contains(quote.Citations[0].Ref))).DistinctBy(quote => (quote.Citations[0].Ref, quote.Citations[0].Start));
        return [.. quotes.Where(quote => !guests.Contains(quote.Citations[0].Ref)), Count(evidence.Opinions), .. said.Take(maxSentences)];
    }

    /// <summary>
    /// "Of 9 guests who judge this, 7 sound content and 2 sound displeased": it is read off their words. A guest with several passages counts once, and as both where they differ. It
    /// cites every passage that was counted. Its support is 1: it says nothing beyond what was counted.
    /// </summary>
    public static AnswerSentence Count(IReadOnlyList<Opinion> opinions)
    {
        ArgumentNullException.ThrowIfNull(opinions);
        var guests = opinions.GroupBy(opinion => opinion.Guest).Select(guest => PolarityReader.Joined(guest.Select(opinion => opinion.Polarity))).ToList();
        var all = guests.Count;
        var parts = new[] { (Polarity.Good, "sounds content", "sound content"), (Polarity.Bad, "sounds displeased", "sound displeased"), (Polarity.Mixed, "is in two minds", "are in two minds") }
            .Select(side => (Count: guests.Count(guest => guest == side.Item1), One: side.Item2, Many: side.Item3)).Where(side => side.Count > 0).ToList();
        var texts = parts.Select(side => $"{side.Count} {(side.Count == 1 ? side.One : side.Many)}").ToList();
        var text = parts.Count == 1
            ? $"{all} guests judge this, and all {parts[0].Many}."
            : $"Of {all} guests who judge this, {string.Join(", ", texts[..^1])} and {texts[^1]}.";
        return new AnswerSentence(text, [.. opinions.Select(Cite)], 1);
    }

    private static Citation Cite(Opinion opinion)
    {
        var passage = opinion.Passage.Passage;
        var (start, length) = opinion.Sentence.GetOffsetAndLength(passage.Text.Length);
        return new Citation(opinion.Passage.Ref, passage.Id, start, start + length, passage.ContentHash);
    }
}
