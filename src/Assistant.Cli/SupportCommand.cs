using System.CommandLine;
using System.IO.Compression;
using System.Text.Json;
using Assistant.Evaluation.Support;

namespace Assistant.Cli;

/// <summary><c>assistant support train</c>: fits the triage model to labelled cases.</summary>
internal static class SupportCommand
{
    internal static Command Create()
    {
        var dataset = new Option<string>("--dataset") { Description = "A folder with cases.jsonl and train-*.jsonl, as eval/datasets/support.", Required = true };
        var target = new Option<string>("--out") { Description = "Where the model is written (JSON, packed with gzip).", Required = true };
        var train = new Command("train", "Trains the triage of support cases and reports its figures on cases that it has not seen.") { dataset, target };
        train.SetAction((result, cancellationToken) => TrainAsync(result.GetValue(dataset)!, result.GetValue(target)!, cancellationToken));
        return new Command("support", "The support desk's models.") { train };
    }

    private static async Task<int> TrainAsync(string dataset, string target, CancellationToken cancellationToken)
    {
        if (!File.Exists(Path.Combine(dataset, SupportRunner.File))) throw new ArgumentException($"'{dataset}' has no {SupportRunner.File}. Name a folder such as eval/datasets/support.");
        var model = TriageTraining.Train(dataset);
        await using var file = File.Create(target);
        await using var packed = new GZipStream(file, CompressionLevel.SmallestSize);
        await JsonSerializer.SerializeAsync(packed, model, JsonSerializerOptions.Web, cancellationToken);
        foreach (var (what, figures) in model.Training!) Console.Error.WriteLine($"{what}: {figures}");
        Console.Error.WriteLine($"{model.Labels.Count} labels, {model.Features.Count} features, restricted from {model.MinRestricted} on.");
        return CommandLine.Done;
    }
}
