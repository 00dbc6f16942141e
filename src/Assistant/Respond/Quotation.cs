using Assistant.Text;

namespace Assistant.Respond;

/// <summary>Answers in the content's own words: verbatim sentences of the most relevant passages, each cited to the character.</summary>
public static class Quotation
{
    private const int RuleCharacters = 320; // a rule or an owner's answer is quoted up to this length: its exceptions matter
    private const int RuleCharactersInList = 200; // the same where several places are listed
    private const int GuestCharacters = 240; // of a guest, from the best sentence on: what comes next is often the point (eval/LOG.md, 2026-11-28)
    private const double NearlyAsGood = 0.9; // of the best relevance of a place
    private const double FarBehind = 0.6; // of the best relevance and of its coverage: below that, a passage only repeats or distracts

    /// <summary>
    /// The sentences to quote, best passage first, in the order of each passage. A sentence that says nothing new about its property is left out.
    /// </summary>
    /// <param name="question">The question: without a property in focus, each property says one thing.</param>
    /// <param name="evidence">Relevant passages.</param>
    /// <param name="maxSentences">Once so many are quoted, no further passage is begun; the one at hand is finished, for its exceptions matter.</param>
    public static IReadOnlyList<AnswerSentence> Of(Question question, Evidence evidence, int maxSentences)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(evidence);
        var quotes = Quotes(question, evidence, maxSentences);
        return evidence.Opinions.Count == 0 ? quotes : OpinionSummary.Over(quotes, evidence, maxSentences);
    }

    private static IReadOnlyList<AnswerSentence> Quotes(Question question, Evidence evidence, int maxSentences)
    {
        if (evidence.Passages.Count == 0) return [];
        var best = evidence.Passages[0];
        var close = evidence.Passages.Where(passage => passage.Relevance >= FarBehind * best.Relevance && (passage.Coverage >= FarBehind * best.Coverage || IsRival(passage, best)));
        var share = Math.Max(1, maxSentences / Math.Max(1, question.Focus.Count)); // a comparison lets each property speak
        var quotes = question.Focus.Count == 0
            ? Fulfilling(question, [.. close]).GroupBy(passage => passage.Passage.PropertyId).Select(Rule).Take(maxSentences).Select(passage => (Passage: passage, Ranges: (IEnumerable<Range>)[InList(passage)]))
            : close.Select(passage => (Passage: passage, Ranges: Ranges(passage, IsRival(passage, best))));

        var sentences = new List<AnswerSentence>();
        var said = new Dictionary<string, Said>();
        foreach (var (passage, ranges) in quotes)
        {
            if (!said.TryGetValue(passage.Passage.PropertyId, out var known)) said.Add(passage.Passage.PropertyId, known = new Said());
            if (known.Turns >= share && !IsRival(passage, best)) continue;
            var own = ranges.Select(range => Quote(passage, range)).Where(quote => known.IsNew(quote.Text, passage.Passage.Language)).ToList();
            known.Turns += passage.Passage.Tier == Tier.Guest ? Math.Min(1, own.Count) : own.Count; // a guest has the word once, however long
            sentences.AddRange(own);
        }

        // What is the rule comes before what somebody lived through, unless guests were asked for.
        return question.AsksGuests ? sentences : [.. sentences.OrderBy(sentence => evidence.Passages.Any(passage => passage.Ref == sentence.Citations[0].Ref && passage.Passage.Tier == Tier.Guest))];
    }

    /// <summary>One range of a passage as a sentence that is its own proof.</summary>
    public static AnswerSentence Quote(RankedPassage ranked, Range range)
    {
        ArgumentNullException.ThrowIfNull(ranked);
        var (start, length) = range.GetOffsetAndLength(ranked.Passage.Text.Length);
        return new AnswerSentence(
            ranked.Passage.Text.Substring(start, length), [new Citation(ranked.Ref, ranked.Passage.Id, start, start + length, ranked.Passage.ContentHash)], 1);
    }

    // Who looks for places with parking is not told of those without, as long as there are others.
    private static IReadOnlyList<RankedPassage> Fulfilling(Question question, IReadOnlyList<RankedPassage> passages)
    {
        var affirming = passages.Where(passage => !Claims.IsNegative(passage.Passage.Text[InList(passage)])).ToList();
        return affirming.Count == 0 || Claims.IsNegative(question.Standalone) ? passages : affirming;
    }

    // In a list a place's own rule, with its limits, says more than the amenity's bare name.
    private static RankedPassage Rule(IEnumerable<RankedPassage> passages)
    {
        var best = passages.First();
        return passages.FirstOrDefault(passage => passage.Passage.Kind == PassageKind.Policy && passage.Relevance >= NearlyAsGood * best.Relevance) ?? best;
    }

    // Of a rule what comes first, where its point is, and the sentence that matches best; of a rival guest that sentence and what follows, or all that is short; of other text that sentence alone.
    private static IEnumerable<Range> Ranges(RankedPassage ranked, bool isRival) =>
        IsRule(ranked.Passage) ? Sentences.Split(ranked.Passage.Text).Where(range => range.End.Value <= RuleCharacters || range.Equals(ranked.BestSentence))
        : isRival ? Told(ranked)
        : [ranked.BestSentence];

    // A guest who fits as well as the best there is, though rules have more to say: where they disagree, both must be heard.
    private static bool IsRival(RankedPassage passage, RankedPassage best) => passage.Passage.Tier == Tier.Guest && passage.Relevance >= NearlyAsGood * best.Relevance;

    // "They say the gate is open until 23:00." would say the opposite of what its guest goes on to tell.
    private static IEnumerable<Range> Told(RankedPassage ranked)
    {
        var best = ranked.Passage.Text.Length <= GuestCharacters ? 0 : ranked.BestSentence.Start.Value;
        return Sentences.Split(ranked.Passage.Text).Where(range => range.Equals(ranked.BestSentence)
            || (range.Start.Value >= best && range.End.Value <= best + GuestCharacters && !Instructions.IsOrder(ranked.Passage.Text[range])));
    }

    private static Range InList(RankedPassage ranked) =>
        IsRule(ranked.Passage) && ranked.Passage.Text.Length <= RuleCharactersInList ? .. : ranked.BestSentence;

    private static bool IsRule(Passage passage) =>
        passage.Kind is PassageKind.Faq or PassageKind.Policy || (passage.Kind == PassageKind.Fact && !passage.FieldPath.StartsWith("amenities/", StringComparison.Ordinal));

    // What was quoted of a property already, by content words; yes and no are kept apart, so that a contradiction is always new.
    private sealed class Said
    {
        private readonly HashSet<(string Term, bool IsNegative)> terms = [];

        internal int Turns { get; set; }

        internal bool IsNew(string text, string language)
        {
            var negative = Claims.IsNegative(text);
            var content = TextAnalyzer.Terms(text, language).Where(term => !Aspects.IsFunctionWord(term)).Select(term => (term, negative)).ToList();
            if (content.Count > 0 && terms.IsSupersetOf(content)) return false;
            terms.UnionWith(content);
            return true;
        }
    }
}
