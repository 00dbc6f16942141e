using Assistant.Evaluation.Measures;
using Assistant.Rank;

namespace Assistant.Evaluation.Ranking;

/// <summary>
/// A query's candidates by relevance, best first, and which of them answer; how many passages answer, found or not; whether the query seeks knowledge, and how clearly.
/// </summary>
internal sealed record JudgedRanking(string Dataset, bool SeeksKnowledge, double Seeks, int Relevant, IReadOnlyList<(double Relevance, bool IsRelevant)> Ranking)
{
    internal bool IsAnswerable => Relevant > 0;

    /// <summary>The best relevance; 0 where nothing was found.</summary>
    internal double Best => Ranking is [var first, ..] ? first.Relevance : 0;

    /// <summary>The probability that what was found answers, once a model says it.</summary>
    internal double Answerable { get; init; }

    internal static JudgedRanking Of(QueryExamples example, RelevanceModel model) => new(
        example.Dataset, example.Query.SeeksKnowledge, model.Seeking.Of(example.Query.Text), example.Query.Relevant,
        [.. example.Candidates.Select(candidate => (candidate.Sentences.Max(sentence => model.Relevance(sentence)), candidate.IsRelevant)).OrderByDescending(pair => pair.Item1)]);

    /// <summary>As the measures see it. A long passage may have been split into several that answer.</summary>
    internal GradedRanking Graded() => GradedRanking.Of([.. Ranking.Select(candidate => candidate.IsRelevant)], Math.Max(Relevant, Ranking.Count(candidate => candidate.IsRelevant)));

    internal JudgedRanking By(Answerability answering) => this with { Answerable = answering.Of(Best, Seeks) };

    /// <summary>The same query where every passage that answers is taken away.</summary>
    internal JudgedRanking WithoutAnswers() => this with { Relevant = 0, Ranking = [.. Ranking.Where(candidate => !candidate.IsRelevant)] };

    /// <summary>Whether it is answered: rightly or not.</summary>
    internal bool IsAnswered(double minRelevance, double minAnswerable) => Answerable >= minAnswerable && Best >= minRelevance;

    /// <summary>F1 (van Rijsbergen 1979) of the candidates from a relevance of <paramref name="min"/> on; of none where an answer is less probable than <paramref name="minAnswerable"/>.</summary>
    internal double F1(double min, double minAnswerable)
    {
        var selected = Answerable < minAnswerable ? [] : Ranking.TakeWhile(candidate => candidate.Relevance >= min).ToList();
        return selected.Count + Relevant == 0 ? 1 : 2.0 * selected.Count(candidate => candidate.IsRelevant) / (selected.Count + Relevant);
    }
}
