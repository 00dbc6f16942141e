namespace Assistant.Evaluation.Ranking;

/// <summary>Chooses when there is an answer, and what belongs to it.</summary>
internal static class ThresholdChoice
{
    private const double MostAnsweredInVain = 0.05; // of the messages that seek no knowledge

    private static readonly IReadOnlyList<double> Thresholds = [.. Enumerable.Range(2, 37).Select(step => Math.Round(step * 0.025, 3))];

    /// <summary>
    /// The probability of an answer from which on one is given, and the relevance from which on a passage counts. The first: of those that answer at most 5 % of the
    /// messages that seek no knowledge, the one that tells questions with and without an answer apart best (Youden 1950). The second: the best mean F1 of the set.
    /// Every data set weighs the same.
    /// </summary>
    internal static (double MinAnswerable, double MinRelevance) Of(IReadOnlyList<JudgedRanking> judged)
    {
        var answer = Thresholds.OrderBy(threshold => Math.Max(MostAnsweredInVain, Average(judged.Where(query => !query.SeeksKnowledge), query => Answers(query, threshold))))
            .ThenByDescending(threshold => Average(judged.Where(query => query.IsAnswerable), query => Answers(query, threshold)) - Average(judged.Where(query => !query.IsAnswerable), query => Answers(query, threshold))).First();
        return (answer, Thresholds.MaxBy(threshold => Average(judged.Where(query => query.IsAnswerable), query => query.F1(threshold, answer))));
    }

    /// <summary>The share of the queries that a threshold answers.</summary>
    internal static double Answered(IEnumerable<JudgedRanking> judged, double threshold) => judged.Select(query => Answers(query, threshold)).DefaultIfEmpty(0).Average();

    private static double Answers(JudgedRanking query, double threshold) => query.Answerable >= threshold ? 1 : 0;

    private static double Average(IEnumerable<JudgedRanking> judged, Func<JudgedRanking, double> value) =>
        judged.GroupBy(query => query.Dataset).Select(set => set.Average(value)).DefaultIfEmpty(0).Average();
}
