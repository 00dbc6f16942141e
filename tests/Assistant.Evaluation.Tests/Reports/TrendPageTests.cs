using System.Text.RegularExpressions;
using System.Xml.Linq;
using Assistant.Evaluation.Reports;

namespace Assistant.Evaluation.Tests.Reports;

public sealed partial class TrendPageTests
{
    private static readonly DateTimeOffset First = new(2026, 11, 26, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Html_has_the_newest_value_and_the_change_since_the_run_before()
    {
        var html = TrendPage.Html(History(Point(0, .5), Point(1, .52)));

        Assert.Contains("<b>.520</b> <span class=\"change\"><strong>+.020</strong> since 26 Nov</span>", html, StringComparison.Ordinal);
        Assert.Contains("95&nbsp;% .470 to .570, n 200", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Html_marks_a_change_that_leaves_the_earlier_interval() =>
        Assert.Contains("<span class=\"change left\"><strong>−.100</strong> since 26 Nov, outside its interval</span>", TrendPage.Html(History(Point(0, .5), Point(1, .4))), StringComparison.Ordinal);

    [Fact]
    public void Html_compares_no_figures_across_other_data()
    {
        var html = TrendPage.Html(History(Point(0, .5), Point(1, .9, "corpus")));

        Assert.Contains("other data than before", html, StringComparison.Ordinal);
        Assert.Single(DashedLines().Matches(html));
        Assert.DoesNotContain("+.400", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Html_measure_that_the_newest_run_lacks_is_not_passed_off_as_new()
    {
        var html = TrendPage.Html(History(Point(0, .5), new TrendPoint(First.AddDays(1), new Dictionary<string, TrendValue> { ["other"] = new(.1, null, null, null) }, [])));

        Assert.Contains("not measured since 26 Nov 2026", html, StringComparison.Ordinal);
        Assert.Contains("no interval", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Html_loads_nothing_and_runs_no_script()
    {
        var html = TrendPage.Html(History(Point(0, .5), Point(1, .52)));

        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("http", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("url(", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("light-dark(", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Html_names_are_text_and_never_markup()
    {
        var html = TrendPage.Html(new TrendHistory([new TrendSeries("<img src=x>", [Point(0, .5)])], ["<b>broken</b>"]));

        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>broken", html, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;broken", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Svg_draws_time_to_scale_and_the_band_about_the_line()
    {
        var svg = XElement.Parse(TrendChart.Svg("P@1", [.. new[] { Point(0, .4), Point(1, .5), Point(4, .6) }.Select(point => (point, point.Metrics["P@1"]))]));

        var line = Points(svg, "polyline");
        Assert.Equal(3 * (line[1].X - line[0].X), line[2].X - line[1].X, .2); // one day, then three
        Assert.True(line[0].Y > line[1].Y && line[1].Y > line[2].Y);
        var band = Points(svg, "polygon");
        Assert.Equal(6, band.Count);
        Assert.Equal(line[0].Y, (band[0].Y + band[5].Y) / 2, .2); // the mean is amid its interval
        Assert.All(band, point => Assert.InRange(point.Y, 0, 128));
    }

    [Theory]
    [InlineData(.5, 0)]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(1234.5, 100)]
    [InlineData(-.3, .1)]
    public void Svg_one_run_and_odd_values_stay_on_the_chart(double mean, double half)
    {
        var point = new TrendPoint(First, new Dictionary<string, TrendValue> { ["m"] = new(mean, mean - half, mean + half, 5) }, []);

        var svg = XElement.Parse(TrendChart.Svg("m", [(point, point.Metrics["m"])]));

        Assert.DoesNotContain("NaN", svg.ToString(), StringComparison.Ordinal);
        Assert.InRange((double)svg.Elements("circle").Single().Attribute("cy")!, 10, 106);
        Assert.InRange(svg.Elements("line").Count(line => (string?)line.Attribute("class") == "rule"), 1, 5);
    }

    [GeneratedRegex("<line class=\"other\"")]
    private static partial Regex DashedLines();

    private static List<(double X, double Y)> Points(XElement svg, string shape) =>
        [.. ((string)svg.Element(shape)!.Attribute("points")!).Split(' ').Select(pair => pair.Split(',')).Select(pair => (double.Parse(pair[0], System.Globalization.CultureInfo.InvariantCulture), double.Parse(pair[1], System.Globalization.CultureInfo.InvariantCulture)))];

    private static TrendHistory History(params TrendPoint[] points) => new([new TrendSeries("words", points)], []);

    private static TrendPoint Point(int day, double mean, params string[] changed) =>
        new(First.AddDays(day), new Dictionary<string, TrendValue> { ["P@1"] = new(mean, mean - .05, mean + .05, 200) }, changed);
}
