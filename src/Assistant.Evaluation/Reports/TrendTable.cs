using System.Globalization;
using System.Text;

namespace Assistant.Evaluation.Reports;

/// <summary>The runs of one name as a table, newest first, with what changed in each.</summary>
internal static class TrendTable
{
    internal static void Append(StringBuilder page, TrendSeries series)
    {
        var measures = series.Measures();
        page.Append("<details>\n<summary>All figures</summary>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"All figures\">\n<table>\n<thead><tr><th scope=\"col\">run</th>");
        foreach (var measure in measures) page.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\">{Page.Html(measure)}</th>");
        page.Append("<th scope=\"col\" class=\"what\">what changed</th></tr></thead>\n<tbody>\n");
        foreach (var point in series.Points.Reverse())
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr{(point.HasOtherData ? " class=\"other\"" : "")}><th scope=\"row\">{TrendText.Day(point.At, isLong: true)}</th>");
            foreach (var measure in measures) page.Append(point.Metrics.TryGetValue(measure, out var value) ? Cell(value) : "<td></td>");
            page.Append(CultureInfo.InvariantCulture, $"<td class=\"what\">{Page.Html(string.Join(", ", point.Changed))}</td></tr>\n");
        }

        page.Append("</tbody>\n</table>\n</div>\n</details>\n");
    }

    private static string Cell(TrendValue value) => $"<td>{TrendText.Number(value.Mean)}{(TrendText.Interval(value) is { } interval ? $"<small>{interval}</small>" : "")}</td>";
}
