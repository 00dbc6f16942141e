using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Assistant.Converse;
using Assistant.Evaluation.Ranking;
using Assistant.Rank;
using Assistant.Retrieve;
using Assistant.Text;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Cli;

/// <summary><c>assistant rank train</c>: fits the relevance model to judged queries.</summary>
internal static class RankCommand
{
    internal static Command Create()
    {
        var datasets = new Option<string[]>("--dataset") { Description = "Dataset folders with queries and judgements.", Required = true, AllowMultipleArgumentsPerToken = true };
        var isHeldOut = new Option<bool>("--held-out") { Description = "Only queries about properties that the bundled models have not learned from." };
        var doesTakeFeedback = new Option<bool>("--feedback") { Description = "Also learn from what guests said of answers: the conversations and the index of the settings." };
        var target = new Option<string?>("--out") { Description = "Where the model is written; without it, to stdout." };
        var train = new Command("train", "Trains the relevance model and reports its figures on held-out properties.") { datasets, isHeldOut, doesTakeFeedback, target };
        train.SetAction((result, cancellationToken) => TrainAsync(result.GetValue(datasets)!, result.GetValue(isHeldOut), result.GetValue(doesTakeFeedback), result.GetValue(target), cancellationToken));
        return new Command("rank", "The ranking model.") { train };
    }

    private static readonly JsonSerializerOptions Readable = new(JsonSerializerOptions.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string TreeALine(RelevanceModel.ModelFile model) =>
        JsonSerializer.Serialize(model, Readable).Replace("{\"feature\"", "\n{\"feature\"", StringComparison.Ordinal).Replace("\"seeking\"", "\n\"seeking\"", StringComparison.Ordinal) + "\n";

    private static async Task<int> TrainAsync(string[] datasets, bool isHeldOut, bool doesTakeFeedback, string? target, CancellationToken cancellationToken)
    {
        if (datasets.FirstOrDefault(folder => !File.Exists(Path.Combine(folder, "queries.jsonl")) && !File.Exists(Path.Combine(folder, "questions.jsonl"))) is { } missing)
        {
            throw new ArgumentException($"'{missing}' is no dataset folder: it has neither queries.jsonl nor questions.jsonl.");
        }

        using var scratch = new ScratchFolder();
        await using var services = Options.Services(null, more: more => more.AddSingleton(RelevanceModel.Untrained)); // the one in use may be of other features
        var feedback = doesTakeFeedback ? new RankFeedback(Tenants.Default, services.GetRequiredService<IConversationStore>(), services.GetRequiredService<Retriever>()) : null;
        var model = await new RankTraining(scratch.OpenIndex, services.GetService<PassageEmbedder>()).TrainAsync(new RankPlan(datasets, isHeldOut, Feedback: feedback), cancellationToken);
        if (target is null) Console.Out.WriteLine(Output.Json(model));
        else await File.WriteAllTextAsync(target, TreeALine(model), cancellationToken);
        foreach (var (dataset, figures) in model.Training!) Console.Error.WriteLine($"{dataset}: {figures}");
        return CommandLine.Done;
    }
}
