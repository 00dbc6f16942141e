namespace Assistant.Evaluation.Ranking;

/// <summary>Chooses when there is an answer, and what belongs to it.</summary>
internal static class ThresholdChoice
{
    private const double MostAnsweredInVain = 0.045; // of the messages that seek no knowledge: on other properties than it was chosen on, 5 % at most is aimed at

    private static readonly IReadOnlyList<double> Thresholds = [.. Enumerable.Range(2, 37).Select(step => Math.Round(step * 0.025, 3))];

    /// <summary>
    /// The relevance from which on a passage counts: the best mean F1 of the set over all questions, which is 1 where there is no answer and nothing is selected. Then the
    /// probability of an answer from which on one is given: the lowest with which at most 4.5 % of the messages that seek no knowledge are answered, so that as many questions as
    /// possible are. Every data set weighs the same.
    /// </summary>
    internal static (double MinAnswerable, double MinRelevance) Of(IReadOnlyList<JudgedRanking> judged)
    {
        var (questions, nothing) = (judged.Where(query => query.SeeksKnowledge).ToList(), judged.Where(query => !query.SeeksKnowledge).ToList());
        var relevance = Thresholds.MaxBy(threshold => Average(questions, query => query.F1(threshold, 0)));
        return (Thresholds.MinBy(threshold => Math.Max(MostAnsweredInVain, Average(nothing, query => query.IsAnswered(relevance, threshold) ? 1 : 0))), relevance);
    }

    private static double Average(IEnumerable<JudgedRanking> judged, Func<JudgedRanking, double> value) =>
        judged.GroupBy(query => query.Dataset).Select(set => set.Average(value)).DefaultIfEmpty(0).Average();
}
