using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Assistant.Evaluation.Measures;
using Assistant.Evaluation.Reports;
using Assistant.Evaluation.Statistics;

namespace Assistant.Evaluation.Runs;

/// <summary>What a run leaves in its folder.</summary>
public static class EvalFiles
{
    /// <summary>The file in which a run keeps what it has done.</summary>
    public const string Journal = "items.jsonl";

    private static readonly JsonSerializerOptions Line = new(AssistantJson.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Indented = new(Line) { WriteIndented = true };

    /// <summary>The mean of every measure over the queries that it applies to.</summary>
    public static IReadOnlyDictionary<string, Estimate> Metrics(EvalRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return Means(run.Items, run.Plan.Seed);
    }

    /// <summary>The same for each value of each kind of slice: <c>kind</c>, <c>tier</c>, <c>place</c>, <c>language</c>.</summary>
    public static IReadOnlyDictionary<string, Dictionary<string, Dictionary<string, Estimate>>> Slices(EvalRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.Items.SelectMany(item => item.Slices.Keys).Distinct().ToDictionary(
            slice => slice,
            slice => run.Items.Where(item => item.Slices.ContainsKey(slice)).GroupBy(item => item.Slices[slice]).OrderBy(group => group.Key, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => Means([.. group], run.Plan.Seed)));
    }

    private static Dictionary<string, Estimate> Means(IReadOnlyList<EvalItem> items, int seed) =>
        items.SelectMany(item => item.Metrics.Keys).Distinct().ToDictionary(
            name => name, name => Bootstrap.Mean([.. items.Where(item => item.Metrics.ContainsKey(name)).Select(item => item.Metrics[name])], seed));

    /// <summary>Writes <c>run.trec</c>, <c>answers.jsonl</c> (of a run to the answer), <c>per-query.jsonl</c>, <c>metrics.json</c> and <c>report.html</c>.</summary>
    /// <param name="run">The run.</param>
    /// <param name="name">What the report calls it.</param>
    /// <param name="folder">Where to.</param>
    /// <param name="prices">What tokens cost; null reckons nothing.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static async Task WriteAsync(EvalRun run, string name, string folder, Prices? prices, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        Directory.CreateDirectory(folder);
        await File.WriteAllLinesAsync(Path.Combine(folder, "run.trec"), run.Items.SelectMany(Trec), cancellationToken);
        if (run.Plan.Stage == EvalStage.Answer) await File.WriteAllLinesAsync(Path.Combine(folder, "answers.jsonl"), run.Items.Select(Answer), cancellationToken);
        await File.WriteAllLinesAsync(Path.Combine(folder, "per-query.jsonl"), run.Items.Select(PerQuery), cancellationToken);
        var text = JsonSerializer.Serialize(new
        {
            n = run.Items.Count,
            metrics = Metrics(run),
            slices = Slices(run),
            failed = run.Items.Where(item => item.Error is not null).Select(item => new { item.Id, item.Error }),
            latency = Latency.Of(run.Items),
            tokens = run.Items.Any(item => item.Answer is not null) ? new { prompt = run.Items.Sum(item => item.Answer?.Usage.PromptTokens ?? 0), completion = run.Items.Sum(item => item.Answer?.Usage.CompletionTokens ?? 0) } : null,
            cost = prices?.Of(run.Items),
            identity = run.Identity,
        }, Indented);
        await File.WriteAllTextAsync(Path.Combine(folder, "metrics.json"), text + "\n", cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "report.html"), RunReport.Html(run, $"Evaluation: {name}"), cancellationToken);
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
        passages = (item.Answer?.Passages ?? []).Select(passage => passage.PassageId),
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
        item.Slices,
        item.Unjudged,
        ms = Math.Round(item.Milliseconds, 1),
        item.Error,
    }, Line);
}
