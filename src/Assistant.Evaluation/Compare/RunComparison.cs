using Assistant.Evaluation.Runs;
using Assistant.Evaluation.Statistics;

namespace Assistant.Evaluation.Compare;

/// <summary>Two runs over the same queries, pair by pair.</summary>
/// <param name="Baseline">The run that is compared with.</param>
/// <param name="Candidate">The run that is compared.</param>
/// <param name="Measures">Every measure that both have, but for those of stages before ranking (<c>search</c>, <c>bm25</c>), which are there to compare with.</param>
/// <param name="Slices">The same within each slice that holds ten pairs or more, without correction: they say where to look, not what is proven.</param>
/// <param name="OnlyInBaseline">Queries that the candidate lacks; they count zero there.</param>
/// <param name="OnlyInCandidate">Queries that the baseline lacks; they count zero there.</param>
public sealed record RunComparison(
    StoredRun Baseline, StoredRun Candidate, IReadOnlyList<MeasureDifference> Measures, IReadOnlyList<MeasureDifference> Slices, IReadOnlyList<string> OnlyInBaseline, IReadOnlyList<string> OnlyInCandidate)
{
    private const int LeastPairs = 10;

    /// <summary>Compares two runs.</summary>
    /// <exception cref="ArgumentException">They share no query.</exception>
    public static RunComparison Of(StoredRun baseline, StoredRun candidate, int seed)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentNullException.ThrowIfNull(candidate);
        if (!baseline.Queries.Keys.Any(candidate.Queries.ContainsKey)) throw new ArgumentException($"{baseline.Name} and {candidate.Name} share no query. Compare runs over the same set.", nameof(candidate));
        var names = baseline.Queries.Values.SelectMany(query => query.Metrics.Keys).Intersect(candidate.Queries.Values.SelectMany(query => query.Metrics.Keys))
            .Where(name => !name.StartsWith(ItemMeasures.Search, StringComparison.Ordinal) && !name.StartsWith(ItemMeasures.Words, StringComparison.Ordinal)).ToList();
        var measures = names.Select(name => MeasureDifference.Of(name, null, Pairs(baseline, candidate, name, _ => true), seed)).OfType<MeasureDifference>().ToList();
        var adjusted = Holm.Adjusted([.. measures.Select(measure => measure.P)]);
        return new RunComparison(
            baseline, candidate, [.. measures.Zip(adjusted, (measure, p) => measure with { AdjustedP = p })], [.. Sliced(baseline, candidate, names, seed)],
            [.. baseline.Queries.Keys.Where(id => !candidate.Queries.ContainsKey(id))], [.. candidate.Queries.Keys.Where(id => !baseline.Queries.ContainsKey(id))]);
    }

    /// <summary>
    /// The values of a measure, query by query. A measure that applies to a query in one run alone (how precise a refusal was, where only one refused) makes no pair; a query that a run lacks or
    /// failed counts zero there.
    /// </summary>
    internal static IReadOnlyList<(double Baseline, double Candidate)> Pairs(StoredRun baseline, StoredRun candidate, string measure, Func<StoredQuery, bool> takes)
    {
        var pairs = new List<(double, double)>();
        foreach (var id in baseline.Queries.Keys.Union(candidate.Queries.Keys))
        {
            var (before, now) = (baseline.Queries.GetValueOrDefault(id), candidate.Queries.GetValueOrDefault(id));
            if (!takes((before ?? now)!)) continue;
            if (ValueOf(before, measure) is { } one && ValueOf(now, measure) is { } other) pairs.Add((one, other));
            else if (before is null && ValueOf(now, measure) is { } alone) pairs.Add((0, alone));
            else if (now is null && ValueOf(before, measure) is { } gone) pairs.Add((gone, 0));
        }

        return pairs;
    }

    private static IEnumerable<MeasureDifference> Sliced(StoredRun baseline, StoredRun candidate, IReadOnlyList<string> names, int seed)
    {
        var slices = baseline.Queries.Values.SelectMany(query => query.Slices ?? new Dictionary<string, string>()).Distinct().OrderBy(slice => slice.Key, StringComparer.Ordinal).ThenBy(slice => slice.Value, StringComparer.Ordinal);
        foreach (var (key, value) in slices)
        {
            foreach (var name in names)
            {
                var pairs = Pairs(baseline, candidate, name, query => query.Slices?.GetValueOrDefault(key) == value);
                if (pairs.Count >= LeastPairs && MeasureDifference.Of(name, $"{key}={value}", pairs, seed) is { } difference) yield return difference;
            }
        }
    }

    private static double? ValueOf(StoredQuery? query, string measure) => query?.Metrics.TryGetValue(measure, out var value) == true ? value : null;
}
