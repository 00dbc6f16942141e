using Assistant.Text;

namespace Assistant.Rank;

/// <summary>
/// What the relevance of a passage is judged by, read off its best sentence. All values are near 0 to 1, so weights compare.
/// </summary>
public static class RelevanceFeatures
{
    /// <summary>The features in the order of the vector; a model file names them so that it cannot be read wrongly.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "exact", "soft", "aspects", "heading", "focused", "bm25", "bm25PerTerm", "bm25Lead", "dense", "denseLead", "length", "terms", "tier", "faq", "amount", "direct", "directSoft",
    ];

    private const int SoftIndex = 1;
    private const double Bm25Scale = 20; // about the best score of a long question
    private const double Bm25PerTermScale = 10; // about the score of one rare term

    /// <summary>
    /// The features of one sentence of a candidate.
    /// </summary>
    /// <param name="question">The terms of the question.</param>
    /// <param name="candidate">The passage and its search scores.</param>
    /// <param name="sentence">The sentence's text.</param>
    /// <param name="best">The best scores among the candidates of the passage's property.</param>
    /// <returns><c>double[<see cref="Names"/>.Count]</c>.</returns>
    public static double[] Of(QuestionTerms question, Candidate candidate, string sentence, BestScores best)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(candidate);
        var passage = candidate.Passage;
        var names = TextAnalyzer.Terms(passage.PropertyName).ToHashSet();
        var own = Own(sentence, question, passage.Language, names);
        var heading = passage.Heading is null ? null : Own(passage.Heading, question, passage.Language, names);
        HashSet<string> all = heading is null || passage.Tier == Tier.Guest ? own : [.. own, .. heading]; // a review's title is no question it answers
        var aspects = Aspects.Of(all);

        var soft = Share(question.Content, term => all.Contains(term) || question.AspectsByTerm[term].Overlaps(aspects));
        var focused = Share(all, question.Touches);
        var direct = passage.Tier == Tier.Owner ? 0 : 1; // facts and reviews come to the point in a sentence; owners' texts lead up to it
        var (bm25, dense) = (candidate.SparseScore ?? 0, candidate.DenseScore ?? 0);
        return
        [
            Share(question.Content, all.Contains),
            soft,
            Share(question.Aspects, aspects.Contains),
            heading is null || heading.Count == 0 ? (passage.Tier == Tier.Structured ? focused : 0) : Share(heading, question.Touches),
            focused,
            bm25 / Bm25Scale,
            bm25 / question.Content.Count / Bm25PerTermScale,
            best.Sparse == 0 ? 0 : bm25 / best.Sparse,
            dense,
            dense - best.Dense,
            Math.Log(1 + all.Count),
            question.Content.Count,
            (int)passage.Tier,
            passage.Kind == PassageKind.Faq ? 1 : 0,
            !question.AsksAmount ? 0 : Amounts.AreIn(sentence) ? 1 : -1,
            direct,
            direct * soft,
        ];
    }

    /// <summary>The share (0 to 1) of the question's content that the sentence and the heading speak of, by word or by aspect.</summary>
    public static double Coverage(ReadOnlySpan<double> features) => features[SoftIndex];

    // Content in the question's language meets it in English, where the lexicon is.
    private static HashSet<string> Own(string text, QuestionTerms question, string language, HashSet<string> names) =>
        [.. (language == question.Language && Lexicon.Of(language) is { } lexicon ? TextAnalyzer.Terms(lexicon.Render(text).Text) : TextAnalyzer.Terms(text, language)).Where(term => !names.Contains(term) && !Aspects.IsFunctionWord(term))];

    private static double Share<T>(IReadOnlyCollection<T> items, Func<T, bool> condition) =>
        items.Count == 0 ? 0 : (double)items.Count(condition) / items.Count;
}

/// <summary>The best scores among a property's candidates: how far behind them a passage is says as much as its own.</summary>
public readonly record struct BestScores(double Sparse, double Dense)
{
    /// <summary>The best scores by property; 0 where no candidate has one.</summary>
    public static IReadOnlyDictionary<string, BestScores> ByProperty(IEnumerable<Candidate> candidates) => candidates.GroupBy(candidate => candidate.Passage.PropertyId)
        .ToDictionary(own => own.Key, own => new BestScores(own.Max(candidate => candidate.SparseScore) ?? 0, own.Max(candidate => candidate.DenseScore) ?? 0));
}
