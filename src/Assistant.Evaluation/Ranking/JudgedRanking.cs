using Assistant.Rank;

namespace Assistant.Evaluation.Ranking;

/// <summary>A query's candidates by relevance, best first, and which of them answer; how many passages answer, found or not.</summary>
internal sealed record JudgedRanking(string Dataset, bool SeeksKnowledge, int Relevant, IReadOnlyList<(double Relevance, bool IsRelevant)> Ranking)
{
    internal bool IsAnswerable => Relevant > 0;

    /// <summary>The best relevance; 0 where nothing was found.</summary>
    internal double Best => Ranking is [var first, ..] ? first.Relevance : 0;

    internal static JudgedRanking Of(QueryExamples example, RelevanceModel model)
    {
        var seeks = model.Seeking.Of(example.Query.Text);
        return new JudgedRanking(
            example.Dataset, example.Query.SeeksKnowledge, example.Query.Relevant,
            [.. example.Candidates.Select(candidate => (candidate.With(seeks).Max(sentence => model.Relevance(sentence)), candidate.IsRelevant)).OrderByDescending(pair => pair.Item1)]);
    }

    /// <summary>F1 (van Rijsbergen 1979) of the candidates from a relevance of <paramref name="min"/> on; of none where the best one is below <paramref name="minBest"/>.</summary>
    internal double F1(double min, double minBest)
    {
        var selected = Best < minBest ? [] : Ranking.TakeWhile(candidate => candidate.Relevance >= min).ToList();
        return selected.Count + Relevant == 0 ? 1 : 2.0 * selected.Count(candidate => candidate.IsRelevant) / (selected.Count + Relevant);
    }
}
