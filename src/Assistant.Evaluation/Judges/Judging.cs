using System.Text.Json.Serialization;
using Assistant.Evaluation.Runs;
using Assistant.Evaluation.Statistics;

namespace Assistant.Evaluation.Judges;

/// <summary>Has a judge look at every answer of a run that was not refused, and measures how far it agrees with people.</summary>
public static class Judging
{
    private const double Majority = 0.5;

    /// <summary>The run with the judge's measure. Where it fails on an answer, that stands in <see cref="EvalItem.Unjudged"/>, and the measure has no value.</summary>
    public static async Task<EvalRun> OfAsync(EvalRun run, IAnswerJudge judge, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(judge);
        var items = new List<EvalItem>();
        foreach (var item in run.Items) items.Add(item.Answer is { Verdict: not Verdict.Refused } ? await JudgedAsync(item, judge, cancellationToken) : item);
        return run with { Items = items };
    }

    /// <summary>Agreement of the judge with people's labels, over the answers that have both.</summary>
    /// <param name="run">A run that was judged.</param>
    /// <param name="measure">The judge's measure.</param>
    /// <param name="labels">What people said of the same answers.</param>
    public static Agreement AgreementOf(EvalRun run, string measure, IEnumerable<JudgeLabel> labels)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(labels);
        var judged = run.Items.Where(item => item.Metrics.ContainsKey(measure)).ToDictionary(item => item.Id);
        var both = labels.Where(label => judged.TryGetValue(label.Id, out var item) && item.Answer!.Text == label.Answer).Select(label => (label.Label, Judge: judged[label.Id].Metrics[measure] > Majority)).ToList();
        return new Agreement(both.Count == 0 ? null : CohensKappa.Of([.. both.Select(pair => pair.Label)], [.. both.Select(pair => pair.Judge)]), both.Count);
    }

    private static async Task<EvalItem> JudgedAsync(EvalItem item, IAnswerJudge judge, CancellationToken cancellationToken)
    {
        try
        {
            return item with { Metrics = new Dictionary<string, double>(item.Metrics) { [judge.Measure] = await judge.JudgeAsync(item, cancellationToken) } };
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return item with { Unjudged = new Dictionary<string, string>(item.Unjudged ?? new Dictionary<string, string>()) { [judge.Measure] = exception.Message } };
        }
    }
}

/// <summary>What a person said of an answer: a line of a label file. The answer stands with it, so that a label of an answer that has changed since does not count.</summary>
public sealed record JudgeLabel([property: JsonPropertyName("_id")] string Id, string Answer, bool Label);

/// <summary>Cohen's kappa of a judge with people, over n answers; null where it has no value.</summary>
public sealed record Agreement(double? Kappa, int N);
