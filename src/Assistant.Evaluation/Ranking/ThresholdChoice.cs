namespace Assistant.Evaluation.Ranking;

/// <summary>Chooses when there is an answer, and what belongs to it.</summary>
internal static class ThresholdChoice
{
    private const double MostAnsweredInVain = 0.05; // of the messages that seek no knowledge
    private const double LeastKept = 0.9; // of the questions that have an answer

    private static readonly IReadOnlyList<double> Thresholds = [.. Enumerable.Range(2, 37).Select(step => Math.Round(step * 0.025, 3))];

    /// <summary>
    /// The relevance that the best passage must have, and the one from which on the others count. The first: among the thresholds that answer at most 5 % of the
    /// messages that seek no knowledge and keep at least 90 % of the questions with an answer (or, where there is none, among those that miss these two by
    /// least), the one that tells questions with and without an answer apart best (Youden 1950). The second: the best mean F1 of the set. Every data set weighs the same.
    /// </summary>
    internal static (double MinBest, double Min) Of(IReadOnlyList<JudgedRanking> judged)
    {
        var best = Thresholds.OrderBy(threshold => Missed(judged, threshold)).ThenByDescending(threshold => Kept(judged, threshold) - Average(judged.Where(query => !query.IsAnswerable), query => Answers(query, threshold))).First();
        return (best, Thresholds.Where(threshold => threshold <= best).MaxBy(threshold => Average(judged.Where(query => query.IsAnswerable), query => query.F1(threshold, best))));
    }

    /// <summary>The share of the queries that a threshold answers.</summary>
    internal static double Answered(IEnumerable<JudgedRanking> judged, double threshold) => judged.Select(query => Answers(query, threshold)).DefaultIfEmpty(0).Average();

    private static double Answers(JudgedRanking query, double threshold) => query.Best >= threshold ? 1 : 0;

    private static double Kept(IReadOnlyList<JudgedRanking> judged, double threshold) => Average(judged.Where(query => query.IsAnswerable), query => Answers(query, threshold));

    private static double Missed(IReadOnlyList<JudgedRanking> judged, double threshold) => Math.Round(
        Math.Max(0, Average(judged.Where(query => !query.SeeksKnowledge), query => Answers(query, threshold)) - MostAnsweredInVain) + Math.Max(0, LeastKept - Kept(judged, threshold)), 4);

    private static double Average(IEnumerable<JudgedRanking> judged, Func<JudgedRanking, double> value) =>
        judged.GroupBy(query => query.Dataset).Select(set => set.Average(value)).DefaultIfEmpty(0).Average();
}
