using System.Text.Json;
using Assistant.Testing;

namespace Assistant.Cli.Tests;

public sealed class EvalOnlineTests : IDisposable
{
    private const string Choices = """
        {"reward":1,"propensity":0.5,"target":0.5}
        {"reward":0,"propensity":0.5,"target":0.5}
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task OffPolicy_prints_estimates_and_warns_of_few_samples()
    {
        var result = await Cli.RunAsync("eval", "off-policy", folder.Write("log.jsonl", Choices));

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("IPS     0.5000  [", result.Output, StringComparison.Ordinal);
        Assert.Contains("n 2  effective 2.0  mean weight 1.000  not clipped", result.Output, StringComparison.Ordinal);
        Assert.Contains("Warning: The effective sample size is 2.0", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OffPolicy_json_is_one_document()
    {
        var result = await Cli.RunAsync("eval", "off-policy", folder.Write("log.jsonl", Choices), "--clip", "3", "--json");

        using var json = JsonDocument.Parse(result.Output);
        Assert.Equal(3, json.RootElement.GetProperty("clip").GetDouble());
        Assert.Equal("SNIPS", json.RootElement.GetProperty("estimates")[1].GetProperty("name").GetString());
    }

    [Fact]
    public async Task FromFeedback_without_ratings_writes_nothing_and_says_so()
    {
        var result = await Cli.RunAsync("eval", "from-feedback", "--out", folder.File("set"), "--tenant", "nobody");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("answers 0, rated 0, used 0", result.Output, StringComparison.Ordinal);
        Assert.Contains("nothing was written", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.File("set")));
    }

    [Fact]
    public async Task FromFeedback_support_file_that_is_not_there_is_wrong_use()
    {
        var result = await Cli.RunAsync("eval", "from-feedback", "--out", folder.File("set"), "--support", $"sqlite:{folder.File("none.db")}");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("is no file of a support desk", result.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.File("none.db")));
    }

    [Fact]
    public async Task FromFeedback_since_no_date_is_wrong_use()
    {
        var result = await Cli.RunAsync("eval", "from-feedback", "--out", folder.File("set"), "--since", "yesterday");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("--since 'yesterday' is no date", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trend_broken_file_is_told_and_the_page_is_written()
    {
        folder.Write("history/2026-11-27/words/metrics.json", """{"metrics":{"P@1":{"mean":0.5,"lo":0.4,"hi":0.6,"n":9}}}""");
        folder.Write("history/2026-11-28/words/metrics.json", "{");

        var result = await Cli.RunAsync("eval", "trend", folder.File("history"), "--out", folder.File("trend.html"));

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("not read: 2026-11-28", result.Error, StringComparison.Ordinal);
        Assert.Contains("<b>.500</b>", await File.ReadAllTextAsync(folder.File("trend.html"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
