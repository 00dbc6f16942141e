using System.CommandLine;
using System.Globalization;
using Assistant.Converse;
using Assistant.Evaluation.Runs;
using Assistant.Evaluation.Support;
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
        var stage = new Option<EvalStage>("--stage") { Description = "retrieve: up to the ranking; answer: the whole path; support: cases of the support desk.", DefaultValueFactory = _ => EvalStage.Answer };
        var limit = new Option<int>("--limit") { Description = "Queries at most.", DefaultValueFactory = _ => int.MaxValue };
        limit.Validators.Add(result =>
        {
            if (result.GetValue(limit) < 1) result.AddError("--limit must be 1 or more.");
        });
        var isFocusGiven = new Option<bool>("--focus-given") { Description = "Tell each query which properties its judged passages are of." };
        var where = new Option<string?>("--where") { Description = "Only queries whose metadata says so: KEY=VALUE." };
        var content = new Option<string?>("--content") { Description = "What is asked about, where it lies elsewhere (eval/catalog)." };
        var target = new Option<string>("--out") { Description = "The folder of the results.", Required = true };
        var doesAccept = new Option<bool>("--accept") { Description = "Of a suite: what is measured becomes the baseline of its gates." };
        var run = new Command("run", "Runs the queries of a dataset and writes run.trec, answers.jsonl, metrics.json, per-query.jsonl, report.html.") { suite, dataset, split, content, stage, limit, isFocusGiven, where, target, doesAccept };
        run.Validators.Add(result =>
        {
            var (file, folder) = (result.GetValue(suite), result.GetValue(dataset));
            if (file is null == folder is null) result.AddError("Say what is run: a SUITE.yaml, or --dataset DIR --split NAME.");
            else if (file is null && result.GetValue(doesAccept)) result.AddError("--accept sets the baselines of a suite's gates: name the SUITE.yaml.");
            else if (folder is not null && result.GetValue(split) is null && !File.Exists(Path.Combine(folder, "questions.jsonl")) && !File.Exists(Path.Combine(folder, SupportRunner.File))) result.AddError("--split says which judgements to use, for example --split val.");
        });
        run.SetAction((result, cancellationToken) => result.GetValue(suite) is { } file
            ? EvalSuite.RunAsync(file, result.GetValue(target)!, result.GetValue(doesAccept), cancellationToken)
            : RunAsync(
                new EvalPlan(result.GetValue(dataset)!, result.GetValue(split) ?? "", result.GetValue(stage), result.GetValue(limit), IsFocusGiven: result.GetValue(isFocusGiven), Where: result.GetValue(where), Content: result.GetValue(content)),
                result.GetValue(target)!, cancellationToken));
        return new Command("eval", "Offline evaluation.")
        {
            run,
            EvalCompare.Create(),
            EvalScore.Create(),
            EvalFromFeedback.Create(),
            EvalOffPolicy.Create(),
            EvalTrend.Create(),
            Labelling.LabelCommand.Create(),
            Labelling.DraftCommand.Create(),
        };
    }

    private static async Task<int> RunAsync(EvalPlan plan, string target, CancellationToken cancellationToken)
    {
        Check(plan);
        await using var services = await ServicesAsync(plan.ContentFolder, null, _ => { }, cancellationToken);
        var run = await WithProgressAsync(progress => plan.Stage == EvalStage.Support ? new SupportRunner(services).RunAsync(plan, progress, cancellationToken) : new EvalRunner(services).RunAsync(plan, Path.Combine(target, EvalFiles.Journal), progress, cancellationToken));
        await EvalFiles.WriteAsync(run, Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(plan.Dataset))), target, null, cancellationToken);
        Print(run, target);
        return run.Items.Any(item => item.Error is not null) ? CommandLine.Failed : CommandLine.Done;
    }

    /// <summary>The product's services over the index of a data set; a corpus is indexed once for each embedder and analyzer.</summary>
    internal static async Task<ServiceProvider> ServicesAsync(string content, string? embedder, Action<IServiceCollection> more, CancellationToken cancellationToken)
    {
        var digests = new List<string>();
        foreach (var file in FilesOf(content)) digests.Add(await Generate.ModelRegistry.DigestAsync(file, cancellationToken));
        var corpus = ContentHashes.Of([.. digests]);
        await using var plain = Options.Services(null, embedder: embedder, more: more);
        var folder = Directory.CreateDirectory(Path.Combine(DataFolder.Default, "eval")).FullName;
        var index = Path.Combine(folder, $"{ContentHashes.Of(corpus, plain.GetService<PassageEmbedder>()?.Identity, EmbeddedIndex.Version, AssistantVersion.Current)}.db");
        return Options.Services($"embedded:{index}", embedder: embedder, more: services =>
        {
            services.AddSingleton<IConversationStore, NoConversations>();
            more(services);
        });
    }

    private static string[] FilesOf(string content)
    {
        string[] own = [Path.Combine(content, "corpus.jsonl"), Path.Combine(content, "catalog.jsonl")];
        if (own.FirstOrDefault(File.Exists) is { } file) return [file];
        if (!Directory.Exists(content)) throw new ArgumentException($"There is no folder '{content}'. Name a dataset folder, or with --content the catalogue that is asked about.");
        string[] files = [.. Directory.EnumerateFiles(content, "*.jsonl").Order(StringComparer.Ordinal)];
        return files.Length > 0 ? files : throw new ArgumentException($"'{content}' holds nothing to ask about: neither corpus.jsonl nor a catalogue.");
    }

    private static void Check(EvalPlan plan)
    {
        if (File.Exists(Path.Combine(plan.Dataset, plan.Stage == EvalStage.Support ? SupportRunner.File : "questions.jsonl"))) return;
        string[] needed = [.. plan.Content is null ? ["corpus.jsonl"] : Array.Empty<string>(), "queries.jsonl", Path.Combine("qrels", $"{plan.Split}.tsv")];
        if (needed.FirstOrDefault(file => !File.Exists(Path.Combine(plan.Dataset, file))) is { } missing)
        {
            throw new ArgumentException($"'{plan.Dataset}' has no {missing}. A dataset folder holds corpus.jsonl, queries.jsonl and qrels/SPLIT.tsv, or questions.jsonl.");
        }
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
