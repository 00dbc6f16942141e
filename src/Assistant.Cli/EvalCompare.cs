using System.CommandLine;
using System.Globalization;
using Assistant.Evaluation.Compare;
using Assistant.Evaluation.Reports;

namespace Assistant.Cli;

/// <summary><c>assistant eval compare RUN_A RUN_B</c>: what a second run does better and worse than the first.</summary>
internal static class EvalCompare
{
    private const int Seed = 1;

    internal static Command Create()
    {
        var baseline = new Argument<string>("RUN_A") { Description = "The run to compare with: its folder." };
        var candidate = new Argument<string>("RUN_B") { Description = "The run that is compared." };
        var target = new Option<string?>("--out") { Description = "A folder for compare.json and compare.html." };
        var compare = new Command("compare", "Paired differences of two runs, with intervals and p-values.") { baseline, candidate, target };
        compare.SetAction((result, cancellationToken) => RunAsync(result.GetValue(baseline)!, result.GetValue(candidate)!, result.GetValue(target), cancellationToken));
        return compare;
    }

    private static async Task<int> RunAsync(string baseline, string candidate, string? target, CancellationToken cancellationToken)
    {
        var comparison = RunComparison.Of(StoredRun.Read(baseline), StoredRun.Read(candidate), Seed);
        Console.Out.WriteLine($"{"",-26} {"A",6} {"B",6}  {"B - A",6}  95 %               p      Holm    d_z    detectable  n");
        foreach (var measure in comparison.Measures)
        {
            Console.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{measure.Measure,-26} {measure.Baseline,6:0.000} {measure.Candidate,6:0.000}  {measure.Difference.Mean,6:+0.000;-0.000;0}  [{measure.Difference.Lo,6:0.000}, {measure.Difference.Hi,6:0.000}]  {measure.P,6:0.0000} {measure.AdjustedP,6:0.0000} {measure.Effect,6:0.00}  {measure.Detectable,6:0.000}  {measure.Difference.N,8}"));
        }

        foreach (var (ids, run) in new[] { (comparison.OnlyInBaseline, "B"), (comparison.OnlyInCandidate, "A") })
        {
            if (ids.Count > 0) Console.Error.WriteLine($"{ids.Count} queries are not in {run} and count zero there: {string.Join(", ", ids.Take(5))}{(ids.Count > 5 ? ", ..." : "")}.");
        }

        if (target is null) return CommandLine.Done;
        Directory.CreateDirectory(target);
        await File.WriteAllTextAsync(Path.Combine(target, "compare.json"), Output.Json(new { a = comparison.Baseline.Name, b = comparison.Candidate.Name, comparison.Measures, comparison.Slices, comparison.OnlyInBaseline, comparison.OnlyInCandidate }) + "\n", cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(target, "compare.html"), CompareReport.Html(comparison), cancellationToken);
        Console.Error.WriteLine($"Written to {target}: compare.json, compare.html.");
        return CommandLine.Done;
    }
}
