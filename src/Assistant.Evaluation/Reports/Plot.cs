using System.Globalization;
using System.Text;

namespace Assistant.Evaluation.Reports;

/// <summary>Plots as inline SVG: a curve between 0 and 1 on both axes, and columns.</summary>
internal static class Plot
{
    private const double Width = 360;
    private const double Height = 220;
    private const double Left = 46;
    private const double Right = 12;
    private const double Top = 10;
    private const double Bottom = 34;

    /// <summary>A curve through points with coordinates from 0 to 1; a marked point carries its words.</summary>
    internal static string Curve(string label, string across, string up, IReadOnlyList<(double X, double Y)> points, (double X, double Y, string Words)? marked = null)
    {
        var svg = Begin(label);
        foreach (var tick in new[] { 0, .25, .5, .75, 1 })
        {
            svg.Append(CultureInfo.InvariantCulture, $"<line class=\"rule\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y(tick):0.0}\" y2=\"{Y(tick):0.0}\"/><text x=\"{Left - 6}\" y=\"{Y(tick) + 3.5:0.0}\" text-anchor=\"end\">{tick:0.##}</text>")
                .Append(CultureInfo.InvariantCulture, $"<text x=\"{X(tick):0.0}\" y=\"{Height - Bottom + 14}\" text-anchor=\"middle\">{tick:0.##}</text>");
        }

        svg.Append(CultureInfo.InvariantCulture, $"<polyline class=\"line\" points=\"{string.Join(' ', points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{X(point.X):0.0},{Y(point.Y):0.0}")))}\"/>");
        if (marked is { } mark)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<circle class=\"dot newest\" cx=\"{X(mark.X):0.0}\" cy=\"{Y(mark.Y):0.0}\" r=\"4.5\"/>")
                .Append(CultureInfo.InvariantCulture, $"<text class=\"said\" x=\"{X(mark.X) + (mark.X > .6 ? -9 : 9):0.0}\" y=\"{Y(mark.Y) + (mark.Y > .85 ? 15 : -8):0.0}\" text-anchor=\"{(mark.X > .6 ? "end" : "start")}\">{Page.Html(mark.Words)}</text>");
        }

        return End(svg, across, up);
    }

    /// <summary>Columns of counts, each with its label and words to show.</summary>
    internal static string Columns(string label, string across, string up, IReadOnlyList<(string Label, int Count)> columns)
    {
        var most = Math.Max(1, columns.Max(column => column.Count));
        var step = (Width - Left - Right) / columns.Count;
        var svg = Begin(label).Append(CultureInfo.InvariantCulture, $"<line class=\"rule\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y(0):0.0}\" y2=\"{Y(0):0.0}\"/>");
        foreach (var (i, (name, count)) in columns.Index())
        {
            var top = Y(count / (double)most);
            svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"column\" x=\"{Left + (i * step) + 1.5:0.0}\" y=\"{top:0.0}\" width=\"{step - 3:0.0}\" height=\"{Y(0) - top:0.0}\" rx=\"2\"><title>{Page.Html(name)}: {count}</title></rect>");
            if (count > 0) svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left + ((i + .5) * step):0.0}\" y=\"{top - 3:0.0}\" text-anchor=\"middle\">{count}</text>");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left + ((i + .5) * step):0.0}\" y=\"{Height - Bottom + 14}\" text-anchor=\"middle\">{Page.Html(name)}</text>");
        }

        return End(svg, across, up);
    }

    private static StringBuilder Begin(string label) => new StringBuilder().Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 -6 {Width} {Height + 6}\" role=\"img\" aria-label=\"{Page.Html(label)}\">");

    private static string End(StringBuilder svg, string across, string up) => svg
        .Append(CultureInfo.InvariantCulture, $"<text class=\"axis\" x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 3}\" text-anchor=\"middle\">{Page.Html(across)}</text>")
        .Append(CultureInfo.InvariantCulture, $"<text class=\"axis\" transform=\"translate(9 {(Top + Height - Bottom) / 2}) rotate(-90)\" text-anchor=\"middle\">{Page.Html(up)}</text></svg>").ToString();

    private static double X(double value) => Left + ((Width - Left - Right) * value);

    private static double Y(double value) => Top + ((Height - Top - Bottom) * (1 - value));
}
