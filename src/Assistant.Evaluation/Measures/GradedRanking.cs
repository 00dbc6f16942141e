namespace Assistant.Evaluation.Measures;

/// <summary>A ranking as the measures see it.</summary>
/// <param name="Grades">The grade of the item at each rank, best rank first; from 1 on an item is relevant, what is not judged has 0.</param>
/// <param name="Relevant">The grades of all relevant items, ranked or not, highest first.</param>
public sealed record GradedRanking(IReadOnlyList<int> Grades, IReadOnlyList<int> Relevant)
{
    /// <summary>How many relevant items were ranked.</summary>
    public int Found => FoundIn(Grades.Count);

    /// <summary>A ranking of ids against judgements.</summary>
    /// <param name="ranking">Ids, best first.</param>
    /// <param name="grades">The grade of each judged id; below 1 it is not relevant.</param>
    /// <exception cref="ArgumentException">An id is ranked twice, so it would count twice.</exception>
    public static GradedRanking Of(IReadOnlyList<string> ranking, IReadOnlyDictionary<string, int> grades)
    {
        ArgumentNullException.ThrowIfNull(ranking);
        ArgumentNullException.ThrowIfNull(grades);
        var seen = new HashSet<string>();
        if (ranking.FirstOrDefault(id => !seen.Add(id)) is { } twice) throw new ArgumentException($"'{twice}' is ranked twice. Rank each id once.", nameof(ranking));
        return new GradedRanking([.. ranking.Select(id => Math.Max(0, grades.GetValueOrDefault(id)))], [.. grades.Values.Where(grade => grade >= 1).OrderDescending()]);
    }

    /// <summary>A ranking of ids against those that are relevant, all alike.</summary>
    /// <exception cref="ArgumentException">An id is ranked twice, so it would count twice.</exception>
    public static GradedRanking Of(IReadOnlyList<string> ranking, IReadOnlySet<string> relevant)
    {
        ArgumentNullException.ThrowIfNull(relevant);
        return Of(ranking, relevant.ToDictionary(id => id, _ => 1));
    }

    /// <summary>A ranking by whether each item is relevant, all relevant ones alike.</summary>
    /// <param name="ranking">Best first.</param>
    /// <param name="relevant">How many relevant items there are, ranked or not; never fewer than are ranked.</param>
    public static GradedRanking Of(IReadOnlyList<bool> ranking, int relevant)
    {
        ArgumentNullException.ThrowIfNull(ranking);
        ArgumentOutOfRangeException.ThrowIfLessThan(relevant, ranking.Count(yes => yes));
        return new GradedRanking([.. ranking.Select(yes => yes ? 1 : 0)], [.. Enumerable.Repeat(1, relevant)]);
    }

    /// <summary>How many relevant items are among the first <paramref name="k"/>.</summary>
    public int FoundIn(int k) => Grades.Take(k).Count(grade => grade >= 1);
}
