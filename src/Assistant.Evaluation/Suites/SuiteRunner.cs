using Assistant.Evaluation.Ranking;
using Assistant.Evaluation.Runs;
using Assistant.Evaluation.Support;
using Assistant.Index;
using Assistant.Rank;
using Assistant.Text;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Evaluation.Suites;

/// <summary>Runs a suite, run by run. Cross-fitted models are trained once for all runs that share them.</summary>
/// <param name="openServices">The product's services over the index of a data set, with an embedder and with registrations that replace its own.</param>
/// <param name="openScratch">Opens an empty index to train in.</param>
public sealed class SuiteRunner(Func<string, string?, Action<IServiceCollection>, CancellationToken, Task<ServiceProvider>> openServices, Func<IPassageIndex> openScratch)
{
    private readonly Dictionary<string, IReadOnlyDictionary<int, RelevanceModel.ModelFile>> trained = [];

    /// <summary>The outcome of a run of the suite.</summary>
    /// <param name="suite">The suite.</param>
    /// <param name="folder">Where its file lies.</param>
    /// <param name="run">Which run.</param>
    /// <param name="target">Where the run keeps what is done.</param>
    /// <param name="progress">Told how many of how many queries are done; may be null.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="FormatException">A data set is broken; the message names file and line.</exception>
    /// <exception cref="IOException">A file is missing.</exception>
    public async Task<EvalRun> RunAsync(Suite suite, string folder, SuiteRun run, string target, Action<int, int>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(suite);
        ArgumentNullException.ThrowIfNull(run);
        var plan = new EvalPlan(
            Path.Combine(folder, run.Dataset), run.Split, run.Stage, run.Limit, IsFocusGiven: run.FocusGiven, Where: run.Where, IsHeldOut: run.HeldOut, HasHistory: !run.Without.Contains(Ablation.History), Content: run.Content is null ? null : Path.Combine(folder, run.Content));
        if (!run.CrossFit)
        {
            await using var services = await openServices(plan.ContentFolder, run.Embedder, Ablate, cancellationToken);
            return run.Stage == EvalStage.Support
                ? await new SupportRunner(services).RunAsync(plan, progress, cancellationToken)
                : await new EvalRunner(services).RunAsync(plan, Path.Combine(target, EvalFiles.Journal), progress, cancellationToken);
        }

        var parts = new List<EvalRun>();
        foreach (var (fold, model) in await ModelsAsync(suite, folder, run, cancellationToken))
        {
            await using var services = await openServices(plan.ContentFolder, run.Embedder, more =>
            {
                Ablate(more);
                more.AddSingleton(new RelevanceModel(model));
            }, cancellationToken);
            parts.Add(await new EvalRunner(services).RunAsync(plan with { Fold = fold }, Path.Combine(target, $"fold-{fold}.{EvalFiles.Journal}"), progress, cancellationToken));
        }

        return parts[0] with
        {
            Plan = plan,
            Items = [.. parts.SelectMany(part => part.Items)],
            Identity = new Dictionary<string, object?>(parts[0].Identity)
            {
                ["fold"] = null,
                ["relevance"] = parts.Select(part => part.Identity["relevance"]),
                ["minRelevance"] = parts.Select(part => part.Identity["minRelevance"]),
                ["minAnswerable"] = parts.Select(part => part.Identity["minAnswerable"]),
                ["without"] = run.Without,
            },
        };

        void Ablate(IServiceCollection more)
        {
            if (run.Without.Count > 0) more.AddSingleton(provider => Ablation.Of(IndexUri.Open(provider.GetRequiredService<AssistantOptions>().Index, provider.GetRequiredService<AssistantOptions>().IndexApiKey), [.. run.Without]));
        }
    }

    private async Task<IReadOnlyDictionary<int, RelevanceModel.ModelFile>> ModelsAsync(Suite suite, string folder, SuiteRun run, CancellationToken cancellationToken)
    {
        var key = $"{run.Embedder} {run.HeldOut} {string.Join(' ', run.Without.Order(StringComparer.Ordinal))}";
        if (trained.TryGetValue(key, out var models)) return models;
        await using var services = await openServices(Path.Combine(folder, run.Dataset), run.Embedder, more => more.AddSingleton(RelevanceModel.Untrained), cancellationToken);
        var training = new RankTraining(() => Ablation.Of(openScratch(), [.. run.Without]), services.GetService<PassageEmbedder>());
        return trained[key] = await training.CrossFitAsync(new RankPlan([.. suite.Train.Select(set => Path.Combine(folder, set))], run.HeldOut, [.. run.Without]), cancellationToken);
    }
}
