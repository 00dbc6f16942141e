using Assistant.Rank;
using Assistant.Text;

namespace Assistant.Respond;

/// <summary>Answers in the content's own words: verbatim sentences of the most relevant passages, each cited to the character.</summary>
public static class Quotation
{
    private const int WholePassageCharacters = 320; // a rule or an owner's answer up to this length is quoted whole: its exceptions matter
    private const double FarBehind = 0.6; // of the best relevance: below it, a passage only repeats or distracts

    /// <summary>
    /// The sentences to quote: facts first, then the owner's words, then guests'; the best passage first within each.
    /// </summary>
    /// <param name="evidence">Relevant passages.</param>
    /// <param name="maxSentences">Sentences at most.</param>
    public static IReadOnlyList<AnswerSentence> Of(Evidence evidence, int maxSentences)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        if (evidence.Passages.Count == 0) return [];
        var best = evidence.Passages[0].Relevance;
        return [.. evidence.Passages.Where(passage => passage.Relevance >= FarBehind * best)
            .OrderBy(passage => passage.Passage.Tier).ThenBy(passage => passage.Ref)
            .SelectMany(passage => Ranges(passage).Select(range => Quote(passage, range)))
            .DistinctBy(sentence => sentence.Text).Take(maxSentences)];
    }

    /// <summary>One range of a passage as a sentence that is its own proof.</summary>
    public static AnswerSentence Quote(RankedPassage ranked, Range range)
    {
        ArgumentNullException.ThrowIfNull(ranked);
        var (start, length) = range.GetOffsetAndLength(ranked.Passage.Text.Length);
        return new AnswerSentence(
            ranked.Passage.Text.Substring(start, length), [new Citation(ranked.Ref, ranked.Passage.Id, start, start + length, ranked.Passage.ContentHash)], 1);
    }

    private static IEnumerable<Range> Ranges(RankedPassage ranked)
    {
        var passage = ranked.Passage;
        var whole = passage.Kind is PassageKind.Faq or PassageKind.Policy && passage.Text.Length <= WholePassageCharacters;
        return whole ? Sentences.Split(passage.Text) : [ranked.BestSentence];
    }
}
