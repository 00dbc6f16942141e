using System.Globalization;
using System.Text;

namespace Assistant.Evaluation.Reports;

/// <summary>The history of evaluations as one self-contained HTML page: no script, nothing loaded.</summary>
public static class TrendPage
{
    /// <summary>The page.</summary>
    public static string Html(TrendHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        var points = history.Series.SelectMany(series => series.Points).ToList();
        var (from, to) = (points.Min(point => point.At), points.Max(point => point.At));
        var lead = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"<p>{Count(points.Count, "run")}, {(from == to ? "on" : "from")} {TrendText.Day(from)}{(from == to ? "" : $" to {TrendText.Day(to)}")}. The band is the 95&nbsp;% interval of each run")
            .Append(points.Any(point => point.HasOtherData) ? "; a dashed line marks other data, before and after which figures do not compare" : "").Append(".</p>\n");
        if (history.Series.Count > 1)
        {
            lead.Append("<nav aria-label=\"Runs\">\n<ul>\n");
            foreach (var (i, series) in history.Series.Index()) lead.Append(CultureInfo.InvariantCulture, $"<li><a href=\"#run-{i + 1}\">{Page.Html(series.Name)}</a></li>\n");
            lead.Append("</ul>\n</nav>\n");
        }

        var page = new StringBuilder();
        foreach (var (i, series) in history.Series.Index()) Append(page, series, $"run-{i + 1}");
        if (history.Problems.Count > 0)
        {
            page.Append("<section class=\"problems\">\n<h2>Not read</h2>\n<ul>\n");
            foreach (var problem in history.Problems) page.Append(CultureInfo.InvariantCulture, $"<li>{Page.Html(problem)}</li>\n");
            page.Append("</ul>\n</section>\n");
        }

        return Page.Of("Evaluation over time", lead.ToString(), page.ToString());
    }

    private static void Append(StringBuilder page, TrendSeries series, string id)
    {
        page.Append(CultureInfo.InvariantCulture, $"<section id=\"{id}\">\n<h2>{Page.Html(TrendText.Name(series.Name))}</h2>\n<p class=\"about\">{Count(series.Points.Count, "run")}, the newest on {TrendText.Day(series.Points[^1].At, isLong: true)}</p>\n<div class=\"cards\">\n");
        foreach (var measure in series.Measures()) AppendCard(page, measure, [.. series.Points.Where(point => point.Metrics.ContainsKey(measure)).Select(point => (point, point.Metrics[measure]))], series.Points[^1]);
        page.Append("</div>\n");
        TrendTable.Append(page, series);
        page.Append("</section>\n");
    }

    private static void AppendCard(StringBuilder page, string measure, IReadOnlyList<(TrendPoint Run, TrendValue Value)> points, TrendPoint newest)
    {
        var (run, value) = points[^1];
        page.Append(CultureInfo.InvariantCulture, $"<article>\n<h3>{Page.Html(measure)}</h3>\n<p class=\"now\"><b>{TrendText.Number(value.Mean)}</b> {(run == newest ? Change(points) : $"<span class=\"change\">not measured since {TrendText.Day(run.At)}</span>")}</p>\n")
            .Append(TrendChart.Svg(measure, points))
            .Append(CultureInfo.InvariantCulture, $"\n<p class=\"of\">{(TrendText.Interval(value) is { } interval ? $"95&nbsp;% {interval}" : "no interval")}{(value.N is { } n ? $", n {n.ToString("#,0", CultureInfo.InvariantCulture)}" : "")}</p>\n</article>\n");
    }

    // Which way is better differs by measure, so a change has no colour of good or bad; it is marked where it leaves the earlier interval.
    private static string Change(IReadOnlyList<(TrendPoint Run, TrendValue Value)> points)
    {
        if (points.Count == 1) return "<span class=\"change\">the first run</span>";
        var ((before, then), (now, value)) = (points[^2], points[^1]);
        if (now.HasOtherData) return "<span class=\"change\">other data than before</span>";
        var hasLeft = value.Mean < then.Lo || value.Mean > then.Hi;
        return $"<span class=\"change{(hasLeft ? " left" : "")}\"><strong>{TrendText.Change(value.Mean - then.Mean)}</strong> since {TrendText.DayBefore(before.At, now.At)}{(hasLeft ? ", outside its interval" : "")}</span>";
    }

    private static string Count(int count, string noun) => $"{count.ToString("#,0", CultureInfo.InvariantCulture)} {noun}{(count == 1 ? "" : "s")}";
}
