using System.Text.Json;
using Assistant.Testing;

namespace Assistant.Cli.Tests;

/// <summary>Evaluations as an engineer runs them.</summary>
public sealed class EvalRunTests : IDisposable
{
    private const int Questions = 420;
    private readonly TemporaryFolder folder = new();

    private string Out => folder.File("out");

    private string Journal => Path.Combine(Out, "items.jsonl");

    private string[] Golden => ["eval", "run", "--dataset", Repository.File("eval/datasets/golden"), "--content", Repository.File("eval/catalog"), "--out", Out];

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Run_killed_goes_on_where_it_stopped_and_is_not_computed_again()
    {
        using (var process = Cli.Start(Golden))
        {
            while (!File.Exists(Journal) || Lines().Length < 20) await Task.Delay(20, TestContext.Current.CancellationToken);
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        var before = Lines()[..20];
        var again = await Cli.RunAsync(Golden);
        var whole = Lines();
        var third = await Cli.RunAsync(Golden);

        Assert.True(again.ExitCode == 0, again.Error);
        Assert.Equal(before, whole[..20]);
        Assert.Equal(Questions + 1, whole.Length);
        Assert.Equal(again.Output, third.Output);
        Assert.Equal(whole, Lines());
    }

    [Fact]
    public async Task Run_writes_what_the_contract_names()
    {
        var result = await Cli.RunAsync([.. Golden, "--limit", "5"]);

        Assert.True(result.ExitCode == 0, result.Error);
        using var metrics = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Out, "metrics.json"), TestContext.Current.CancellationToken));
        Assert.Equal(10, metrics.RootElement.GetProperty("n").GetInt32()); // five with an answer, five without
        Assert.InRange(metrics.RootElement.GetProperty("metrics").GetProperty("MRR@5").GetProperty("mean").GetDouble(), 0, 1);
        Assert.Equal(1, metrics.RootElement.GetProperty("identity").GetProperty("seed").GetInt32());
        foreach (var file in new[] { "run.trec", "answers.jsonl", "per-query.jsonl", "report.html" }) Assert.True(new FileInfo(Path.Combine(Out, file)).Length > 0, file);
    }

    [Fact]
    public async Task Run_without_a_dataset_says_what_one_holds()
    {
        var result = await Cli.RunAsync("eval", "run", "--dataset", folder.Path, "--split", "val", "--out", Out);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("A dataset folder holds corpus.jsonl, queries.jsonl and qrels/SPLIT.tsv, or questions.jsonl.", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compare_two_runs_writes_a_table_and_a_page()
    {
        await Cli.RunAsync([.. Golden, "--limit", "20"]);
        var result = await Cli.RunAsync("eval", "compare", Out, Out, "--out", folder.File("compared"));

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains("right and cited", result.Output, StringComparison.Ordinal);
        Assert.Contains("Two runs compared", await File.ReadAllTextAsync(folder.File("compared/compare.html"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Suite_that_misses_a_gate_exits_with_1()
    {
        var suite = folder.Write("suite.yaml", $"runs: [{{name: golden, dataset: {Repository.File("eval/datasets/golden")}, content: {Repository.File("eval/catalog")}, stage: answer, limit: 5}}]\ngates: [{{run: golden, measure: groundedness, atLeast: 0}}, {{run: golden, measure: answer length, atMost: 1}}]");

        var result = await Cli.RunAsync("eval", "run", suite, "--out", Out);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("FAILS  golden: answer length", result.Output, StringComparison.Ordinal);
        Assert.Contains("1 of 2 gates fail", result.Error, StringComparison.Ordinal);
    }

    /// <summary>What ships has to pass this: each kind of question against the last figures that were accepted.</summary>
    [Fact]
    public async Task Release_suite_holds_its_gates()
    {
        var result = await Cli.RunAsync("eval", "run", Repository.File("eval/suites/release.yaml"), "--out", Out);

        Assert.True(result.ExitCode == 0, $"{result.Output}\n{result.Error}");
    }

    private string[] Lines()
    {
        using var stream = new FileStream(Journal, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
