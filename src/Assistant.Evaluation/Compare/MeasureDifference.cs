using Assistant.Evaluation.Statistics;

namespace Assistant.Evaluation.Compare;

/// <summary>How far a measure of a candidate run lies from that of a baseline.</summary>
/// <param name="Measure">Its name.</param>
/// <param name="Slice">Of which queries; null for all.</param>
/// <param name="Baseline">The baseline's mean over the pairs.</param>
/// <param name="Candidate">The candidate's mean over the same pairs.</param>
/// <param name="Difference">Candidate less baseline, with its 95 % interval (paired bootstrap), and the number of pairs.</param>
/// <param name="P">Two-sided, by the paired randomisation test.</param>
/// <param name="Effect">Cohen's d_z; null where it has no meaning.</param>
/// <param name="Detectable">The least true difference that so many pairs show in four of five cases; null where differences do not vary.</param>
public sealed record MeasureDifference(string Measure, string? Slice, double Baseline, double Candidate, Estimate Difference, double P, double? Effect, double? Detectable)
{
    /// <summary>The p-value, corrected for all measures that were compared at once (Holm 1979).</summary>
    public double AdjustedP { get; init; } = P;

    /// <summary>Compares pairs of values; null where there are none.</summary>
    internal static MeasureDifference? Of(string measure, string? slice, IReadOnlyList<(double Baseline, double Candidate)> pairs, int seed)
    {
        if (pairs.Count == 0) return null;
        double[] baseline = [.. pairs.Select(pair => pair.Baseline)], candidate = [.. pairs.Select(pair => pair.Candidate)];
        var deviation = Spread.StandardDeviation([.. pairs.Select(pair => pair.Candidate - pair.Baseline)]);
        return new MeasureDifference(
            measure, slice, baseline.Average(), candidate.Average(), PairedBootstrap.Difference(baseline, candidate, seed), PairedRandomisation.PValue(baseline, candidate, seed),
            EffectSize.Paired(baseline, candidate), deviation > 0 ? MinimumDetectableEffect.Of(pairs.Count, deviation.Value) : null);
    }
}
