using Assistant.Evaluation.Suites;
using Assistant.Evaluation.Tests.Runs;
using Assistant.Testing;

namespace Assistant.Evaluation.Tests.Suites;

public sealed class SuiteTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Read_takes_runs_with_their_settings()
    {
        var suite = Read("train: [a]\nruns:\n  - {name: one, dataset: d, split: val, focusGiven: true, crossFit: true, without: [trees, dense]}");

        var run = Assert.Single(suite.Runs);
        Assert.Equal(("one", "d", "val", true, true), (run.Name, run.Dataset, run.Split, run.FocusGiven, run.CrossFit));
        Assert.Equal(["trees", "dense"], run.Without);
    }

    [Theory]
    [InlineData("about: nothing", "has no runs")]
    [InlineData("runs: [{name: one, dataset: d, split: val, colour: red}]", "colour")]
    [InlineData("runs: [{name: one, split: val}]", "Dataset")]
    [InlineData("runs: [{name: one, dataset: d, split: val, without: [luck]}]", "'luck', which is no part")]
    [InlineData("runs: [{name: one, dataset: d, split: val, without: [trees]}]", "only if it is cross-fitted")]
    [InlineData("runs: [{name: one, dataset: d, split: val, crossFit: true}]", "'train' names no data set")]
    [InlineData("runs: [{name: one, dataset: d, split: val}, {name: one, dataset: d, split: val}]", "two runs are called 'one'")]
    public void Read_broken_suite_says_what_is_wrong(string yaml, string part) =>
        Assert.Contains(part, Assert.Throws<FormatException>(() => Read(yaml)).Message, StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void Prices_reckon_a_run_and_a_thousand_questions()
    {
        var prices = Read("runs: [{name: one, dataset: d, split: val}]\nprices: {currency: USD, promptPerMillion: 0.5, completionPerMillion: 2}").Prices!;
        var answer = Items.Answered("q", "Yes.", "Yes.");

        var cost = prices.Of([answer with { Answer = answer.Answer! with { Usage = new Usage(2_000_000, 500_000) } }, answer]);

        Assert.Equal(("USD", 2m, 1000m), (cost.Currency, cost.Total, cost.PerThousand));
    }

    private Suite Read(string yaml) => Suite.Read(folder.Write("suite.yaml", yaml));
}
