using System.Globalization;
using Assistant.Evaluation.Runs;
using Assistant.Evaluation.Statistics;
using Assistant.Evaluation.Suites;
using Assistant.Text;

namespace Assistant.Cli;

/// <summary><c>assistant eval run SUITE.yaml</c>: every run of a suite in a folder of its own, and one table of them all.</summary>
internal static class EvalSuite
{
    private static readonly IReadOnlyList<string> Columns =
        ["P@1", "R@5", "MRR@5", "nDCG@10", "bm25 MRR@5", "bm25 nDCG@10", "set F1", "focus holds all, first 3", "answered", "answered without answer"];

    internal static async Task<int> RunAsync(string file, string target, CancellationToken cancellationToken)
    {
        var suite = Suite.Read(file);
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        using var scratch = new ScratchFolder();
        var runner = new SuiteRunner(EvalCommand.ServicesAsync, scratch.OpenIndex);
        List<string> table = [$"| run | n | {string.Join(" | ", Columns)} |", $"| --- | --- |{string.Concat(Columns.Select(_ => " --- |"))}"];
        foreach (var line in table) Console.Out.WriteLine(line);
        var failed = 0;
        foreach (var run in suite.Runs)
        {
            var own = Path.Combine(target, FolderName(run.Name));
            var outcome = await EvalCommand.WithProgressAsync(progress => runner.RunAsync(suite, folder, run, own, progress, cancellationToken));
            await EvalFiles.WriteAsync(outcome, run.Name, own, cancellationToken);
            failed += outcome.Items.Count(item => item.Error is not null);
            table.Add(Row(run.Name, outcome));
            Console.Out.WriteLine(table[^1]);
        }

        await File.WriteAllLinesAsync(Path.Combine(target, "table.md"), table, cancellationToken);
        if (failed > 0) Console.Error.WriteLine($"{failed} queries failed; they count as wrong, and each run's metrics.json lists them.");
        return failed > 0 ? CommandLine.Failed : CommandLine.Done;
    }

    private static string Row(string name, EvalRun run)
    {
        var metrics = EvalFiles.Metrics(run);
        return $"| {name} | {run.Items.Count(item => item.Relevant is not null)} | {string.Join(" | ", Columns.Select(column => metrics.TryGetValue(column, out var estimate) ? Cell(estimate) : ""))} |";
    }

    private static string Cell(Estimate estimate) => string.Create(CultureInfo.InvariantCulture, $"{estimate.Mean:.000} [{estimate.Lo:.000}, {estimate.Hi:.000}]");

    private static string FolderName(string name) => string.Concat(TextAnalyzer.Fold(name).Select(letter => char.IsLetterOrDigit(letter) ? letter : '-')).Trim('-');
}
