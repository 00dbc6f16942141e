using Assistant.Text;

namespace Assistant.Verify;

/// <summary>A sentence as the model wrote it, and the passage numbers it cites.</summary>
public sealed record DraftSentence(string Text, IReadOnlyList<int> Refs);

/// <summary>What verification says of a sentence: the sentence to release, or why not.</summary>
public sealed record Verification(AnswerSentence? Sentence, string? Failure);

/// <summary>
/// Checks a written sentence against the passages it cites, before anyone reads it: its numbers, times, currencies and names must stand there,
/// its polarity must be theirs, and most of its content words must be theirs.
/// </summary>
public static class SentenceVerifier
{
    /// <summary>
    /// Verifies one sentence.
    /// </summary>
    /// <param name="draft">The sentence and its references.</param>
    /// <param name="evidence">The passages it may cite.</param>
    /// <param name="minSupport">The least share (0 to 1) of its content that must stand in the cited spans.</param>
    /// <returns>The sentence with the spans that support it, or the reason it is withheld.</returns>
    public static Verification Verify(DraftSentence draft, Evidence evidence, double minSupport)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(evidence);
        var cited = draft.Refs.Distinct().Select(reference => evidence.Passages.FirstOrDefault(passage => passage.Ref == reference)).ToList();
        if (cited.Count == 0) return Withheld("it cites nothing");
        if (cited.Any(passage => passage is null)) return Withheld("it cites a passage that does not exist");

        var content = Content(draft.Text);
        var claims = new HashSet<string>([.. Claims.Facts(draft.Text), .. Claims.Names(draft.Text)]);
        var spans = cited.Select(passage => Supporting(passage!, content, claims)).ToList();

        var stated = spans.SelectMany(span => span.Facts).ToHashSet();
        if (claims.FirstOrDefault(claim => !stated.Contains(claim)) is { } missing) return Withheld($"'{missing}' is not in what it cites");
        var negative = Claims.IsNegative(draft.Text);
        if (spans.All(span => span.IsNegative != negative)) return Withheld(negative ? "it denies what the passage says" : "the passage denies what it says");

        var words = spans.SelectMany(span => span.Content).ToHashSet();
        var support = content.Count == 0 ? 0 : (double)content.Count(words.Contains) / content.Count;
        if (support < minSupport) return Withheld($"only {support:0.00} of its content is in what it cites");
        return new Verification(new AnswerSentence(draft.Text, [.. spans.SelectMany(span => span.Citations)], Math.Round(support, 4)), null);
    }

    private static Verification Withheld(string reason) => new(null, reason);

    private static HashSet<string> Content(string text) => [.. TextAnalyzer.Terms(text).Where(term => !Aspects.IsFunctionWord(term))];

    // The sentence of the passage that shares most with the claim; then others, as long as each brings a claim that is still missing.
    private static Span Supporting(RankedPassage ranked, HashSet<string> content, HashSet<string> claims)
    {
        var passage = ranked.Passage;
        var context = $"{passage.PropertyName} {passage.Heading}";
        var sentences = Sentences.Split(passage.Text).Select(range => new Candidate(range, passage.Text[range])).ToList();
        var best = sentences.MaxBy(sentence => sentence.Content.Count(content.Contains) + sentence.Facts.Count(claims.Contains))!;
        var chosen = new List<Candidate> { best };
        HashSet<string> facts = [.. best.Facts, .. Claims.Stated(context), .. Claims.Words(context)];
        while (sentences.Except(chosen).MaxBy(sentence => sentence.Facts.Count(fact => claims.Contains(fact) && !facts.Contains(fact))) is { } next
            && next.Facts.Any(fact => claims.Contains(fact) && !facts.Contains(fact)))
        {
            chosen.Add(next);
            facts.UnionWith(next.Facts);
        }

        var citations = chosen.OrderBy(sentence => sentence.Range.Start.Value)
            .Select(sentence => new Citation(ranked.Ref, passage.Id, sentence.Range.Start.Value, sentence.Range.End.Value, passage.ContentHash));
        return new Span([.. citations], facts, [.. chosen.SelectMany(sentence => sentence.Content), .. Content(context)], Claims.IsNegative(best.Text));
    }

    private sealed record Span(IReadOnlyList<Citation> Citations, HashSet<string> Facts, HashSet<string> Content, bool IsNegative);

    private sealed record Candidate(Range Range, string Text)
    {
        internal HashSet<string> Content { get; } = SentenceVerifier.Content(Text);

        internal HashSet<string> Facts { get; } = [.. Claims.Stated(Text), .. Claims.Words(Text)];
    }
}
