using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Assistant.Evaluation.Measures;
using Assistant.Evaluation.Statistics;

namespace Assistant.Evaluation.Runs;

/// <summary>What a run leaves in its folder.</summary>
public static class EvalFiles
{
    private static readonly JsonSerializerOptions Line = new(AssistantJson.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Indented = new(Line) { WriteIndented = true };

    /// <summary>The means of every measure over the queries that have an answer, and what the others came to.</summary>
    public static IReadOnlyDictionary<string, Estimate> Metrics(EvalRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var metrics = new Dictionary<string, Estimate>();
        var answerable = run.Items.Where(item => item.Metrics.Count > 0).ToList();
        foreach (var name in answerable.Take(1).SelectMany(item => item.Metrics.Keys))
        {
            metrics[name] = Bootstrap.Mean([.. answerable.Select(item => item.Metrics[name])], run.Plan.Seed);
        }

        var others = run.Items.Where(item => item.Relevant is null).Select(item => item.Selected.Count > 0 ? 1.0 : 0).ToList();
        if (others.Count > 0) metrics["answered without answer"] = Bootstrap.Mean(others, run.Plan.Seed);
        return metrics;
    }

    /// <summary>Writes <c>run.trec</c>, <c>answers.jsonl</c> (of a run to the answer), <c>per-query.jsonl</c> and <c>metrics.json</c>.</summary>
    public static async Task WriteAsync(EvalRun run, string folder, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        Directory.CreateDirectory(folder);
        await File.WriteAllLinesAsync(Path.Combine(folder, "run.trec"), run.Items.SelectMany(Trec), cancellationToken);
        if (run.Plan.Stage == EvalStage.Answer) await File.WriteAllLinesAsync(Path.Combine(folder, "answers.jsonl"), run.Items.Select(Answer), cancellationToken);
        await File.WriteAllLinesAsync(Path.Combine(folder, "per-query.jsonl"), run.Items.Select(PerQuery), cancellationToken);
        var latency = run.Items.Select(item => item.Milliseconds).Order().ToList();
        var text = JsonSerializer.Serialize(new
        {
            n = run.Items.Count,
            metrics = Metrics(run),
            failed = run.Items.Where(item => item.Error is not null).Select(item => new { item.Id, item.Error }),
            latency = latency.Count == 0 ? null : new { p50 = latency[latency.Count / 2], p95 = latency[(int)(latency.Count * .95)] },
            identity = run.Identity,
        }, Indented);
        await File.WriteAllTextAsync(Path.Combine(folder, "metrics.json"), text + "\n", cancellationToken);
    }

    /// <summary>
    /// A query's lines of <c>run.trec</c>. Its readers ignore the rank and sort by score, so scores fall from rank to rank even where relevances are equal, equal in single
    /// precision, or higher further down: such a score is the next number below the one before it.
    /// </summary>
    internal static IEnumerable<string> Trec(EvalItem item) => item.Ranking.Zip(TrecRun.Descending(item.Ranking.Select(passage => passage.Relevance))).Select((ranked, i) =>
        string.Create(CultureInfo.InvariantCulture, $"{item.Id} Q0 {ranked.First.Id} {i + 1} {ranked.Second} assistant"));

    private static string Answer(EvalItem item) => JsonSerializer.Serialize(new
    {
        _id = item.Id,
        answer = item.Answer?.Text ?? "",
        verdict = item.Answer?.Verdict,
        sentences = (item.Answer?.Sentences ?? []).Select(sentence => new { sentence.Text, citations = sentence.Citations.Select(citation => citation.PassageId).Distinct(), sentence.Support }),
        passages = item.Answer?.Passages ?? [],
        ms = Math.Round(item.Milliseconds, 1),
        item.Error,
    }, Line);

    private static string PerQuery(EvalItem item) => JsonSerializer.Serialize(new
    {
        _id = item.Id,
        item.Text,
        item.Relevant,
        item.Focus,
        item.Selected,
        top = item.Ranking.Take(10),
        item.Metrics,
        ms = Math.Round(item.Milliseconds, 1),
        item.Error,
    }, Line);
}
