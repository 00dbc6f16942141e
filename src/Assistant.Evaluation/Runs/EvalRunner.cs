using System.Diagnostics;
using System.Security.Cryptography;
using Assistant.Evaluation.Ranking;
using Assistant.Generate;
using Assistant.Index;
using Assistant.Ingest;
using Assistant.Ingest.Beir;
using Assistant.Rank;
using Assistant.Text;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Evaluation.Runs;

/// <summary>Runs the queries of a dataset down the product's own path, some at a time. Its services hold an index that may be empty: the corpus goes in first.</summary>
public sealed class EvalRunner(IServiceProvider services)
{
    private const int Depth = 100;

    private readonly TravelAssistant assistant = services.GetRequiredService<TravelAssistant>();
    private readonly IPassageIndex index = services.GetRequiredService<IPassageIndex>();
    private readonly AssistantOptions options = services.GetRequiredService<AssistantOptions>();

    /// <summary>
    /// Every query of the split, and those of <c>queries-without-answer.jsonl</c>, is tried; one that throws is an item with an error.
    /// </summary>
    /// <param name="plan">What to run.</param>
    /// <param name="progress">Told how many of how many are done; may be null.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="FormatException">The dataset is broken; the message names file and line.</exception>
    /// <exception cref="IOException">A file is missing.</exception>
    public async Task<EvalRun> RunAsync(EvalPlan plan, Action<int, int>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var properties = await IngestAsync(plan.Dataset, cancellationToken);
        var queries = Queries(plan, properties);
        var items = new EvalItem[queries.Count];
        var done = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, queries.Count), new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken }, async (i, token) =>
        {
            var item = await TryAsync(plan, queries[i], token);
            items[i] = item with { Metrics = ItemMeasures.Of(item, properties) };
            progress?.Invoke(Interlocked.Increment(ref done), queries.Count);
        });
        return new EvalRun(plan, items, await IdentityAsync(plan, cancellationToken));
    }

    private static List<(DatasetQuery Query, IReadOnlySet<string>? Relevant, IReadOnlyList<string>? Focus)> Queries(EvalPlan plan, IReadOnlyDictionary<string, string> properties)
    {
        var dataset = Dataset.Read(plan.Dataset, plan.Split);
        var judged = dataset.Queries.Where(plan.Takes).Select(query => (Query: query, Relevant: dataset.Qrels[query.Id], About: (IReadOnlyList<string>)[.. dataset.Qrels[query.Id].Select(id => properties.GetValueOrDefault(id)).OfType<string>().Distinct()]))
            .Where(query => !plan.IsHeldOut || (query.About is [var first, ..] && EntityFold.IsHeldOut(first)))
            .Where(query => plan.Fold is null || EntityFold.Of(query.Query.Request(query.About)) == plan.Fold);
        var unanswerable = Dataset.ReadUnanswerable(plan.Dataset).Where(plan.Takes).Where(query => plan.Fold is null || EntityFold.Of(query.Request(query.Metadata?.Focus)) == plan.Fold);
        return
        [
            .. judged.Take(plan.Limit).Select(query => (query.Query, (IReadOnlySet<string>?)query.Relevant, plan.IsFocusGiven ? query.About : query.Query.Metadata?.Focus)),
            .. unanswerable.Take(plan.Limit).Select(query => (query, (IReadOnlySet<string>?)null, query.Metadata?.Focus)),
        ];
    }

    // The property of each passage.
    private async Task<Dictionary<string, string>> IngestAsync(string folder, CancellationToken cancellationToken)
    {
        var format = new BeirFormat();
        if (!File.Exists(Path.Combine(folder, "corpus.jsonl"))) throw new FileNotFoundException($"'{folder}' is no dataset folder: it has no corpus.jsonl.");
        var report = await services.GetRequiredService<Ingestor>().IngestAsync(format, folder, Tenants.Default, null, cancellationToken);
        if (report.Results.FirstOrDefault(result => result.Error is not null) is { Error: var error }) throw new FormatException(error);
        var properties = new Dictionary<string, string>();
        await foreach (var item in format.ReadAsync(folder, cancellationToken))
        {
            foreach (var passage in item.Document!.Passages) properties[passage.Id] = passage.PropertyId;
        }

        return properties;
    }

    private async Task<EvalItem> TryAsync(EvalPlan plan, (DatasetQuery Query, IReadOnlySet<string>? Relevant, IReadOnlyList<string>? Focus) judged, CancellationToken cancellationToken)
    {
        try
        {
            var request = judged.Query.Request(judged.Focus);
            return await ItemAsync(plan.Stage, judged.Query.Id, plan.HasHistory ? request : request with { History = [] }, judged.Relevant, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new EvalItem(judged.Query.Id, judged.Query.Text, judged.Relevant, [], [], [], [], [], null, 0, $"{exception.GetType().Name}: {exception.Message}");
        }
    }

    private async Task<EvalItem> ItemAsync(EvalStage stage, string id, AskRequest request, IReadOnlySet<string>? relevant, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        var (question, ranked, evidence) = await assistant.FindAsync(request, cancellationToken);
        var milliseconds = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        var lexical = await index.SearchAsync(new IndexQuery(question.Tenant, Bm25.Query(TextAnalyzer.Terms(request.Message)), null, question.Scope(), Depth), cancellationToken);
        EvalAnswer? answer = null;
        if (stage == EvalStage.Answer)
        {
            began = Stopwatch.GetTimestamp();
            answer = await AskAsync(request, cancellationToken);
            milliseconds = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }

        return new EvalItem(
            id, request.Message, relevant, [.. question.Focus.Select(focus => focus.PropertyId)], [.. ranked.Take(Depth).Select(passage => new ScoredPassage(passage.Passage.Id, passage.Relevance))],
            !evidence.IsRelevant || evidence.IsListing ? [] : [.. ranked.Where(passage => passage.Relevance >= options.Answers.MinRelevance).Select(passage => passage.Passage.Id)],
            [.. ranked.OrderByDescending(passage => passage.Candidate.Score).Take(Depth).Select(passage => passage.Passage.Id)], [.. lexical.Select(candidate => candidate.Passage.Id)], answer, milliseconds);
    }

    private async Task<EvalAnswer> AskAsync(AskRequest request, CancellationToken cancellationToken)
    {
        var events = await assistant.AskAsync(request, cancellationToken).ToListAsync(cancellationToken);
        var sentences = events.OfType<SentenceEvent>().Select(sentence => new AnswerSentence(sentence.Text, sentence.Citations, sentence.Support)).ToList();
        return new EvalAnswer(
            string.Join(' ', sentences.Select(sentence => sentence.Text)), events.OfType<DoneEvent>().Single().Verdict, sentences,
            [.. events.OfType<PassagesEvent>().SelectMany(passages => passages.Passages).Select(passage => passage.PassageId)]);
    }

    private async Task<Dictionary<string, object?>> IdentityAsync(EvalPlan plan, CancellationToken cancellationToken)
    {
        var model = services.GetRequiredService<AnswerModel>();
        return new Dictionary<string, object?>
        {
            ["dataset"] = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(plan.Dataset))),
            ["corpus"] = await DigestAsync(Path.Combine(plan.Dataset, "corpus.jsonl"), cancellationToken),
            ["queries"] = await DigestAsync(Path.Combine(plan.Dataset, "queries.jsonl"), cancellationToken),
            ["qrels"] = await DigestAsync(Path.Combine(plan.Dataset, "qrels", $"{plan.Split}.tsv"), cancellationToken),
            ["split"] = plan.Split,
            ["stage"] = plan.Stage.ToString().ToLowerInvariant(),
            ["where"] = plan.Where,
            ["focusGiven"] = plan.IsFocusGiven,
            ["limit"] = plan.Limit == int.MaxValue ? null : plan.Limit,
            ["version"] = AssistantVersion.Current,
            ["analyzer"] = TextAnalyzer.Version,
            ["embedder"] = services.GetService<PassageEmbedder>()?.Identity,
            ["relevance"] = services.GetRequiredService<RelevanceModel>().Digest,
            ["answerer"] = model.Identity,
            ["prompt"] = model.PromptDigest,
            ["heldOut"] = plan.IsHeldOut,
            ["fold"] = plan.Fold,
            ["history"] = plan.HasHistory,
            ["minAnswerable"] = options.Answers.MinAnswerable,
            ["minRelevance"] = options.Answers.MinRelevance,
            ["seed"] = plan.Seed,
        };
    }

    private static async Task<string> DigestAsync(string file, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken))[..16];
    }
}
