namespace Assistant.Evaluation.Online;

/// <summary>Every estimate that a log allows, and what to make of them.</summary>
/// <param name="N">Logged choices.</param>
/// <param name="EffectiveSampleSize">How many choices of the policy itself would tell about as much.</param>
/// <param name="Clip">The largest weight that was allowed; null where none was clipped on purpose.</param>
/// <param name="Clipped">Choices whose weight was above it.</param>
/// <param name="MeanWeight">Before clipping; 1 but for chance where propensities are right and every choice of the policy could be logged.</param>
/// <param name="LoggedReward">The mean reward of the choices that were made.</param>
/// <param name="Estimates">Of the mean reward of the policy in question.</param>
/// <param name="Warnings">Reasons to doubt them.</param>
public sealed record OffPolicyReport(
    int N, double EffectiveSampleSize, double? Clip, int Clipped, double MeanWeight, double LoggedReward, IReadOnlyList<OffPolicyEstimate> Estimates, IReadOnlyList<string> Warnings)
{
    private const int FewSamples = 50;
    private const double SmallShare = .1;
    private const double FarFromOne = 3; // standard errors; by chance about once in 370 logs

    /// <summary>The report on a log.</summary>
    /// <param name="log">Two choices or more.</param>
    /// <param name="clip">The largest weight; null for none.</param>
    /// <exception cref="ArgumentException">There are fewer choices, or the policy would make none of them.</exception>
    public static OffPolicyReport Of(IReadOnlyList<LoggedChoice> log, double? clip = null)
    {
        ArgumentNullException.ThrowIfNull(log);
        var most = clip ?? double.PositiveInfinity;
        List<OffPolicyEstimate> estimates = [OffPolicy.Ips(log, most), OffPolicy.Snips(log, most)];
        var predicted = log.Count(choice => choice.IsPredicted);
        if (predicted == log.Count) estimates.Add(OffPolicy.DoublyRobust(log, most));
        var effective = OffPolicy.EffectiveSampleSize(log, most);
        var report = new OffPolicyReport(
            log.Count, effective, clip, log.Count(choice => choice.Weight > most), log.Average(choice => choice.Weight), log.Average(choice => choice.Reward), estimates, []);
        return report with { Warnings = [.. Doubts(log, report, predicted)] };
    }

    private static IEnumerable<string> Doubts(IReadOnlyList<LoggedChoice> log, OffPolicyReport report, int predicted)
    {
        if (report.EffectiveSampleSize < FewSamples) yield return FormattableString.Invariant($"The effective sample size is {report.EffectiveSampleSize:0.0}, below {FewSamples}: the intervals are not to be relied on.");
        if (report.EffectiveSampleSize < SmallShare * log.Count) yield return FormattableString.Invariant($"The effective sample size is {report.EffectiveSampleSize / log.Count:0.0 %} of the log, below {SmallShare:0 %}: a few choices with large weights decide.");
        var error = Math.Sqrt(log.Sum(choice => Math.Pow(choice.Weight - report.MeanWeight, 2)) / (log.Count - 1) / log.Count);
        if (Math.Abs(report.MeanWeight - 1) > Math.Max(FarFromOne * error, 1e-9)) yield return FormattableString.Invariant($"The mean weight is {report.MeanWeight:0.000} and not 1 within chance: propensities may be wrong, or the policy makes choices that could not be logged.");
        if (report.Clipped > 0) yield return FormattableString.Invariant($"{report.Clipped} of {log.Count} weights were clipped at {report.Clip}: the estimates are biased towards less change.");
        if (predicted > 0 && predicted < log.Count) yield return $"{log.Count - predicted} of {log.Count} choices have no prediction, so there is no doubly robust estimate.";
    }
}
