using System.Globalization;
using Assistant.Evaluation.Compare;

namespace Assistant.Evaluation.Suites;

/// <summary>Whether a gate holds, and the figures that say so.</summary>
public sealed record GateOutcome(string Run, string Measure, string? Slice, bool Holds, string Reason)
{
    private const double Rounding = 1e-9;

    /// <summary>Every gate of a suite on the runs that were made.</summary>
    /// <param name="suite">The suite.</param>
    /// <param name="folder">Where its file lies.</param>
    /// <param name="runs">What was measured, by the run's name; a run that is missing fails its gates.</param>
    /// <param name="distrust">Why a measure of a run cannot be believed, by both; such a gate fails.</param>
    /// <param name="seed">Of the randomisation test.</param>
    public static IReadOnlyList<GateOutcome> Of(Suite suite, string folder, IReadOnlyDictionary<string, StoredRun> runs, IReadOnlyDictionary<(string Run, string Measure), string> distrust, int seed)
    {
        ArgumentNullException.ThrowIfNull(distrust);
        ArgumentNullException.ThrowIfNull(suite);
        ArgumentNullException.ThrowIfNull(runs);
        return [.. suite.Gates.SelectMany(gate =>
            distrust.TryGetValue((gate.Run, gate.Measure), out var reason) ? [new GateOutcome(gate.Run, gate.Measure, gate.Slice, false, reason)]
            : runs.TryGetValue(gate.Run, out var run) ? SlicesOf(gate, run).SelectMany(slice => Judge(gate, slice, folder, run, seed))
            : [new GateOutcome(gate.Run, gate.Measure, gate.Slice, false, "the run was not made")])];
    }

    private static IReadOnlyList<string?> SlicesOf(Gate gate, StoredRun run)
    {
        if (gate.Slice?.Split('=') is not [var key, "*"]) return [gate.Slice];
        List<string?> values = [.. run.Queries.Values.Where(query => query.Metrics.ContainsKey(gate.Measure)).Select(query => query.Slices?.GetValueOrDefault(key)).OfType<string>().Distinct().Order(StringComparer.Ordinal).Select(value => $"{key}={value}")];
        return values.Count > 0 ? values : [gate.Slice];
    }

    private static IEnumerable<GateOutcome> Judge(Gate gate, string? slice, string folder, StoredRun run, int seed)
    {
        var queries = run.Queries.Values.Where(query => IsIn(query, slice)).ToList();
        var values = queries.Where(query => query.Metrics.ContainsKey(gate.Measure)).Select(query => query.Metrics[gate.Measure]).ToList();
        var unjudged = queries.Count(query => query.Unjudged?.ContainsKey(gate.Measure) == true);
        if (values.Count == 0 || unjudged > 0)
        {
            yield return new GateOutcome(gate.Run, gate.Measure, slice, false, unjudged > 0 ? $"the judge failed on {unjudged} of {queries.Count} queries" : "was not measured");
            yield break;
        }

        var mean = values.Average();
        if (gate.AtLeast is { } least) yield return new GateOutcome(gate.Run, gate.Measure, slice, mean >= least - Rounding, Text($"{mean:0.000} of n {values.Count}; at least {least:0.000}"));
        if (gate.AtMost is { } most) yield return new GateOutcome(gate.Run, gate.Measure, slice, mean <= most + Rounding, Text($"{mean:0.000} of n {values.Count}; at most {most:0.000}"));
        if (gate.Baseline is { } baseline) yield return AgainstBaseline(gate, slice, Path.Combine(folder, baseline), run, seed);
    }

    private static GateOutcome AgainstBaseline(Gate gate, string? slice, string file, StoredRun run, int seed)
    {
        GateOutcome Said(bool holds, string reason) => new(gate.Run, gate.Measure, slice, holds, reason);
        if (!File.Exists(file) && !Directory.Exists(file)) return Said(false, $"there is no baseline {gate.Baseline}; eval run SUITE --accept writes it");
        var pairs = RunComparison.Pairs(StoredRun.Read(file), run, gate.Measure, query => IsIn(query, slice));
        if (MeasureDifference.Of(gate.Measure, slice, pairs, seed) is not { } difference) return Said(false, "the baseline has no value to compare with");
        var worse = gate.LowerIsBetter ? difference.Difference.Mean : -difference.Difference.Mean;
        var figures = Text($"{difference.Candidate:0.000}, before {difference.Baseline:0.000}, n {pairs.Count}, p {difference.P:0.000}");
        if (worse > gate.MaxDrop + Rounding) return Said(false, Text($"{figures}: worse by {worse:0.000}; {gate.MaxDrop:0.000} is allowed"));
        return worse > Rounding && difference.P < gate.Significance ? Said(false, $"{figures}: significantly worse") : Said(true, figures);
    }

    private static bool IsIn(StoredQuery query, string? slice) => slice is null || (slice.Split('=') is [var key, var value] && query.Slices?.GetValueOrDefault(key) == value);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
