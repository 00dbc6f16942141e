using Assistant.Evaluation.Online;
using Assistant.Testing;

namespace Assistant.Evaluation.Tests.Online;

public sealed class OffPolicyReportTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Of_good_log_has_three_estimates_and_no_doubts()
    {
        var report = OffPolicyReport.Of(new SimulatedLog(IsModelWrong: false).Draw(1, n: 2_000));

        Assert.Equal(["IPS", "SNIPS", "DR"], report.Estimates.Select(estimate => estimate.Name));
        Assert.Empty(report.Warnings);
        Assert.Null(report.Clip);
    }

    [Fact]
    public void Of_few_effective_samples_warns()
    {
        LoggedChoice[] log = [new(1, .01, 1), .. Enumerable.Repeat(new LoggedChoice(0, .99, .5), 999)]; // weights 100 and 999 times 50/99: 604.5^2 / 10254.8

        var warnings = OffPolicyReport.Of(log).Warnings;

        Assert.Contains(warnings, warning => warning.StartsWith("The effective sample size is 35.6, below 50", StringComparison.Ordinal));
        Assert.Contains(warnings, warning => warning.Contains("below 10 %", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_wrong_propensities_warns_that_weights_are_not_one_on_average() =>
        Assert.Contains("The mean weight is 2.000", Assert.Single(OffPolicyReport.Of([.. Enumerable.Repeat(new LoggedChoice(1, .5, 1), 100)]).Warnings), StringComparison.Ordinal);

    [Fact]
    public void Of_clip_is_stated_with_what_it_clipped()
    {
        var report = OffPolicyReport.Of(new SimulatedLog(IsModelWrong: false).Draw(1, n: 2_000), clip: 2);

        Assert.Equal(2, report.Clip);
        Assert.True(report.Clipped > 0);
        Assert.Contains($"{report.Clipped} of 2000 weights were clipped at 2", Assert.Single(report.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_some_predictions_missing_leaves_doubly_robust_out_and_says_so()
    {
        var log = new SimulatedLog(IsModelWrong: false).Draw(1, n: 2_000).Select((choice, i) => i == 0 ? choice with { Predicted = null, PredictedTarget = null } : choice);

        var report = OffPolicyReport.Of([.. log]);

        Assert.Equal(2, report.Estimates.Count);
        Assert.Contains("1 of 2000 choices have no prediction", Assert.Single(report.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_takes_lines_with_and_without_predictions()
    {
        var file = folder.Write("log.jsonl", """
            {"reward":1,"propensity":0.5,"target":0.25}
            {"reward":0,"propensity":1,"target":0,"predicted":0.1,"predictedTarget":0.2}
            """);

        Assert.Equal([new LoggedChoice(1, .5, .25), new LoggedChoice(0, 1, 0, .1, .2)], LoggedChoices.Read(file));
    }

    [Theory]
    [InlineData("""{"reward":1,"propensity":0.5}""", "target")]
    [InlineData("""{"reward":1,"propensity":0,"target":1}""", "the propensity 0 is not above 0")]
    [InlineData("""{"reward":1,"propensity":0.5,"target":1.5}""", "the target's probability 1.5")]
    [InlineData("""{"reward":1,"propensity":0.5,"target":1,"predicted":1}""", "come together or not at all")]
    [InlineData("""{"reward":1,"propensity":0.5,"target":1,"colour":1}""", "colour")]
    [InlineData("""{"reward":1""", "")]
    public void Read_broken_line_is_named(string line, string part)
    {
        var file = folder.Write("log.jsonl", $$"""{"reward":1,"propensity":0.5,"target":1}{{"\n"}}{{line}}""");

        var message = Assert.Throws<FormatException>(() => LoggedChoices.Read(file)).Message;

        Assert.Contains($"{file}:2: ", message, StringComparison.Ordinal);
        Assert.Contains(part, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_empty_file_is_refused() => Assert.Contains("holds no choices", Assert.Throws<FormatException>(() => LoggedChoices.Read(folder.Write("log.jsonl", ""))).Message, StringComparison.Ordinal);
}
