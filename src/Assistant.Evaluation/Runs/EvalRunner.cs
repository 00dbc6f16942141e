using System.Diagnostics;
using System.Text.Json;
using Assistant.Evaluation.Training;
using Assistant.Generate;
using Assistant.Index;
using Assistant.Rank;
using Assistant.Text;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Evaluation.Runs;

/// <summary>Runs the queries of a dataset down the product's own path, some at a time. Its services hold an index that may be empty: the content goes in first.</summary>
public sealed class EvalRunner(IServiceProvider services)
{
    private const int Depth = 100;
    private const int MostExpected = 5; // that are kept with their texts, for people to read

    private readonly TravelAssistant assistant = services.GetRequiredService<TravelAssistant>();
    private readonly IPassageIndex index = services.GetRequiredService<IPassageIndex>();
    private readonly AssistantOptions options = services.GetRequiredService<AssistantOptions>();

    /// <summary>
    /// Every query that the plan takes is tried; one that throws is an item with an error. With a journal, queries that the same run has done before are not done again.
    /// </summary>
    /// <param name="plan">What to run.</param>
    /// <param name="journal">The file that keeps what is done; null keeps nothing.</param>
    /// <param name="progress">Told how many of how many are done; may be null.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="FormatException">The dataset is broken; the message names file and line.</exception>
    /// <exception cref="IOException">A file is missing.</exception>
    public async Task<EvalRun> RunAsync(EvalPlan plan, string? journal, Action<int, int>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        await TrainingExport.IndexAsync(services, plan.ContentFolder, cancellationToken);
        var passages = await PassagesAsync(cancellationToken);
        var queries = EvalSet.Read(plan, passages);
        var identity = await IdentityAsync(plan, passages, cancellationToken);
        await using var kept = journal is null ? null : RunJournal.Open(journal, ContentHashes.Of(JsonSerializer.Serialize(identity)));
        var items = new EvalItem[queries.Count];
        var done = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, queries.Count), new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken }, async (i, token) =>
        {
            if (kept?.Done.GetValueOrDefault(queries[i].Id) is { } before)
            {
                items[i] = before;
            }
            else
            {
                items[i] = await TryAsync(plan.Stage, queries[i], passages, token);
                if (kept is not null) await kept.AddAsync(items[i], token);
            }

            progress?.Invoke(Interlocked.Increment(ref done), queries.Count);
        });
        return new EvalRun(plan, items, identity);
    }

    private async Task<Dictionary<string, Passage>> PassagesAsync(CancellationToken cancellationToken)
    {
        var passages = new Dictionary<string, Passage>();
        foreach (var property in await index.ListPropertiesAsync(Tenants.Default, Filters.None, cancellationToken))
        {
            foreach (var passage in await index.PassagesOfAsync(Tenants.Default, property.Id, cancellationToken)) passages[passage.Id] = passage;
        }

        return passages;
    }

    private async Task<EvalItem> TryAsync(EvalStage stage, EvalQuery query, IReadOnlyDictionary<string, Passage> passages, CancellationToken cancellationToken)
    {
        var nothing = new EvalItem(query.Id, query.Request.Message, query.Relevant, [], [], [], null, 0)
        {
            Slices = query.Slices,
            Reference = query.Reference,
            Expected = [.. (query.Relevant ?? []).Take(MostExpected).Select(id => new ExpectedPassage(id, passages.GetValueOrDefault(id)?.Text ?? ""))],
            History = [.. (query.Request.History ?? []).Select(turn => turn.Text)],
        };
        try
        {
            var (item, search, words) = await ItemAsync(stage, nothing, query.Request, cancellationToken);
            return item with { Metrics = ItemMeasures.Of(query, item, search, words, passages, stage == EvalStage.Answer) };
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            var failed = nothing with { Error = $"{exception.GetType().Name}: {exception.Message}" };
            return failed with { Metrics = ItemMeasures.Of(query, failed, [], [], passages, stage == EvalStage.Answer) };
        }
    }

    private async Task<(EvalItem Item, IReadOnlyList<string> Search, IReadOnlyList<string> Words)> ItemAsync(EvalStage stage, EvalItem item, AskRequest request, CancellationToken cancellationToken)
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

        var shown = evidence.IsListing ? evidence.Passages : ranked; // a search for places ranks places, each with its reasons
        return (item with
        {
            Focus = [.. question.Focus.Select(focus => focus.PropertyId)],
            Ranking = [.. shown.Take(Depth).Select(passage => new ScoredPassage(passage.Passage.Id, passage.Relevance))],
            Selected = !evidence.IsRelevant || evidence.IsListing ? [] : [.. ranked.Where(passage => passage.Relevance >= options.Answers.MinRelevance).Select(passage => passage.Passage.Id)],
            Answer = answer,
            Milliseconds = milliseconds,
            Confidence = evidence.IsListing || ranked is not [var first, ..] ? null : Math.Min(first.Answerable, first.Relevance),
        },
        [.. ranked.OrderByDescending(passage => passage.Candidate.Score).Take(Depth).Select(passage => passage.Passage.Id)],
        [.. lexical.Select(candidate => candidate.Passage.Id)]);
    }

    private async Task<EvalAnswer> AskAsync(AskRequest request, CancellationToken cancellationToken)
    {
        var events = await assistant.AskAsync(request, cancellationToken).ToListAsync(cancellationToken);
        var sentences = events.OfType<SentenceEvent>().Select(sentence => new AnswerSentence(sentence.Text, sentence.Citations, sentence.Support)).ToList();
        var done = events.OfType<DoneEvent>().Single();
        if (done.Notices is { Count: > 0 } notices) throw new InvalidOperationException($"This is not the answer of what is measured: {string.Join(' ', notices.Select(notice => notice.Text))}");
        return new EvalAnswer(
            string.Join(' ', sentences.Select(sentence => sentence.Text)), done.Verdict, sentences, [.. events.OfType<PassagesEvent>().SelectMany(passages => passages.Passages)], done.Usage);
    }

    private async Task<Dictionary<string, object?>> IdentityAsync(EvalPlan plan, IReadOnlyDictionary<string, Passage> passages, CancellationToken cancellationToken)
    {
        var model = services.GetRequiredService<AnswerModel>();
        return new Dictionary<string, object?>
        {
            ["dataset"] = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(plan.Dataset))),
            ["content"] = ContentHashes.Of([.. passages.OrderBy(passage => passage.Key, StringComparer.Ordinal).SelectMany(passage => new[] { passage.Key, passage.Value.ContentHash })]),
            ["questions"] = await DigestsAsync(plan, cancellationToken),
            ["split"] = plan.Split,
            ["stage"] = plan.Stage.ToString().ToLowerInvariant(),
            ["where"] = plan.Where,
            ["focusGiven"] = plan.IsFocusGiven,
            ["limit"] = plan.Limit == int.MaxValue ? null : plan.Limit,
            ["version"] = AssistantVersion.Current,
            ["build"] = $"{typeof(TravelAssistant).Module.ModuleVersionId:N} {typeof(EvalRunner).Module.ModuleVersionId:N}", // of the compiled code, committed or not
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

    private static async Task<string> DigestsAsync(EvalPlan plan, CancellationToken cancellationToken)
    {
        string[] files = [EvalSet.KeyedFile(plan.Dataset), Path.Combine(plan.Dataset, "queries.jsonl"), Path.Combine(plan.Dataset, "queries-without-answer.jsonl"), Path.Combine(plan.Dataset, "qrels", $"{plan.Split}.tsv")];
        var digests = new List<string>();
        foreach (var file in files.Where(File.Exists)) digests.Add(await ModelRegistry.DigestAsync(file, cancellationToken));
        return ContentHashes.Of([.. digests]);
    }
}
