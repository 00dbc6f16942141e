using System.Globalization;
using System.Text;

namespace Assistant.Evaluation.Reports;

/// <summary>One measure over time as inline SVG: a line through the means, a band of their intervals, a dashed line where the data changed.</summary>
internal static class TrendChart
{
    private const double Width = 320;
    private const double Height = 128;
    private const double Left = 36;
    private const double Right = 10;
    private const double Top = 10;
    private const double Bottom = 22;
    private const double LeastSpan = .04; // a flat measure shall look flat
    private const int MostDots = 40;

    private static readonly double[] Steps = [1, 2, 2.5, 5, 10];

    /// <summary>The chart; <paramref name="points"/> are at least one, oldest first.</summary>
    internal static string Svg(string measure, IReadOnlyList<(TrendPoint Run, TrendValue Value)> points)
    {
        var (low, high) = Range(points);
        var (from, to) = (points[0].Run.At, points[^1].Run.At);
        double X(TrendPoint run) => from == to ? (Left + Width - Right) / 2 : Left + ((Width - Left - Right) * ((run.At - from) / (to - from)));
        double Y(double value) => Top + ((Height - Top - Bottom) * (1 - ((value - low) / (high - low))));

        var svg = new StringBuilder().Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{Page.Html(Label(measure, points))}\">");
        var (ticks, decimals) = Ticks(low, high);
        foreach (var tick in ticks)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<line class=\"rule\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y(tick):0.0}\" y2=\"{Y(tick):0.0}\"/>")
                .Append(CultureInfo.InvariantCulture, $"<text x=\"{Left - 6}\" y=\"{Y(tick) + 3.5:0.0}\" text-anchor=\"end\">{TrendText.Tick(tick, decimals)}</text>");
        }

        var bounded = points.Where(point => point.Value is { Lo: not null, Hi: not null }).ToList();
        if (bounded.Count > 1)
        {
            var upper = bounded.Select(point => Point(X(point.Run), Y(point.Value.Hi!.Value)));
            var lower = Enumerable.Reverse(bounded).Select(point => Point(X(point.Run), Y(point.Value.Lo!.Value)));
            svg.Append(CultureInfo.InvariantCulture, $"<polygon class=\"band\" points=\"{string.Join(' ', upper.Concat(lower))}\"/>");
        }
        else if (bounded is [var only])
        {
            svg.Append(CultureInfo.InvariantCulture, $"<line class=\"bar\" x1=\"{X(only.Run):0.0}\" x2=\"{X(only.Run):0.0}\" y1=\"{Y(only.Value.Lo!.Value):0.0}\" y2=\"{Y(only.Value.Hi!.Value):0.0}\"/>");
        }

        foreach (var (run, _) in points.Where(point => point.Run.HasOtherData)) svg.Append(CultureInfo.InvariantCulture, $"<line class=\"other\" x1=\"{X(run):0.0}\" x2=\"{X(run):0.0}\" y1=\"{Top}\" y2=\"{Height - Bottom}\"/>");
        svg.Append(CultureInfo.InvariantCulture, $"<polyline class=\"line\" points=\"{string.Join(' ', points.Select(point => Point(X(point.Run), Y(point.Value.Mean))))}\"/>");
        foreach (var (i, (run, value)) in points.Index())
        {
            var kind = i == points.Count - 1 ? "dot newest" : points.Count > MostDots ? "dot hidden" : "dot";
            svg.Append(CultureInfo.InvariantCulture, $"<circle class=\"{kind}\" cx=\"{X(run):0.0}\" cy=\"{Y(value.Mean):0.0}\" r=\"{(i == points.Count - 1 ? 3.5 : 2)}\"><title>{Page.Html(Tip(run, value))}</title></circle>");
        }

        if (from != to) svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left}\" y=\"{Height - 5}\">{TrendText.Day(from)}</text>");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{(from == to ? X(points[0].Run) : Width - Right):0.0}\" y=\"{Height - 5}\" text-anchor=\"{(from == to ? "middle" : "end")}\">{TrendText.Day(to)}</text>");
        return svg.Append("</svg>").ToString();
    }

    private static (double Low, double High) Range(IReadOnlyList<(TrendPoint Run, TrendValue Value)> points)
    {
        var low = points.Min(point => Math.Min(point.Value.Lo ?? point.Value.Mean, point.Value.Mean));
        var high = points.Max(point => Math.Max(point.Value.Hi ?? point.Value.Mean, point.Value.Mean));
        var missing = Math.Max(LeastSpan, Math.Abs(high) * LeastSpan) - (high - low);
        return missing > 0 ? (low - (missing / 2), high + (missing / 2)) : (low, high);
    }

    // Two to five round numbers, and the decimals that tell them apart.
    private static (IReadOnlyList<double> Ticks, int Decimals) Ticks(double low, double high)
    {
        var rough = (high - low) / 4;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = power * Steps.First(candidate => power * candidate >= rough * .999);
        var ticks = new List<double>();
        for (var tick = Math.Ceiling(low / step) * step; tick <= high + (step * 1e-6); tick += step) ticks.Add(tick);
        return (ticks, Enumerable.Range(0, 6).First(decimals => decimals == 5 || Math.Abs(Math.Round(step, decimals) - step) < step * 1e-6));
    }

    private static string Point(double x, double y) => string.Create(CultureInfo.InvariantCulture, $"{x:0.0},{y:0.0}");

    private static string Tip(TrendPoint run, TrendValue value) => $"{TrendText.Day(run.At, isLong: true)}: {TrendText.Number(value.Mean)}{(TrendText.Interval(value) is { } interval ? $" ({interval})" : "")}";

    private static string Label(string measure, IReadOnlyList<(TrendPoint Run, TrendValue Value)> points) =>
        $"{measure}, {points.Count} {(points.Count == 1 ? "run" : "runs")}, from {TrendText.Number(points[0].Value.Mean)} to {TrendText.Number(points[^1].Value.Mean)}";
}
