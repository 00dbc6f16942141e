using System.CommandLine;
using System.Globalization;
using Assistant.Converse;
using Assistant.Evaluation;
using Assistant.Evaluation.Training;
using Assistant.Index.Embedded;
using Assistant.Ingest;
using Assistant.Ingest.Beir;
using Assistant.Text;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Cli.Bench;

/// <summary><c>assistant bench search</c>: how long search takes, from message to evidence, over invented content or a dataset.</summary>
internal static class SearchBench
{
    private const int BatchSize = 200;

    internal static Command Create()
    {
        var folder = new Argument<string?>("FOLDER") { Description = "A dataset folder, searched with the configured embedder. Default: invented content.", Arity = ArgumentArity.ZeroOrOne };
        var split = new Option<string>("--split") { Description = "Which of the folder's queries.", DefaultValueFactory = _ => "val" };
        var passages = Count("--passages", "Invented passages, about.", 100_000, 100);
        var dimensions = Count("--dimensions", "Length of the invented vectors.", 384, 8);
        var queries = Count("--queries", "Questions.", 200, 1);
        var file = new Option<string?>("--file") { Description = "Keep the index in this file; where it exists it is used again. Default: a scratch file." };
        var json = Options.Json();
        var command = new Command("search", "Times search: retrieval alone, and the way from message to evidence.") { folder, split, passages, dimensions, queries, file, json };
        command.SetAction(async (result, cancellationToken) =>
        {
            var scratch = Directory.CreateTempSubdirectory("assistant-bench-");
            try
            {
                var path = result.GetValue(file) ?? Path.Combine(scratch.FullName, "index.db");
                var load = result.GetValue(folder) is { } dataset
                    ? await DatasetAsync(dataset, result.GetValue(split)!, path, result.GetValue(queries), cancellationToken)
                    : await SyntheticAsync(result.GetValue(passages), result.GetValue(dimensions), path, result.GetValue(queries), cancellationToken);
                await using var services = load.Services;
                var figures = await SearchLoad.RunAsync(load, path, cancellationToken);
                Console.Out.WriteLine(result.GetValue(json) ? Output.Json(figures) : Table(figures));
            }
            finally
            {
                scratch.Delete(recursive: true);
            }

            return CommandLine.Done;
        });
        return command;
    }

    private static Option<int> Count(string name, string description, int standard, int least)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => standard };
        option.Validators.Add(result =>
        {
            if (result.GetValue(option) < least) result.AddError($"{name} must be {least} or more.");
        });
        return option;
    }

    private static async Task<SearchLoad> SyntheticAsync(int passages, int dimensions, string path, int queries, CancellationToken cancellationToken)
    {
        var content = new SyntheticContent(passages, dimensions);
        var embedder = new GivenEmbedder();
        var services = Options.Services($"embedded:{path}", embedder: "none", more: more => more
            .AddSingleton(new PassageEmbedder(embedder, SyntheticContent.Embedder)).AddSingleton<IConversationStore, NoConversations>());
        await WriteAsync(content, path, cancellationToken);
        var questions = Enumerable.Range(0, queries).Select(content.Question).ToList();
        return new SearchLoad("synthetic", services, [.. questions.Select(question => new SearchLoad.Item(
            new AskRequest(question.Text, History: []), new AskRequest(question.Named, History: []),
            new AskRequest(question.Text, Filters: new Filters { City = question.City }, History: []), question.Vector))], embedder);
    }

    // Places are drawn on all cores while the batch before is written.
    private static async Task WriteAsync(SyntheticContent content, string path, CancellationToken cancellationToken)
    {
        await using var index = EmbeddedIndex.Open(path);
        var known = await index.DocumentHashesAsync(Tenants.Default, "synthetic", cancellationToken);
        if (known.Count == content.Properties) return;
        if (known.Count > 0) throw new ArgumentException($"'{path}' holds {known.Count} invented places, and {content.Properties} are asked for. Give another --file.");
        var writing = Task.CompletedTask;
        foreach (var batch in Enumerable.Range(0, content.Properties).Chunk(BatchSize))
        {
            var documents = batch.AsParallel().AsOrdered().WithCancellation(cancellationToken).Select(content.Document).ToList();
            await writing;
            writing = index.WriteAsync(Tenants.Default, documents, cancellationToken);
        }

        await writing;
    }

    private static async Task<SearchLoad> DatasetAsync(string folder, string split, string path, int queries, CancellationToken cancellationToken)
    {
        var services = Options.Services($"embedded:{path}", more: more => more.AddSingleton<IConversationStore, NoConversations>());
        if (!File.Exists(Path.Combine(folder, "corpus.jsonl"))) throw new ArgumentException($"'{folder}' is no dataset folder: it has no corpus.jsonl.");
        await services.GetRequiredService<Ingestor>().IngestAsync(new BeirFormat(), folder, Tenants.Default, null, cancellationToken);
        var dataset = Dataset.Read(folder, split);
        var places = new Dictionary<string, string>();
        await foreach (var item in new BeirFormat().ReadAsync(folder, cancellationToken))
        {
            foreach (var passage in item.Document?.Passages ?? []) places[passage.Id] = passage.PropertyId;
        }

        // Evenly out of the whole split.
        var chosen = dataset.Queries.Where((_, i) => i % Math.Max(1, dataset.Queries.Count / queries) == 0).Take(queries);
        return new SearchLoad(Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)), services, [.. chosen.Select(query =>
        {
            var alone = new AskRequest(query.Text, History: []);
            var place = dataset.Qrels[query.Id].Select(places.GetValueOrDefault).OfType<string>().First();
            return new SearchLoad.Item(alone, alone with { Focus = [place] }, alone with { Filters = new Filters { Tiers = [Tier.Guest] } }, null);
        })], null);
    }

    private static string Table(SearchFigures figures)
    {
        var lines = figures.Times.Select(time => string.Create(CultureInfo.InvariantCulture, $"{time.What,-44} {time.P50,8:0.00} {time.P95,8:0.00}  {Stages(time)}"));
        return string.Join('\n', [
            string.Create(CultureInfo.InvariantCulture, $"{figures.Content}: {figures.Passages} passages of {figures.Properties} places, {figures.Dimensions?.ToString(CultureInfo.InvariantCulture) ?? "no"} dimensions, {figures.Queries} questions, {figures.Cores} cores"),
            $"{"milliseconds",-44} {"p50",8} {"p95",8}",
            .. lines,
            string.Create(CultureInfo.InvariantCulture, $"recall@{figures.RecallAt} of the first pass by bits: mean {figures.Recall:0.0000}, least {figures.LeastRecall:0.00}; same fused result {figures.SameResults:0.000}"),
            string.Create(CultureInfo.InvariantCulture, $"loaded in {figures.LoadSeconds:0.0} s, peak memory {figures.PeakMemoryMiB:0} MiB")]);
    }

    private static string Stages(SearchTime time) => string.Join(", ", time.Stages.Select(stage => string.Create(CultureInfo.InvariantCulture, $"{stage.Key} {stage.Value:0.0}")));

    /// <summary>Gives the vector that was put in, whatever the text.</summary>
    internal sealed class GivenEmbedder : IEmbeddingGenerator<string, Embedding<float>>
    {
        internal float[] Vector { get; set; } = [];

        public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(values.Select(_ => new Embedding<float>(Vector))));

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
