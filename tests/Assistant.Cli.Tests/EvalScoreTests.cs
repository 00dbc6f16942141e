using Assistant.Testing;

namespace Assistant.Cli.Tests;

public sealed class EvalScoreTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    // q1 finds its one passage at rank 2, q2 is not in the run.
    [Fact]
    public async Task Score_prints_each_query_and_the_means()
    {
        var result = await Cli.RunAsync("eval", "score", "--run", folder.Write("run.trec", "q1 Q0 b 1 1 t\nq1 Q0 a 2 .5 t\n"), "--qrels", folder.Write("qrels", "q1 0 a 1\nq2 0 a 1\n"), "--per-query");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("RR\tq1\t0.500000\nRR\tq2\t0.000000\n", result.Output, StringComparison.Ordinal);
        Assert.Matches(@"MRR +0\.2500  \[0\.\d{4}, 0\.\d{4}\]  n 2\n", result.Output);
        Assert.Contains("1 of 2 judged queries are not in the run", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Score_broken_run_is_told_with_file_and_line()
    {
        var result = await Cli.RunAsync("eval", "score", "--run", folder.Write("run.trec", "q1 Q0 a\n"), "--qrels", folder.Write("qrels", "q1 0 a 1\n"));

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("run.trec:1: has 3 of six fields", result.Error, StringComparison.Ordinal);
    }
}
