using System.Globalization;
using Assistant.Evaluation.Compare;
using Assistant.Evaluation.Judges;
using Assistant.Evaluation.Runs;
using Assistant.Evaluation.Statistics;
using Assistant.Evaluation.Suites;
using Assistant.Generate;
using Assistant.Text;

namespace Assistant.Cli;

/// <summary><c>assistant eval run SUITE.yaml</c>: every run of a suite in a folder of its own, and one table of them all.</summary>
internal static class EvalSuite
{
    private const int Seed = 1;

    private static readonly IReadOnlyList<string> AnswerColumns =
        ["right and cited", "fact accuracy", "refusal recall", "refusal precision", "groundedness", "sentences cited", "nDCG@10", "set F1", "focus holds all"];

    private static readonly IReadOnlyList<string> Columns =
        ["P@1", "R@5", "MRR@5", "nDCG@10", "bm25 MRR@5", "bm25 nDCG@10", "set F1", "focus holds all, first 3", "answered", "answered without answer"];

    private static readonly IReadOnlyList<string> SupportColumns =
        ["right action", "abstains on restricted", "draft fully cited", "no false promise", "facts in draft", "right macro", "intent F1", "topics found", "urgency", "tone"];

    /// <summary>Runs the suite and judges its gates.</summary>
    /// <param name="file">The suite.</param>
    /// <param name="target">The folder of the results.</param>
    /// <param name="doesAccept">Whether what was measured becomes the baseline of the gates, which are then not judged against it.</param>
    /// <param name="cancellationToken">Stops; what is done stays done.</param>
    internal static async Task<int> RunAsync(string file, string target, bool doesAccept, CancellationToken cancellationToken)
    {
        var suite = Suite.Read(file);
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        if (doesAccept && suite.Gates.All(gate => gate.Baseline is null)) throw new ArgumentException($"{file} has no gate with a baseline, so there is nothing to accept. Add baseline: FILE to a gate.");
        using var scratch = new ScratchFolder();
        var runner = new SuiteRunner(EvalCommand.ServicesAsync, scratch.OpenIndex);
        using var client = suite.Judge is null ? null : Models.ChatClient(Options.Model(suite.Judge.Model));
        var judge = client is null ? null : new GroundedJudge(new JudgePrompt(client, Path.Combine(new AssistantOptions().Prompts, "judge-grounded")), suite.Judge!.Votes);
        var distrust = new Dictionary<(string Run, string Measure), string>();
        var columns = suite.Runs.Any(run => run.Stage == EvalStage.Answer) ? AnswerColumns : suite.Runs.Any(run => run.Stage == EvalStage.Support) ? SupportColumns : Columns;
        List<string> table = [$"| run | n | {string.Join(" | ", columns)} |", $"| --- | --- |{string.Concat(columns.Select(_ => " --- |"))}"];
        foreach (var line in table) Console.Out.WriteLine(line);
        var failed = 0;
        foreach (var run in suite.Runs)
        {
            var own = Path.Combine(target, FolderName(run.Name));
            var outcome = await EvalCommand.WithProgressAsync(progress => runner.RunAsync(suite, folder, run, own, progress, cancellationToken));
            if (judge is not null && run.Stage == EvalStage.Answer)
            {
                outcome = await Judging.OfAsync(outcome, judge, cancellationToken);
                if (suite.Judge!.DistrustIn(outcome, judge.Measure, folder) is { } reason) distrust[(run.Name, judge.Measure)] = reason;
            }

            await EvalFiles.WriteAsync(outcome, run.Name, own, suite.Prices, cancellationToken);
            failed += outcome.Items.Count(item => item.Error is not null);
            table.Add(Row(columns, run, outcome));
            Console.Out.WriteLine(table[^1]);
        }

        await File.WriteAllLinesAsync(Path.Combine(target, "table.md"), table, cancellationToken);
        if (failed > 0) Console.Error.WriteLine($"{failed} queries failed; they count as wrong, and each run's metrics.json lists them.");
        var runs = suite.Runs.ToDictionary(run => run.Name, run => StoredRun.Read(Path.Combine(target, FolderName(run.Name))));
        if (doesAccept && failed > 0) Console.Error.WriteLine("Nothing is accepted: a baseline with failed queries would excuse them.");
        else if (doesAccept) Accept(suite, folder, runs);
        var gates = GateOutcome.Of(suite, folder, runs, distrust, Seed);
        await File.WriteAllTextAsync(Path.Combine(target, "gates.json"), Output.Json(gates) + "\n", cancellationToken);
        foreach (var gate in gates) Console.Out.WriteLine($"{(gate.Holds ? "holds" : "FAILS")}  {gate.Run}: {gate.Measure}{(gate.Slice is null ? "" : $" ({gate.Slice})")}: {gate.Reason}");
        var broken = gates.Count(gate => !gate.Holds);
        if (gates.Count > 0) Console.Error.WriteLine(broken == 0 ? $"All {gates.Count} gates hold." : $"{broken} of {gates.Count} gates fail. What is behind it: report.html of the run, and eval compare.");
        return failed > 0 || broken > 0 ? CommandLine.Failed : CommandLine.Done;
    }

    // Of each query only what the gates ask about.
    private static void Accept(Suite suite, string folder, IReadOnlyDictionary<string, StoredRun> runs)
    {
        foreach (var gates in suite.Gates.Where(gate => gate.Baseline is not null).GroupBy(gate => (gate.Baseline, gate.Run)))
        {
            var measures = gates.Select(gate => gate.Measure).ToHashSet();
            var lines = runs[gates.Key.Run].Queries.Values.Select(query => Output.Line(new { _id = query.Id, metrics = query.Metrics.Where(metric => measures.Contains(metric.Key)).ToDictionary(), query.Slices }));
            var file = Path.Combine(folder, gates.Key.Baseline!);
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
            File.WriteAllLines(file, lines);
            Console.Error.WriteLine($"{gates.Key.Baseline} is now what {gates.Key.Run} is measured against.");
        }
    }

    private static string Row(IReadOnlyList<string> columns, SuiteRun run, EvalRun outcome)
    {
        var metrics = EvalFiles.Metrics(outcome);
        return $"| {run.Name} | {outcome.Items.Count(item => item.Relevant is not null || run.Stage == EvalStage.Support)} | {string.Join(" | ", columns.Select(column => metrics.TryGetValue(column, out var estimate) ? Cell(estimate) : ""))} |";
    }

    private static string Cell(Estimate estimate) => string.Create(CultureInfo.InvariantCulture, $"{estimate.Mean:.000} [{estimate.Lo:.000}, {estimate.Hi:.000}]");

    private static string FolderName(string name) => string.Concat(TextAnalyzer.Fold(name).Select(letter => char.IsLetterOrDigit(letter) ? letter : '-')).Trim('-');
}
