namespace Assistant.Index;

/// <summary>
/// Joins rankings without comparing their scores: an item's score is the sum of 1 / (k + rank) over the lists that hold it, rank from 1.
/// </summary>
/// <remarks>Cormack, Clarke and Büttcher, Reciprocal Rank Fusion outperforms Condorcet and individual rank learning methods, SIGIR 2009; k = 60 is theirs.</remarks>
public static class ReciprocalRankFusion
{
    private const int K = 60;

    /// <summary>The fused score of each item.</summary>
    public static Dictionary<T, double> Fuse<T>(params ReadOnlySpan<IReadOnlyList<T>> rankings)
        where T : notnull
    {
        var scores = new Dictionary<T, double>();
        foreach (var ranking in rankings)
        {
            for (var i = 0; i < ranking.Count; i++) scores[ranking[i]] = scores.GetValueOrDefault(ranking[i]) + 1.0 / (K + i + 1);
        }

        return scores;
    }
}
