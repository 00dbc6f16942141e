namespace Assistant.Evaluation.Ranking;

/// <summary>Chooses the relevance from which on a passage counts.</summary>
internal static class ThresholdChoice
{
    private const double MostAnsweredInVain = 0.05; // of the messages that seek no knowledge
    private const double LeastKept = 0.9; // of the questions that have an answer

    private static readonly IReadOnlyList<double> Thresholds = [.. Enumerable.Range(2, 37).Select(step => Math.Round(step * 0.025, 3))];

    /// <summary>
    /// The threshold with the best mean F1 (every data set weighs the same) among those that answer at most 5 % of the messages that seek no knowledge and keep at
    /// least 90 % of the questions with an answer; where there is none, the one that misses these two by least.
    /// </summary>
    internal static double Of(IReadOnlyList<JudgedRanking> judged) =>
        Thresholds.Select(threshold => (Threshold: threshold, Missed: Missed(judged, threshold), F1: F1(judged, threshold)))
            .OrderBy(choice => choice.Missed).ThenByDescending(choice => choice.F1).First().Threshold;

    /// <summary>The share of the queries that a threshold answers.</summary>
    internal static double Answered(IEnumerable<JudgedRanking> judged, double threshold) => judged.Select(query => query.Best >= threshold ? 1.0 : 0).DefaultIfEmpty(0).Average();

    private static double Missed(IReadOnlyList<JudgedRanking> judged, double threshold)
    {
        var vain = judged.Where(query => !query.SeeksKnowledge).GroupBy(query => query.Dataset).Select(set => Answered(set, threshold)).DefaultIfEmpty(0).Average();
        var kept = judged.Where(query => query.IsAnswerable).GroupBy(query => query.Dataset).Select(set => Answered(set, threshold)).DefaultIfEmpty(1).Average();
        return Math.Round(Math.Max(0, vain - MostAnsweredInVain) + Math.Max(0, LeastKept - kept), 4);
    }

    private static double F1(IReadOnlyList<JudgedRanking> judged, double threshold) =>
        judged.Where(query => query.IsAnswerable).GroupBy(query => query.Dataset).Select(set => set.Average(query => query.F1(threshold))).DefaultIfEmpty(0).Average();
}
