using System.CommandLine;
using System.Globalization;
using Assistant.Evaluation.Compare;
using Assistant.Evaluation.Judges;
using Assistant.Evaluation.Reports;
using Assistant.Generate;

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
        var model = new Option<string?>("--judge") { Description = "A model that says which answers are better: a GGUF file, a known name, or the address of a server." };
        var votes = new Option<int>("--votes") { Description = "How often it judges each pair; each vote is asked both ways round.", DefaultValueFactory = _ => 1 };
        votes.Validators.Add(result =>
        {
            if (result.GetValue(votes) < 1) result.AddError("--votes must be 1 or more.");
        });
        var compare = new Command("compare", "Paired differences of two runs, with intervals and p-values.") { baseline, candidate, target, model, votes };
        compare.SetAction(async (result, cancellationToken) =>
        {
            var (a, b) = (result.GetValue(baseline)!, result.GetValue(candidate)!);
            await RunAsync(a, b, result.GetValue(target), cancellationToken);
            return result.GetValue(model) is { } judge ? await JudgeAsync(a, b, judge, result.GetValue(votes), cancellationToken) : CommandLine.Done;
        });
        return compare;
    }

    private static async Task<int> JudgeAsync(string baseline, string candidate, string model, int votes, CancellationToken cancellationToken)
    {
        using var client = Models.ChatClient(Options.Model(model));
        var judge = new PreferenceJudge(new JudgePrompt(client, Path.Combine(new AssistantOptions().Prompts, "judge-preference")), votes);
        var preferences = await Preferences.OfAsync(baseline, candidate, judge, Seed, cancellationToken);
        Console.Out.WriteLine(preferences.Mean is { } mean
            ? string.Create(CultureInfo.InvariantCulture, $"judge, -1 (A) to 1 (B)     {mean.Mean,6:+0.000;-0.000;0}  [{mean.Lo:0.000}, {mean.Hi:0.000}]  p {preferences.P:0.0000}  n {mean.N}")
            : "judge: no two answers differ");
        Console.Error.WriteLine($"{preferences.Same} pairs have the same words and were not judged; on {preferences.Failed} the judge failed.");
        return preferences.Failed > 0 ? CommandLine.Failed : CommandLine.Done;
    }

    private static async Task RunAsync(string baseline, string candidate, string? target, CancellationToken cancellationToken)
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

        if (target is null) return;
        Directory.CreateDirectory(target);
        await File.WriteAllTextAsync(Path.Combine(target, "compare.json"), Output.Json(new { a = comparison.Baseline.Name, b = comparison.Candidate.Name, comparison.Measures, comparison.Slices, comparison.OnlyInBaseline, comparison.OnlyInCandidate }) + "\n", cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(target, "compare.html"), CompareReport.Html(comparison), cancellationToken);
        Console.Error.WriteLine($"Written to {target}: compare.json, compare.html.");
    }
}
