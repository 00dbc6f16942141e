using Assistant.Text;

namespace Assistant.Verify;

/// <summary>A sentence as the model wrote it, and the passage numbers it cites.</summary>
public sealed record DraftSentence(string Text, IReadOnlyList<int> Refs);

/// <summary>What verification says of a sentence: the sentence to release, or why not.</summary>
public sealed record Verification(AnswerSentence? Sentence, string? Failure);

/// <summary>
/// Checks a written sentence against the passages it cites, before anyone reads it: its numbers, times, currencies and names must stand there,
/// each clause must affirm or deny what they do, and most of its content words must be theirs. A sentence about a place is held to that place.
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

        var places = Places(draft.Text, cited!);
        var checks = places.Select(place => Check(draft.Text, place, places, minSupport)).ToList();
        return checks.FirstOrDefault(check => check.Failure is not null) ?? new Verification(
            new AnswerSentence(draft.Text, [.. checks.SelectMany(check => check.Sentence!.Citations)], checks.Min(check => check.Sentence!.Support)), null);
    }

    // A sentence about a place is proved by that place's passages alone. One that names none, or several, speaks of each of them.
    private static List<List<RankedPassage>> Places(string text, List<RankedPassage> cited)
    {
        var places = cited.GroupBy(ranked => ranked.Passage.PropertyId).Select(place => place.ToList()).ToList();
        if (places.Count == 1) return places;
        var capitals = Claims.Capitals(text);
        var named = places.Where(place => Claims.Words(Name(place)).Except(places.Where(other => other != place).SelectMany(other => Claims.Words(Name(other)))).Any(capitals.Contains)).ToList();
        return named.Count > 0 ? named : places;
    }

    private static Verification Check(string text, List<RankedPassage> place, List<List<RankedPassage>> places, double minSupport)
    {
        var names = string.Join(' ', places.Select(Name)); // who is meant proves nothing of what is said
        var content = Content(text).Except(Content(places.Count == 1 ? names : $"{names} both each all")).ToHashSet();
        if (content.Count == 0) content = Content(text);
        var unnamed = Name(place) is { Length: > 0 } name ? text.Replace(name, " ", StringComparison.OrdinalIgnoreCase) : text; // "25hours" counts nothing
        var claims = new HashSet<string>([.. Claims.Claimed(unnamed), .. Claims.Names(text).Except(Claims.Words(names))]);
        var spans = place.Select(ranked => Supporting(ranked, content, claims)).ToList();

        var stated = spans.SelectMany(span => span.Facts).ToHashSet();
        var amounts = Measures.Amounts(unnamed);
        var exact = place.SelectMany(ranked => Claims.Facts(ranked.Passage.Text)).ToHashSet();
        var missing = claims.FirstOrDefault(claim => (!stated.Contains(claim) && !stated.Contains($"{claim}s")) || (amounts.Contains(claim) && !exact.Contains(claim))); // Friday, Fridays
        if (missing is not null) return Withheld($"'{missing}' is not in what it cites");
        if (Claims.UncommonOpener(text) is { } opener && !Claims.Words($"{names} {All(place)}").Contains(opener) && !Content(All(place)).Overlaps(Content(opener)))
        {
            return Withheld($"'{opener}' is not in what it cites");
        }

        if (Contradictions.Of(unnamed, [.. place.Select(ranked => ranked.Passage)]) is { } contradiction) return Withheld(contradiction);

        var words = spans.SelectMany(span => span.Content).ToHashSet();
        var support = content.Count == 0 ? 0 : (double)content.Count(words.Contains) / content.Count;
        if (support < (places.Count == 1 ? minSupport : 1)) return Withheld($"only {support:0.00} of its content is in what it cites");
        return new Verification(new AnswerSentence(text, [.. spans.SelectMany(span => span.Citations)], Math.Round(support, 4)), null);
    }

    private static string Name(List<RankedPassage> place) => place[0].Passage.PropertyName;

    private static string All(List<RankedPassage> place) => string.Join(' ', place.Select(ranked => $"{ranked.Passage.Heading} {ranked.Passage.Text}"));

    private static Verification Withheld(string reason) => new(null, reason);

    internal static HashSet<string> Content(string text) => [.. TextAnalyzer.Terms(text).Where(term => !Aspects.IsFunctionWord(term))];

    // The sentence of the passage that shares most with the claim; then others, as long as each brings a claim that is still missing.
    private static Span Supporting(RankedPassage ranked, HashSet<string> content, HashSet<string> claims)
    {
        var passage = ranked.Passage;
        var context = $"{passage.PropertyName} {passage.Heading}";
        var sentences = Sentences.Split(passage.Text).Select(range => new Candidate(range, passage.Text[range])).ToList();
        var best = sentences.MaxBy(sentence => sentence.Content.Count(content.Contains) + sentence.Facts.Count(claims.Contains))!;
        var chosen = new List<Candidate> { best };
        HashSet<string> facts = [.. best.Facts, .. Claims.Words(context)];
        while (sentences.Except(chosen).MaxBy(sentence => sentence.Facts.Count(fact => claims.Contains(fact) && !facts.Contains(fact))) is { } next
            && next.Facts.Any(fact => claims.Contains(fact) && !facts.Contains(fact)))
        {
            chosen.Add(next);
            facts.UnionWith(next.Facts);
        }

        var citations = chosen.OrderBy(sentence => sentence.Range.Start.Value)
            .Select(sentence => new Citation(ranked.Ref, passage.Id, sentence.Range.Start.Value, sentence.Range.End.Value, passage.ContentHash));
        return new Span([.. citations], facts, [.. chosen.SelectMany(sentence => sentence.Content), .. Content(context)]);
    }

    private sealed record Span(IReadOnlyList<Citation> Citations, HashSet<string> Facts, HashSet<string> Content);

    private sealed record Candidate(Range Range, string Text)
    {
        internal HashSet<string> Content { get; } = SentenceVerifier.Content(Text);

        internal HashSet<string> Facts { get; } = [.. Claims.Stated(Text), .. Claims.Words(Text)];
    }
}
