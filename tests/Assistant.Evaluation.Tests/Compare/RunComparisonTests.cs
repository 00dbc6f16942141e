using Assistant.Evaluation.Compare;
using Assistant.Testing;

namespace Assistant.Evaluation.Tests.Compare;

public sealed class RunComparisonTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Of_takes_pairs_and_says_what_only_one_has()
    {
        var comparison = RunComparison.Of(Run("a", ("1", .5), ("2", 1)), Run("b", ("2", 0), ("3", 1)), 1);

        var measure = Assert.Single(comparison.Measures);
        Assert.Equal((1.5 / 3, 1.0 / 3, 3), (measure.Baseline, measure.Candidate, measure.Difference.N));
        Assert.Equal(["1"], comparison.OnlyInBaseline);
        Assert.Equal(["3"], comparison.OnlyInCandidate);
    }

    [Fact]
    public void Of_measure_that_applies_in_one_run_alone_makes_no_pair()
    {
        var other = new StoredRun("b", new Dictionary<string, StoredQuery> { ["1"] = new("1", new Dictionary<string, double> { ["else"] = 1 }), ["2"] = new("2", new Dictionary<string, double> { ["m"] = 1 }) });

        Assert.Equal(1, RunComparison.Of(Run("a", ("1", .5), ("2", 1)), other, 1).Measures[0].Difference.N);
    }

    [Fact]
    public void Of_p_values_are_corrected_for_all_measures()
    {
        var (a, b) = (Many(0, 0), Many(1, 1));

        var comparison = RunComparison.Of(a, b, 1);

        Assert.Equal(2, comparison.Measures.Count);
        Assert.All(comparison.Measures, measure => Assert.Equal(2 * measure.P, measure.AdjustedP, 12));
    }

    [Fact]
    public void Of_runs_that_share_nothing_is_refused() => Assert.Contains("share no query", Assert.Throws<ArgumentException>(() => RunComparison.Of(Run("a", ("1", 1)), Run("b", ("2", 1)), 1)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("{\"_id\":\"1\"}", ":1: a line needs _id and metrics")]
    [InlineData("{\"_id\":\"1\",\"metrics\":{}}\n{\"_id\":\"1\",\"metrics\":{}}", ":2: '1' stands there twice")]
    [InlineData("nothing", ":1:")]
    public void Read_broken_run_says_where(string lines, string part) =>
        Assert.Contains(part, Assert.Throws<FormatException>(() => StoredRun.Read(Path.GetDirectoryName(folder.Write("per-query.jsonl", lines))!)).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_no_run_says_what_is_missing() => Assert.Contains("per-query.jsonl", Assert.Throws<ArgumentException>(() => StoredRun.Read(folder.Path)).Message, StringComparison.Ordinal);

    private static StoredRun Run(string name, params (string Id, double Value)[] queries) =>
        new(name, queries.ToDictionary(query => query.Id, query => new StoredQuery(query.Id, new Dictionary<string, double> { ["m"] = query.Value })));

    private static StoredRun Many(double one, double other) =>
        new("many", Enumerable.Range(0, 20).Select(i => new StoredQuery($"{i}", new Dictionary<string, double> { ["m"] = one, ["n"] = other })).ToDictionary(query => query.Id));
}
