using System.CommandLine;
using Assistant.Evaluation.Privacy;

namespace Assistant.Cli;

/// <summary><c>assistant privacy</c>: trains and measures the detector of personal data.</summary>
internal static class PrivacyCommand
{
    internal static Command Create()
    {
        var dataset = new Option<string>("--dataset") { Description = "The folder of marked texts (eval/datasets/privacy).", Required = true };
        var split = new Option<string>("--split") { Description = "The texts to measure on: test was not built on, dev was.", DefaultValueFactory = _ => "test" };
        var check = new Command("check", "Prints recall and precision by kind, and whether a stream is masked alike.") { dataset, split };
        check.SetAction(result => Print(PrivacyCheck.Report(result.GetValue(dataset)!, result.GetValue(split)!)));
        var lists = new Option<string?>("--lists") { Description = "A folder of word lists; without it, those of the model in use." };
        var target = new Option<string>("--out") { Description = "The model's file.", Required = true };
        var doesValidate = new Option<bool>("--validate") { Description = "Also cross-validates, which takes five times as long." };
        var train = new Command("train", "Trains the tagger on the dev texts.") { dataset, lists, target, doesValidate };
        train.SetAction(result => Print(DetectorTraining.Train(result.GetValue(dataset)!, result.GetValue(lists), result.GetValue(target)!, result.GetValue(doesValidate))));
        return new Command("privacy", "The detector of personal data.") { check, train };
    }

    private static int Print(IEnumerable<string> lines)
    {
        foreach (var line in lines) Console.Out.WriteLine(line);
        return CommandLine.Done;
    }
}
