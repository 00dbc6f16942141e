using Assistant.Evaluation.Reports;
using Assistant.Testing;

namespace Assistant.Evaluation.Tests.Reports;

public sealed class TrendHistoryTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Read_suites_have_a_series_for_each_run_in_order_of_time()
    {
        Write("2026-11-28/words", .5);
        Write("2026-11-27/words", .4);
        Write("2026-11-27/dense", .6);

        var history = TrendHistory.Read(folder.Path);

        Assert.Equal(["dense", "words"], history.Series.Select(series => series.Name));
        Assert.Equal([.4, .5], history.Series[1].Points.Select(point => point.Metrics["P@1"].Mean));
        Assert.Equal(new DateTimeOffset(2026, 11, 28, 0, 0, 0, TimeSpan.Zero), history.Series[1].Points[1].At);
        Assert.Equal(new TrendValue(.5, .4, .6, 10), history.Series[1].Points[1].Metrics["P@1"]);
    }

    [Fact]
    public void Read_single_runs_are_named_by_their_data()
    {
        Write("2026-11-27T0200", .4);
        Write("2026-11-28T0200", .5);

        var series = Assert.Single(TrendHistory.Read(folder.Path).Series);

        Assert.Equal("hotels, val", series.Name);
        Assert.Equal(2, series.Points.Count);
        Assert.Equal(2, series.Points[0].At.Hour);
    }

    [Fact]
    public void Read_folder_of_a_run_that_holds_dates_is_a_series_too()
    {
        Write("words/2026-11-27", .4);
        Write("words/2026-11-28", .5);

        Assert.Equal(("words", 2), (Assert.Single(TrendHistory.Read(folder.Path).Series).Name, TrendHistory.Read(folder.Path).Series[0].Points.Count));
    }

    [Fact]
    public void Read_without_a_date_in_the_path_takes_the_identity_s_and_then_the_file_s()
    {
        Write("nightly/words", .4, "\"at\":\"2026-11-20\"");
        var file = Write("another/words", .5);
        File.SetLastWriteTimeUtc(file, new DateTime(2026, 11, 21, 0, 0, 0, DateTimeKind.Utc));

        var series = Assert.Single(TrendHistory.Read(folder.Path).Series);

        Assert.Equal([20, 21], series.Points.Select(point => point.At.Day));
    }

    [Fact]
    public void Read_says_what_changed_and_whether_that_is_the_data()
    {
        Write("2026-11-26", .4, "\"corpus\":\"c1\",\"relevance\":\"r1\"");
        Write("2026-11-27", .4, "\"corpus\":\"c1\",\"relevance\":\"r2\"");
        Write("2026-11-28", .4, "\"corpus\":\"c2\",\"relevance\":\"r2\"");

        var points = Assert.Single(TrendHistory.Read(folder.Path).Series).Points;

        Assert.Equal([[], ["relevance"], ["corpus"]], points.Select(point => point.Changed));
        Assert.Equal([false, false, true], points.Select(point => point.HasOtherData));
    }

    [Theory]
    [InlineData("{broken")]
    [InlineData("""{"metrics":{"P@1":{"lo":1}}}""")]
    [InlineData("""{"n":1}""")]
    public void Read_broken_file_is_told_and_the_rest_goes_on(string broken)
    {
        Write("2026-11-27", .4);
        folder.Write("2026-11-28/metrics.json", broken);

        var history = TrendHistory.Read(folder.Path);

        Assert.Single(history.Series);
        Assert.StartsWith(Path.Combine("2026-11-28", "metrics.json"), Assert.Single(history.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_folder_without_runs_is_refused()
    {
        Assert.Contains("holds no run", Assert.Throws<ArgumentException>(() => TrendHistory.Read(folder.Path)).Message, StringComparison.Ordinal);
        Assert.Contains("no folder", Assert.Throws<ArgumentException>(() => TrendHistory.Read(folder.File("none"))).Message, StringComparison.Ordinal);
    }

    private string Write(string path, double mean, string identity = "\"dataset\":\"hotels\",\"split\":\"val\"") => folder.Write($"{path}/metrics.json", FormattableString.Invariant(
        $$$"""{"n":10,"metrics":{"P@1":{"mean":{{{mean}}},"lo":{{{mean - .1:0.0}}},"hi":{{{mean + .1:0.0}}},"n":10}},"identity":{ {{{identity}}} } }"""));
}
