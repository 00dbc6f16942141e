using System.CommandLine;
using System.Globalization;
using Assistant.Evaluation.Online;

namespace Assistant.Cli;

/// <summary><c>assistant eval off-policy FILE.jsonl</c>: what another policy would have earned, from a log of random choices.</summary>
internal static class EvalOffPolicy
{
    internal static Command Create()
    {
        var file = new Argument<string>("FILE.jsonl") { Description = "Lines {\"reward\",\"propensity\",\"target\",\"predicted\"?,\"predictedTarget\"?}." };
        var clip = new Option<double?>("--clip") { Description = "The largest weight; larger ones are taken for it." };
        clip.Validators.Add(result =>
        {
            if (result.GetValue(clip) is { } given && !(given > 0)) result.AddError("--clip must be above 0.");
        });
        var json = Options.Json();
        var command = new Command("off-policy", "Estimates what another policy would have earned: IPS, SNIPS and, with predictions, doubly robust.") { file, clip, json };
        command.SetAction(result => Run(result.GetValue(file)!, result.GetValue(clip), result.GetValue(json)));
        return command;
    }

    private static int Run(string file, double? clip, bool json)
    {
        var report = OffPolicyReport.Of(LoggedChoices.Read(file), clip);
        if (json)
        {
            Console.Out.WriteLine(Output.Json(report));
            return CommandLine.Done;
        }

        foreach (var estimate in report.Estimates) Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{estimate.Name,-7} {estimate.Value:0.0000}  [{estimate.Lo:0.0000}, {estimate.Hi:0.0000}]"));
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"logged",-7} {report.LoggedReward:0.0000}"));
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"n {report.N}  effective {report.EffectiveSampleSize:0.0}  mean weight {report.MeanWeight:0.000}  {(clip is null ? "not clipped" : $"clipped at {clip}: {report.Clipped}")}"));
        foreach (var warning in report.Warnings) Console.Error.WriteLine($"Warning: {warning}");
        return CommandLine.Done;
    }
}
