using Assistant.Evaluation.Compare;
using static System.FormattableString;
using static Assistant.Evaluation.Reports.Page;

namespace Assistant.Evaluation.Reports;

/// <summary>Two runs side by side as one self-contained page.</summary>
public static class CompareReport
{
    private const int MostChanges = 25; // each way
    private static readonly string[] Deciding = ["right and cited", "refusal recall", "citation recall", "set F1", "MRR@5"];

    /// <summary>The page.</summary>
    public static string Html(RunComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        var missing = comparison.OnlyInBaseline.Count + comparison.OnlyInCandidate.Count;
        var lead = Invariant($"<p><b>A</b> {Page.Html(comparison.Baseline.Name)}, <b>B</b> {Page.Html(comparison.Candidate.Name)}. Differences are B less A, pair by pair; p by the randomisation test, corrected for {comparison.Measures.Count} measures (Holm). {(missing == 0 ? "Both have the same questions." : $"<strong class=\"bad\">{comparison.OnlyInBaseline.Count} questions are only in A, {comparison.OnlyInCandidate.Count} only in B; they count zero in the other.</strong>")}</p>");
        var changes = Changes(comparison).ToList();
        return Of("Two runs compared", lead,
            Table("Measures", comparison.Measures, isCorrected: true)
            + Table("Slices that differ", comparison.Slices.Where(slice => slice.P < .05 && Deciding.Contains(slice.Measure)), isCorrected: false)
            + Section("Better in B", [.. changes.Where(change => change.Difference > 0).OrderByDescending(change => change.Difference).Take(MostChanges)])
            + Section("Worse in B", [.. changes.Where(change => change.Difference < 0).OrderBy(change => change.Difference).Take(MostChanges)]));
    }

    private static string Table(string title, IEnumerable<MeasureDifference> differences, bool isCorrected)
    {
        var rows = differences.ToList();
        if (rows.Count == 0) return isCorrected ? "" : $"<section>\n<h2>{title}</h2>\n<p class=\"about\">None with p below .05.</p>\n</section>\n";
        return $"""
            <section>
            <h2>{title}</h2>
            <div class="scroll"><table>
            <thead><tr><th>Measure</th><th>A</th><th>B</th><th>B − A</th><th>95 % interval</th><th>p</th><th>effect d</th><th>detectable</th><th>n</th></tr></thead>
            <tbody>{Join(rows, row => Row(row, isCorrected ? row.AdjustedP : row.P))}</tbody>
            </table></div>
            </section>

            """;
    }

    private static string Row(MeasureDifference row, double p) => Invariant($"<tr class=\"{(p >= .05 ? "" : IsBetter(row) ? "up" : "down")}\"><th>{Page.Html(row.Measure)}{(row.Slice is null ? "" : $"<small>{Page.Html(row.Slice)}</small>")}</th><td>{Number(row.Baseline)}</td><td>{Number(row.Candidate)}</td><td><b>{Change(row.Difference.Mean)}</b></td><td>{Change(row.Difference.Lo)} to {Change(row.Difference.Hi)}</td><td>{p:0.000}</td><td>{(row.Effect is { } effect ? Change(effect) : "–")}</td><td>{(row.Detectable is { } least ? Number(least) : "–")}</td><td>{row.Difference.N:#,0}</td></tr>");

    private static bool IsBetter(MeasureDifference row) => row.Difference.Mean > 0 != (row.Measure == "answered without answer");

    private static IEnumerable<(StoredQuery A, StoredQuery B, string Measure, double Difference)> Changes(RunComparison comparison)
    {
        foreach (var (id, a) in comparison.Baseline.Queries)
        {
            if (!comparison.Candidate.Queries.TryGetValue(id, out var b)) continue;
            if (Deciding.FirstOrDefault(measure => a.Metrics.ContainsKey(measure) && b.Metrics.ContainsKey(measure)) is { } measure && a.Metrics[measure] != b.Metrics[measure]) yield return (a, b, measure, b.Metrics[measure] - a.Metrics[measure]);
        }
    }

    private static string Section(string title, IReadOnlyList<(StoredQuery A, StoredQuery B, string Measure, double Difference)> changes) => $"""
        <section>
        <h2>{title}</h2>
        {(changes.Count == 0 ? "<p class=\"about\">None.</p>" : Join(changes, change => Invariant($"<article class=\"pair\"><h3>{Page.Html(change.A.Text ?? change.A.Id)} <small>{Page.Html(change.A.Id)}: {Page.Html(change.Measure)} {Number(change.A.Metrics[change.Measure])} to {Number(change.B.Metrics[change.Measure])}</small></h3><div class=\"sides\">{Side("A", change.A)}{Side("B", change.B)}</div></article>\n")))}
        </section>

        """;

    private static string Side(string name, StoredQuery query) => $"<div><b>{name}</b> {(query.Error is { } error ? $"<span class=\"bad\">{Page.Html(error)}</span>" : query.Answer is { } answer ? $"<span class=\"verdict {Page.Html(answer.Verdict ?? "")}\">{Page.Html(answer.Verdict ?? "")}</span><p>{Page.Html(answer.Answer)}</p>" : "<p class=\"of\">ranked only</p>")}</div>";
}
