using System.Globalization;
using Assistant.Evaluation.Measures;
using Assistant.Rank;

namespace Assistant.Evaluation.Ranking;

/// <summary>The figures that a relevance model carries with it.</summary>
internal static class RankFigures
{
    private static readonly double[] Thresholds = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7];

    /// <summary>How well the answerable queries are ranked; one whose passages were not found counts as zero.</summary>
    internal static string Ranking(IReadOnlyList<JudgedRanking> judged)
    {
        var rankings = judged.Where(query => query.IsAnswerable).Select(query => query.Graded()).ToList();
        return rankings.Count == 0 ? "n 0" : string.Create(CultureInfo.InvariantCulture, $"n {rankings.Count}, {Mean(Precision.At(1))}, {Mean(ReciprocalRank.At(5))}, {Mean(Ndcg.At(10))}");

        string Mean(RetrievalMeasure measure) => string.Create(CultureInfo.InvariantCulture, $"{measure.MeanName} {rankings.Average(measure.Of):0.000}");
    }

    /// <summary>
    /// By the probability of an answer from which on one is given, the one in use marked: set F1 and the share answered of the answerable queries; the share still
    /// answered when every passage that answers is taken away (or where none does); and the share answered of the messages that seek no knowledge.
    /// </summary>
    internal static string Answering(IReadOnlyList<JudgedRanking> judged, Answerability answering, double minAnswerable, double minRelevance)
    {
        var answerable = judged.Where(query => query.IsAnswerable).ToList();
        var without = judged.Where(query => query.SeeksKnowledge).Select(query => query.WithoutAnswers().By(answering)).ToList();
        var others = judged.Where(query => !query.SeeksKnowledge).ToList();
        return string.Join("; ", Thresholds.Append(minAnswerable).Distinct().Order().Select(threshold => string.Create(
            CultureInfo.InvariantCulture,
            $"at {threshold:0.###}{(threshold == minAnswerable ? " (in use)" : "")} F1 {answerable.Select(query => query.F1(minRelevance, threshold)).DefaultIfEmpty(0).Average():0.000}, answered {Answered(answerable, threshold):0.000}, without their passages {Answered(without, threshold):0.000}{(others.Count == 0 ? "" : $", seeking nothing {Answered(others, threshold):0.000}")}")));

        double Answered(IEnumerable<JudgedRanking> queries, double threshold) => queries.Select(query => query.IsAnswered(minRelevance, threshold) ? 1.0 : 0).DefaultIfEmpty(0).Average();
    }
}
