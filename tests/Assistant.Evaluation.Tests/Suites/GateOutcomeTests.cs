using System.Globalization;
using Assistant.Evaluation.Compare;
using Assistant.Evaluation.Suites;
using Assistant.Testing;

namespace Assistant.Evaluation.Tests.Suites;

public sealed class GateOutcomeTests : IDisposable
{
    private const string Measure = "right and cited";
    private static readonly Dictionary<(string, string), string> Trusted = [];
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("atLeast: 0.75", true)]
    [InlineData("atLeast: 0.76", false)]
    [InlineData("atMost: 0.75", true)]
    [InlineData("atMost: 0.74", false)]
    public void Of_bound(string bound, bool holds) => Assert.Equal(holds, Assert.Single(Of(bound, Run((q => q < 75, "policy", 100)))).Holds);

    [Fact]
    public void Of_measure_that_was_not_taken_fails()
    {
        var outcome = Assert.Single(Of("atLeast: 0", Run((_ => true, "policy", 10)), measure: "luck"));

        Assert.False(outcome.Holds);
        Assert.Equal("was not measured", outcome.Reason);
    }

    [Fact]
    public void Of_slice_that_is_empty_fails() => Assert.False(Assert.Single(Of("atLeast: 0, slice: kind=comparison", Run((_ => true, "policy", 10)))).Holds);

    [Fact]
    public void Of_run_that_was_not_made_fails()
    {
        var outcomes = GateOutcome.Of(Suite("atLeast: 0", Measure), folder.Path, new Dictionary<string, StoredRun>(), Trusted, 1);

        Assert.False(Assert.Single(outcomes).Holds);
    }

    [Fact]
    public void Of_baseline_that_is_missing_fails() => Assert.Contains("--accept writes it", Assert.Single(Of("baseline: none.jsonl", Run((_ => true, "policy", 10)))).Reason, StringComparison.Ordinal);

    [Fact]
    public void Of_same_as_baseline_holds()
    {
        Write((q => q < 60, "policy", 100));

        Assert.All(Of("baseline: base.jsonl, slice: kind=*", Run((q => q < 60, "policy", 100))), outcome => Assert.True(outcome.Holds, outcome.Reason));
    }

    [Fact]
    public void Of_regression_of_three_points_on_one_slice_fails_that_slice()
    {
        Write((q => q < 60, "policy", 100), (q => q < 50, "comparison", 100));
        var run = Run((q => q < 60, "policy", 100), (q => q < 47, "comparison", 100));

        var outcomes = Of("baseline: base.jsonl, slice: kind=*, maxDrop: 0.02", run);

        Assert.Equal([("kind=comparison", false), ("kind=policy", true)], outcomes.Select(outcome => (outcome.Slice!, outcome.Holds)));
    }

    [Fact]
    public void Of_small_but_significant_regression_fails()
    {
        Write((q => q < 600, "policy", 1000));
        var run = Run((q => q < 588, "policy", 1000)); // 12 of 1,000 worse, none better

        var outcome = Assert.Single(Of("baseline: base.jsonl, maxDrop: 0.02", run));

        Assert.False(outcome.Holds);
        Assert.EndsWith("significantly worse", outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_rise_of_what_should_be_low_fails()
    {
        Write((q => q < 10, "policy", 100));

        Assert.False(Assert.Single(Of("baseline: base.jsonl, lowerIsBetter: true", Run((q => q < 15, "policy", 100)))).Holds);
    }

    [Fact]
    public void Of_query_that_the_run_lacks_counts_zero()
    {
        Write((_ => true, "policy", 100));

        Assert.False(Assert.Single(Of("baseline: base.jsonl", Run((_ => true, "policy", 90)))).Holds);
    }

    [Fact]
    public void Of_judge_that_failed_on_a_query_fails()
    {
        var run = Run((_ => true, "policy", 10));
        var queries = new Dictionary<string, StoredQuery>(run.Queries) { ["policy-0"] = run.Queries["policy-0"] with { Unjudged = new Dictionary<string, string> { [Measure] = "it threw" } } };

        var outcome = Assert.Single(Of("atLeast: 0", run with { Queries = queries }));

        Assert.False(outcome.Holds);
        Assert.Contains("failed on 1 of 10", outcome.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_judge_that_people_do_not_agree_with_fails()
    {
        var runs = new Dictionary<string, StoredRun> { ["one"] = Run((_ => true, "policy", 10)) };

        var outcome = Assert.Single(GateOutcome.Of(Suite("atLeast: 0", Measure), folder.Path, runs, new Dictionary<(string, string), string> { [("one", Measure)] = "kappa 0.2" }, 1));

        Assert.Equal((false, "kappa 0.2"), (outcome.Holds, outcome.Reason));
    }

    [Theory]
    [InlineData("run: two, measure: m, atLeast: 1", "on the run 'two'")]
    [InlineData("run: one, measure: m", "asks for nothing")]
    [InlineData("run: one, measure: m, atLeast: 1, slice: policy", "not KEY=VALUE")]
    public void Read_broken_gate_says_what_is_wrong(string gate, string part) => Assert.Contains(
        part, Assert.Throws<FormatException>(() => Evaluation.Suites.Suite.Read(folder.Write("suite.yaml", $"runs: [{{name: one, dataset: d, split: val}}]\ngates: [{{{gate}}}]"))).Message, StringComparison.Ordinal);

    private IReadOnlyList<GateOutcome> Of(string gate, StoredRun run, string measure = Measure) =>
        GateOutcome.Of(Suite(gate, measure), folder.Path, new Dictionary<string, StoredRun> { ["one"] = run }, Trusted, 1);

    private Suite Suite(string gate, string measure) =>
        Evaluation.Suites.Suite.Read(folder.Write("suite.yaml", $"runs: [{{name: one, dataset: d, split: val}}]\ngates: [{{run: one, measure: {measure}, {gate}}}]"));

    private void Write(params (Func<int, bool> IsRight, string Kind, int Count)[] slices) => folder.Write("base.jsonl", string.Join('\n', Run(slices).Queries.Values.Select(query =>
        string.Create(CultureInfo.InvariantCulture, $"{{\"_id\":\"{query.Id}\",\"metrics\":{{\"{Measure}\":{query.Metrics[Measure]}}},\"slices\":{{\"kind\":\"{query.Slices!["kind"]}\"}}}}"))));

    private static StoredRun Run(params (Func<int, bool> IsRight, string Kind, int Count)[] slices) => new("one", slices.SelectMany(slice => Enumerable.Range(0, slice.Count).Select(i => new StoredQuery(
        $"{slice.Kind}-{i}", new Dictionary<string, double> { [Measure] = slice.IsRight(i) ? 1 : 0 }, null, new Dictionary<string, string> { ["kind"] = slice.Kind }))).ToDictionary(query => query.Id));
}
