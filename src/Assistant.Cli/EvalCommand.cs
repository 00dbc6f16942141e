using System.CommandLine;
using System.Globalization;
using Assistant.Converse;
using Assistant.Evaluation.Runs;
using Assistant.Evaluation.Training;
using Assistant.Index.Embedded;
using Assistant.Text;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Assistant.Cli;

/// <summary><c>assistant eval run</c>: the queries of a dataset down the product's own path, and how well they came out.</summary>
internal static class EvalCommand
{
    internal static Command Create()
    {
        var suite = new Argument<string?>("SUITE.yaml") { Description = "A suite, as in eval/suites; else --dataset and --split say what is run.", Arity = ArgumentArity.ZeroOrOne };
        var dataset = new Option<string?>("--dataset") { Description = "A folder in the BEIR layout: corpus.jsonl, queries.jsonl, qrels/SPLIT.tsv." };
        var split = new Option<string?>("--split") { Description = "The judgements to use." };
        var stage = new Option<EvalStage>("--stage") { Description = "retrieve: up to the ranking; answer: the whole path.", DefaultValueFactory = _ => EvalStage.Answer };
        var limit = new Option<int>("--limit") { Description = "Queries at most.", DefaultValueFactory = _ => int.MaxValue };
        limit.Validators.Add(result =>
        {
            if (result.GetValue(limit) < 1) result.AddError("--limit must be 1 or more.");
        });
        var isFocusGiven = new Option<bool>("--focus-given") { Description = "Tell each query which properties its judged passages are of." };
        var where = new Option<string?>("--where") { Description = "Only queries whose metadata says so: KEY=VALUE." };
        var target = new Option<string>("--out") { Description = "The folder of the results.", Required = true };
        var run = new Command("run", "Runs the queries of a dataset and writes run.trec, answers.jsonl, metrics.json, per-query.jsonl.") { suite, dataset, split, stage, limit, isFocusGiven, where, target };
        run.Validators.Add(result =>
        {
            var (file, folder) = (result.GetValue(suite), result.GetValue(dataset));
            if (file is null == folder is null) result.AddError("Say what is run: a SUITE.yaml, or --dataset DIR --split NAME.");
            else if (folder is not null && result.GetValue(split) is null) result.AddError("--split says which judgements to use, for example --split val.");
        });
        run.SetAction((result, cancellationToken) => result.GetValue(suite) is { } file
            ? EvalSuite.RunAsync(file, result.GetValue(target)!, cancellationToken)
            : RunAsync(
                new EvalPlan(result.GetValue(dataset)!, result.GetValue(split)!, result.GetValue(stage), result.GetValue(limit), IsFocusGiven: result.GetValue(isFocusGiven), Where: result.GetValue(where)),
                result.GetValue(target)!, cancellationToken));
        return new Command("eval", "Offline evaluation.")
        {
            run,
            EvalFromFeedback.Create(),
            EvalOffPolicy.Create(),
            EvalTrend.Create(),
        };
    }

    private static async Task<int> RunAsync(EvalPlan plan, string target, CancellationToken cancellationToken)
    {
        foreach (var file in new[] { "corpus.jsonl", "queries.jsonl", Path.Combine("qrels", $"{plan.Split}.tsv") })
        {
            if (!File.Exists(Path.Combine(plan.Dataset, file))) throw new ArgumentException($"'{plan.Dataset}' has no {file}. A dataset folder holds corpus.jsonl, queries.jsonl and qrels/SPLIT.tsv.");
        }

        await using var services = await ServicesAsync(plan.Dataset, null, _ => { }, cancellationToken);
        var run = await WithProgressAsync(progress => new EvalRunner(services).RunAsync(plan, progress, cancellationToken));
        await EvalFiles.WriteAsync(run, target, cancellationToken);
        Print(run, target);
        return run.Items.Any(item => item.Error is not null) ? CommandLine.Failed : CommandLine.Done;
    }

    /// <summary>The product's services over the index of a data set; a corpus is indexed once for each embedder and analyzer.</summary>
    internal static async Task<ServiceProvider> ServicesAsync(string dataset, string? embedder, Action<IServiceCollection> more, CancellationToken cancellationToken)
    {
        var corpus = await Generate.ModelRegistry.DigestAsync(Path.Combine(dataset, "corpus.jsonl"), cancellationToken);
        await using var plain = Options.Services(null, embedder: embedder, more: more);
        var folder = Directory.CreateDirectory(Path.Combine(DataFolder.Default, "eval")).FullName;
        var index = Path.Combine(folder, $"{ContentHashes.Of(corpus, plain.GetService<PassageEmbedder>()?.Identity, EmbeddedIndex.Version, AssistantVersion.Current)}.db");
        return Options.Services($"embedded:{index}", embedder: embedder, more: services =>
        {
            services.AddSingleton<IConversationStore, NoConversations>();
            more(services);
        });
    }

    internal static async Task<EvalRun> WithProgressAsync(Func<Action<int, int>?, Task<EvalRun>> run)
    {
        if (Console.IsErrorRedirected) return await run(null);
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await console.Progress().HideCompleted(true).StartAsync(async progress =>
        {
            var task = progress.AddTask("queries");
            return await run((done, all) => task.MaxValue(all).Value(done));
        });
    }

    private static void Print(EvalRun run, string target)
    {
        var metrics = EvalFiles.Metrics(run);
        foreach (var (name, estimate) in metrics)
        {
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-26} {estimate.Mean:0.000}  [{estimate.Lo:0.000}, {estimate.Hi:0.000}]  n {estimate.N}"));
        }

        foreach (var item in run.Items.Where(item => item.Error is not null).Take(20)) Console.Error.WriteLine($"{item.Id}: {item.Error}");
        Console.Error.WriteLine($"Written to {target}: {run.Items.Count} queries, {run.Items.Count(item => item.Error is not null)} failed.");
    }
}
