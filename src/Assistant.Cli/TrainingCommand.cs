using System.CommandLine;
using System.Text.Json;
using Assistant.Converse;
using Assistant.Evaluation;
using Assistant.Evaluation.Training;
using Assistant.Generate;
using Assistant.Text;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Cli;

/// <summary><c>assistant training export</c>: what the answering model is trained on, composed by the path that will serve it.</summary>
internal static class TrainingCommand
{
    internal static Command Create()
    {
        var folder = new Argument<string>("FOLDER") { Description = "Holds questions.jsonl and what they are about (catalog.jsonl or a BEIR corpus), or a dataset with responses.jsonl." };
        var target = new Option<string>("--out") { Description = "The file of examples.", Required = true };
        var prompt = new Option<string>("--prompt") { Description = "The prompt folder to compose with.", DefaultValueFactory = _ => "answer-compact" };
        var export = new Command("export", "Writes prompts and the answers to learn, a JSON line each.") { folder, target, prompt };
        export.SetAction((result, cancellationToken) => ExportAsync(result.GetValue(folder)!, result.GetValue(target)!, result.GetValue(prompt)!, cancellationToken));
        var pairs = new Command("pairs", "Writes questions with passages that answer and that do not, for an embedder, a JSON line each.") { folder, target };
        pairs.SetAction((result, cancellationToken) => PairsAsync(result.GetValue(folder)!, result.GetValue(target)!, cancellationToken));
        var limit = new Option<int>("--limit") { Description = "Questions at most.", DefaultValueFactory = _ => int.MaxValue };
        var content = new Option<string?>("--content") { Description = "What the questions are about, where it lies elsewhere (eval/catalog)." };
        var check = new Command("check", "Asks keyed questions with the configured models, and counts right answers and right refusals.") { folder, content, limit };
        check.SetAction((result, cancellationToken) => CheckAsync(result.GetValue(folder)!, result.GetValue(content), result.GetValue(limit), cancellationToken));
        var retrieval = new Command("retrieval", "Measures search over judged queries: by words, and with the configured embedder.") { folder };
        retrieval.SetAction((result, cancellationToken) => RetrievalAsync(result.GetValue(folder)!, cancellationToken));
        var responses = new Command("responses", "Measures the answering model's own words against what people wrote (responses.jsonl of a dataset).") { folder, limit };
        responses.SetAction((result, cancellationToken) => ResponsesAsync(result.GetValue(folder)!, result.GetValue(limit), cancellationToken));
        var corpus = new Option<string>("--corpus") { Description = "The dataset folder that holds the labelled sentences.", Required = true };
        var opinions = new Command("opinions", "Measures how well it is read whether a guest is content, over labelled sentences (labels.tsv).") { folder, corpus };
        opinions.SetAction(result => Opinions(result.GetValue(folder)!, result.GetValue(corpus)!));
        return new Command("training", "Training of the bundled models (models/training).") { export, pairs, check, retrieval, responses, opinions };
    }

    private static int Opinions(string folder, string corpus)
    {
        foreach (var line in OpinionCheck.Report(folder, corpus)) Console.Out.WriteLine(line);
        return CommandLine.Done;
    }

    private static async Task<int> RetrievalAsync(string folder, CancellationToken cancellationToken)
    {
        using var scratch = new ScratchFolder();
        await using var services = Options.Services(null);
        foreach (var line in await RetrievalCheck.ReportAsync(folder, scratch.OpenIndex, services.GetService<PassageEmbedder>(), cancellationToken))
        {
            Console.Out.WriteLine(line);
        }

        return CommandLine.Done;
    }

    private static async Task<int> CheckAsync(string folder, string? content, int limit, CancellationToken cancellationToken)
    {
        using var scratch = new ScratchFolder();
        await using var services = Options.Services($"embedded:{scratch.File("index.db")}", more: more => more.AddSingleton<IConversationStore, NoConversations>());
        await TrainingExport.IndexAsync(services, content ?? folder, cancellationToken);
        var check = new KeyedCheck();
        foreach (var question in KeyedQuestion.Read(KeyedQuestion.FileIn(folder)).Take(limit))
        {
            var events = await services.GetRequiredService<TravelAssistant>().AskAsync(question.Request(), cancellationToken).ToListAsync(cancellationToken);
            check.Add(question, ((DoneEvent)events[^1]).Verdict, [.. events.OfType<SentenceEvent>()]);
        }

        foreach (var line in check.Report()) Console.Out.WriteLine(line);
        return CommandLine.Done;
    }

    private static async Task<int> ResponsesAsync(string folder, int limit, CancellationToken cancellationToken)
    {
        using var scratch = new ScratchFolder();
        await using var services = Options.Services($"embedded:{scratch.File("index.db")}");
        if (!services.GetRequiredService<AnswerModel>().IsConfigured) throw new ArgumentException("No answering model is configured, so there are no words of its own. Set Assistant:Models:Answerer.");
        Console.Out.WriteLine(await ResponseCheck.ReportAsync(folder, services, limit, cancellationToken));
        return CommandLine.Done;
    }

    private static async Task<int> PairsAsync(string folder, string target, CancellationToken cancellationToken)
    {
        using var scratch = new ScratchFolder();
        await using var index = scratch.OpenIndex();
        await using var output = new StreamWriter(target);
        await foreach (var pair in PairExport.ReadAsync(folder, index, cancellationToken)) await output.WriteLineAsync(JsonSerializer.Serialize(pair, AssistantJson.Options));
        return CommandLine.Done;
    }

    private static async Task<int> ExportAsync(string folder, string target, string prompt, CancellationToken cancellationToken)
    {
        using var scratch = new ScratchFolder();
        var (asked, reached, answers, withheld) = (0, 0, 0, 0);
        await using var services = Options.Services($"embedded:{scratch.File("index.db")}", prompt, more: more => TrainingExport.AddTo(more));
        await using var output = new StreamWriter(target);
        await foreach (var example in new TrainingExport(services).ReadAsync(folder, cancellationToken))
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(example, AssistantJson.Options));
            asked++;
            if (example.Messages is not null) reached++;
            if (example.IsAnswer) answers++;
            if (example.Withheld.Count > 0) withheld++;
        }

        Console.Error.WriteLine($"{asked} questions, {reached} reached the model: {answers} with an answer, of which {withheld} hold a sentence that verification withholds.");
        return CommandLine.Done;
    }
}
