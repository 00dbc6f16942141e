using System.Diagnostics;
using Assistant.Evaluation.Runs;
using Assistant.Evaluation.Training;
using Assistant.Index;
using Assistant.Support.Reply;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Evaluation.Support;

/// <summary>Reads the cases of a data set (<c>cases.jsonl</c>) as the support desk does. Its services hold an index that may be empty: the content goes in first.</summary>
public sealed class SupportRunner(IServiceProvider services)
{
    /// <summary>The file of cases in a data set's folder.</summary>
    public const string File = "cases.jsonl";

    private readonly ICaseReader reader = services.GetRequiredService<ICaseReader>();
    private readonly IPassageIndex index = services.GetRequiredService<IPassageIndex>();

    /// <summary>Every case of the plan's split (all where it names none); one that throws is an item with an error.</summary>
    /// <exception cref="FormatException">A line is broken; the message names file and line.</exception>
    public async Task<EvalRun> RunAsync(EvalPlan plan, Action<int, int>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        await TrainingExport.IndexAsync(services, plan.ContentFolder, cancellationToken);
        var cases = JsonLines.Read<SupportCaseKey>(Path.Combine(plan.Dataset, File), AssistantJson.Stored).Where(key => plan.Split.Length == 0 || key.Split == plan.Split).Take(plan.Limit).ToList();
        var passages = new Dictionary<string, Passage>();
        foreach (var property in cases.Select(key => key.Property).Distinct())
        {
            foreach (var passage in await index.PassagesOfAsync(Tenants.Default, property, cancellationToken)) passages[passage.Id] = passage;
        }

        var items = new EvalItem[cases.Count];
        var done = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, cases.Count), new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken }, async (i, token) =>
        {
            items[i] = await TryAsync(cases[i], passages, token);
            progress?.Invoke(Interlocked.Increment(ref done), cases.Count);
        });
        return new EvalRun(plan, items, new Dictionary<string, object?>
        {
            ["dataset"] = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(plan.Dataset))), ["split"] = plan.Split, ["stage"] = "support", ["version"] = AssistantVersion.Current,
            ["embedder"] = services.GetService<Assistant.Text.PassageEmbedder>()?.Identity, ["seed"] = plan.Seed,
            ["build"] = $"{typeof(ICaseReader).Module.ModuleVersionId:N} {typeof(SupportRunner).Module.ModuleVersionId:N}",
        });
    }

    private async Task<EvalItem> TryAsync(SupportCaseKey key, Dictionary<string, Passage> passages, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        CaseReading? reading = null;
        string? error = null;
        try
        {
            reading = await reader.ReadAsync(key.Case, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            error = $"{exception.GetType().Name}: {exception.Message}";
        }

        var suggestion = reading?.Suggestion;
        return new EvalItem(
            key.Id, key.Case.Asked(), key.Action == SuggestedAction.Draft ? key.Sources : null, [key.Property],
            [.. (suggestion?.Evidence ?? []).Select(passage => new ScoredPassage(passage.PassageId, passage.Relevance))], [.. (suggestion?.Evidence ?? []).Select(passage => passage.PassageId)],
            suggestion is null ? null : Answer(suggestion), Stopwatch.GetElapsedTime(began).TotalMilliseconds, error)
        {
            Metrics = SupportMeasures.Of(key, reading, passages),
            Slices = new Dictionary<string, string>
            {
                ["action"] = key.Action.ToString().ToLowerInvariant(), ["split"] = key.Split, ["language"] = key.Language == "en" ? "en" : "other", ["from"] = key.From.ToString().ToLowerInvariant(),
                ["restricted"] = key.Restricted is [var topic, ..] ? topic.ToString().ToLowerInvariant() : "none", ["suggested"] = suggestion?.Action.ToString().ToLowerInvariant() ?? "failed",
            },
            Expected = [.. key.Sources.Where(passages.ContainsKey).Select(id => new ExpectedPassage(id, passages[id].Text))],
            Reference = $"{key.Action.ToString().ToLowerInvariant()}{(key.Macro is null ? "" : $" {key.Macro}")}{(key.Facts.Count == 0 ? "" : $": {string.Join(", ", key.Facts)}")}",
        };
    }

    private static EvalAnswer Answer(Suggestion suggestion) => new(
        $"[{suggestion.Action.ToString().ToLowerInvariant()}] {suggestion.Reason}{(suggestion.Text is null ? "" : $"\n{suggestion.Text}")}", suggestion.Action == SuggestedAction.Abstain ? Verdict.Refused : Verdict.Quoted,
        [.. suggestion.Sentences.Select(sentence => new AnswerSentence(sentence.Text, sentence.Citations, 1))], suggestion.Evidence, new Usage(0, 0));
}
