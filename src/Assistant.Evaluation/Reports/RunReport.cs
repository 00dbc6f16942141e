using Assistant.Evaluation.Runs;
using Assistant.Evaluation.Statistics;
using static System.FormattableString;
using static Assistant.Evaluation.Reports.Page;

namespace Assistant.Evaluation.Reports;

/// <summary>A run as one self-contained page: figures with their intervals, plots, slices, and the questions that came out worst.</summary>
public static class RunReport
{
    private static readonly string[] Leading = ["right action", "abstains on restricted", "draft fully cited", "no false promise", "facts in draft", "right macro", "intent F1", "right and cited", "fact accuracy", "refusal recall", "groundedness", "citation precision", "nDCG@10", "MRR@5", "set F1", "focus holds all", "answered without answer"];
    private const int Cards = 8;

    /// <summary>The page.</summary>
    /// <param name="run">The run.</param>
    /// <param name="name">What it is called.</param>
    public static string Html(EvalRun run, string name)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(name);
        var metrics = EvalFiles.Metrics(run);
        return Of(name, Lead(run), Figures(metrics) + Plots(run) + SliceTables(run) + WorstQuestions.Html(run) + Identity(run));
    }

    private static string Lead(EvalRun run)
    {
        var (answerable, failed) = (run.Items.Count(item => item.Relevant is not null), run.Items.Count(item => item.Error is not null));
        var latency = Latency.Of(run.Items);
        return Invariant($"<p>{run.Items.Count:#,0} questions, {answerable:#,0} with an answer in the content and {run.Items.Count - answerable:#,0} without. {(failed == 0 ? "None failed." : $"<strong class=\"bad\">{failed} failed and count as wrong.</strong>")}{(latency is null ? "" : Invariant($" Half of them took {latency.P50:#,0.#} ms or less, 95 % {latency.P95:#,0} ms."))} Brackets hold 95&nbsp;% intervals.</p>");
    }

    private static string Figures(IReadOnlyDictionary<string, Estimate> metrics) => $"""
        <section id="figures">
        <h2>Figures</h2>
        <div class="cards small">
        {Join(Leading.Where(metrics.ContainsKey).Take(Cards), measure => Card(measure, metrics[measure]))}
        </div>
        <details>
        <summary>All {metrics.Count} measures</summary>
        <div class="scroll"><table>
        <thead><tr><th>Measure</th><th>Mean</th><th>95 % interval</th><th>n</th></tr></thead>
        <tbody>{Join(metrics, metric => Invariant($"<tr><th>{Page.Html(metric.Key)}</th><td>{Number(metric.Value.Mean)}</td><td>{Number(metric.Value.Lo)} to {Number(metric.Value.Hi)}</td><td>{metric.Value.N:#,0}</td></tr>"))}</tbody>
        </table></div>
        </details>
        </section>

        """;

    private static string Card(string measure, Estimate value) => Invariant($"""
        <article>
        <h3>{Page.Html(measure)}</h3>
        <p class="now"><b>{Number(value.Mean)}</b> <span class="of">{Number(value.Lo)} to {Number(value.Hi)}, n {value.N:#,0}</span></p>
        {Gauge(value)}
        </article>

        """);

    // The interval and the mean between 0 and 1.
    private static string Gauge(Estimate value) => value.Hi > 1 ? "" : Invariant($"""
        <svg class="gauge" viewBox="0 0 200 12" aria-hidden="true"><line class="rule" x1="0" x2="200" y1="6" y2="6"/><rect class="band" x="{value.Lo * 200:0.0}" y="2" width="{Math.Max(1, (value.Hi - value.Lo) * 200):0.0}" height="8" rx="4"/><circle class="dot" cx="{value.Mean * 200:0.0}" cy="6" r="3.5"/></svg>
        """);

    private static string Plots(EvalRun run)
    {
        var (risk, here, precision) = (RunScore.CoverageRisk(run), RunScore.Here(run), RunScore.PrecisionRecall(run));
        var charts = new List<(string Title, string About, string Svg)>();
        if (risk.Count > 0)
        {
            charts.Add(("Coverage and risk", "Were only the surest questions answered: how many, and how many of those wrongly. The dot is where the thresholds stand.",
                Plot.Curve("Coverage and risk", "answered", "of those wrong", risk, here is { } at ? (at.X, at.Y, Invariant($"{at.X:.00} answered, {at.Y:.00} wrong")) : null)));
        }

        if (precision.Count > 0) charts.Add(("Precision and recall", "Of the ranking, the mean over questions with an answer.", Plot.Curve("Precision and recall", "recall", "precision", precision)));
        charts.Add(("Scores", $"Questions by score: {RunScore.NameIn(run)}.", Plot.Columns("Scores", "score", "questions", Scores(run))));
        charts.Add(("Time", "Questions by milliseconds, each column twice the one before.", Plot.Columns("Time", "milliseconds, up to", "questions", Times(run))));
        return $"""
            <section id="plots">
            <h2>Plots</h2>
            <div class="cards plots">
            {Join(charts, chart => $"<article><h3>{Page.Html(chart.Title)}</h3><p class=\"of\">{Page.Html(chart.About)}</p>{chart.Svg}</article>\n")}
            </div>
            </section>

            """;
    }

    private static IReadOnlyList<(string, int)> Scores(EvalRun run)
    {
        var bins = run.Items.CountBy(item => (int)Math.Round(RunScore.Of(item) * 10)).ToDictionary();
        return [.. Enumerable.Range(0, 11).Select(bin => (Invariant($"{bin / 10.0:.0}"), bins.GetValueOrDefault(bin)))];
    }

    private static IReadOnlyList<(string, int)> Times(EvalRun run)
    {
        var bins = run.Items.Where(item => item.Error is null).CountBy(item => (int)Math.Max(0, Math.Ceiling(Math.Log2(Math.Max(1, item.Milliseconds))))).ToDictionary();
        var (first, last) = bins.Count == 0 ? (0, 0) : (bins.Keys.Min(), bins.Keys.Max());
        return [.. Enumerable.Range(first, last - first + 1).Select(bin => (Invariant($"{1 << bin}"), bins.GetValueOrDefault(bin)))];
    }

    private static string SliceTables(EvalRun run)
    {
        var slices = EvalFiles.Slices(run).Where(slice => slice.Value.Count > 1).ToList();
        if (slices.Count == 0) return "";
        return $"<section id=\"slices\">\n<h2>Slices</h2>\n{Join(slices, slice => SliceTable(slice.Key, slice.Value))}</section>\n";
    }

    private static string SliceTable(string key, IReadOnlyDictionary<string, Dictionary<string, Estimate>> values)
    {
        var columns = Leading.Where(measure => values.Values.Any(value => value.ContainsKey(measure))).Take(Cards - 2).ToList();
        return $"""
            <h3 class="slice">By {Page.Html(key)}</h3>
            <div class="scroll"><table>
            <thead><tr><th>{Page.Html(key)}</th>{Join(columns, column => $"<th>{Page.Html(column)}</th>")}</tr></thead>
            <tbody>
            {Join(values, value => $"<tr><th>{Page.Html(value.Key)}</th>{Join(columns, column => value.Value.TryGetValue(column, out var estimate) ? Invariant($"<td>{Number(estimate.Mean)}<small>{Number(estimate.Lo)}–{Number(estimate.Hi)}, n {estimate.N}</small></td>") : "<td class=\"none\">–</td>")}</tr>\n")}
            </tbody></table></div>

            """;
    }

    private static string Identity(EvalRun run) => $"""
        <section id="identity">
        <h2>Which run this is</h2>
        <div class="scroll"><table class="identity"><tbody>{Join(run.Identity.Where(field => field.Value is not null), field => $"<tr><th>{Page.Html(field.Key)}</th><td>{Page.Html(System.Text.Json.JsonSerializer.Serialize(field.Value).Trim('"'))}</td></tr>")}</tbody></table></div>
        </section>

        """;
}
