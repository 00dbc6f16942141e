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
        "exact", "soft", "aspects", "heading", "focused", "bm25", "bm25PerTerm", "bm25Lead", "dense", "denseLead", "length", "terms", "tier", "faq", "amount", "direct", "directSoft", "agreement", "seeks",
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
    /// <param name="neighbours">The other candidates of the passage's property.</param>
    /// <param name="seeks">How clearly the message seeks knowledge (<see cref="KnowledgeSeeking"/>).</param>
    /// <returns><c>double[<see cref="Names"/>.Count]</c>.</returns>
    public static double[] Of(QuestionTerms question, Candidate candidate, string sentence, Neighbours neighbours, double seeks)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(candidate);
        ArgumentNullException.ThrowIfNull(neighbours);
        var passage = candidate.Passage;
        var names = TextAnalyzer.Terms(passage.PropertyName).ToHashSet();
        var own = Own(sentence, passage.Language, names);
        var heading = passage.Heading is null ? null : Own(passage.Heading, passage.Language, names);
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
            neighbours.BestSparse == 0 ? 0 : bm25 / neighbours.BestSparse,
            dense,
            dense - neighbours.BestDense,
            Math.Log(1 + all.Count),
            question.Content.Count,
            (int)passage.Tier,
            passage.Kind == PassageKind.Faq ? 1 : 0,
            !question.AsksAmount ? 0 : Amounts.AreIn(sentence) ? 1 : -1,
            direct,
            direct * soft,
            neighbours.Agreement(candidate, [.. own.Where(term => !question.Touches(term))]),
            seeks,
        ];
    }

    /// <summary>The share (0 to 1) of the question's content that the sentence and the heading speak of, by word or by aspect.</summary>
    public static double Coverage(ReadOnlySpan<double> features) => features[SoftIndex];

    internal static HashSet<string> Own(string text, string language, HashSet<string> names) =>
        [.. TextAnalyzer.Terms(text, language).Where(term => !names.Contains(term) && !Aspects.IsFunctionWord(term))];

    private static double Share<T>(IReadOnlyCollection<T> items, Func<T, bool> condition) =>
        items.Count == 0 ? 0 : (double)items.Count(condition) / items.Count;
}
