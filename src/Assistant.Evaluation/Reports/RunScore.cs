using Assistant.Evaluation.Runs;

namespace Assistant.Evaluation.Reports;

/// <summary>One number for each query, 0 to 1: by what it was answered right, as far as the run can tell.</summary>
internal static class RunScore
{
    /// <summary>What <see cref="Of"/> measures in a run.</summary>
    internal static string NameIn(EvalRun run) => run.Plan.Stage == EvalStage.Answer
        ? run.Items.Any(item => item.Metrics.ContainsKey("right and cited")) ? "right and cited, or rightly refused" : "answered with a judged passage cited, or rightly refused"
        : "first relevant passage (1/rank), or rightly nothing";

    /// <summary>The score.</summary>
    internal static double Of(EvalItem item)
    {
        if (item.Metrics.TryGetValue("right and cited", out var right)) return right;
        if (item.Metrics.TryGetValue("refusal recall", out var refused)) return refused;
        if (item.Metrics.TryGetValue("answered without answer", out var inVain)) return 1 - inVain;
        if (item.Metrics.TryGetValue("citation recall", out var cited)) return cited > 0 ? 1 : 0;
        return item.Metrics.GetValueOrDefault("MRR@5");
    }

    /// <summary>
    /// The coverage-risk curve (El-Yaniv and Wiener 2010): queries by falling confidence, the share that is answered against the share of those that is answered wrongly. Queries whose confidence is not
    /// known, searches for places, are left out.
    /// </summary>
    internal static IReadOnlyList<(double X, double Y)> CoverageRisk(EvalRun run)
    {
        var known = run.Items.Where(item => item.Confidence is not null).OrderByDescending(item => item.Confidence).ToList();
        var points = new List<(double, double)>();
        var wrong = 0.0;
        foreach (var (i, item) in known.Index())
        {
            wrong += item.Relevant is null ? 1 : 1 - Rightness(item);
            points.Add(((i + 1) / (double)known.Count, wrong / (i + 1)));
        }

        return points;
    }

    /// <summary>Where the path stands on that curve: the share it answered, and the share of those that is wrong; null where no confidence is known.</summary>
    internal static (double X, double Y)? Here(EvalRun run)
    {
        var known = run.Items.Where(item => item.Confidence is not null).ToList();
        var answered = known.Where(IsAnswered).ToList();
        return answered.Count == 0 ? null : (answered.Count / (double)known.Count, answered.Average(item => item.Relevant is null ? 1 : 1 - Rightness(item)));
    }

    /// <summary>Interpolated precision at eleven levels of recall (Manning, Raghavan and Schütze 2008, 8.4), the mean over the queries that have an answer.</summary>
    internal static IReadOnlyList<(double X, double Y)> PrecisionRecall(EvalRun run)
    {
        var levels = Enumerable.Range(0, 11).Select(level => level / 10.0).ToList();
        var all = run.Items.Where(item => item.Relevant is { Count: > 0 }).Select(Interpolated).ToList();
        return all.Count == 0 ? [] : [.. levels.Select((level, i) => (level, all.Average(query => query[i])))];

        double[] Interpolated(EvalItem item)
        {
            var relevant = item.Relevant!.ToHashSet();
            var at = new List<(double Recall, double Precision)>();
            foreach (var (rank, passage) in item.Ranking.Index())
            {
                if (relevant.Contains(passage.Id)) at.Add(((at.Count + 1) / (double)relevant.Count, (at.Count + 1) / (rank + 1.0)));
            }

            return [.. levels.Select(level => at.Where(point => point.Recall >= level - 1e-9).Select(point => point.Precision).DefaultIfEmpty(0).Max())];
        }
    }

    private static bool IsAnswered(EvalItem item) => item.Answer is { } answer ? answer.Verdict != Verdict.Refused : item.Selected.Count > 0;

    // Of what was or would be answered: where the whole answer is not known, the first passage speaks for it.
    private static double Rightness(EvalItem item) => item.Answer is { Verdict: not Verdict.Refused } ? Of(item) : item.Metrics.GetValueOrDefault("P@1");
}
