using System.Globalization;
using Assistant.Converse;
using Assistant.Index;
using Assistant.Rank;
using Assistant.Retrieve;
using Assistant.Text;

namespace Assistant.Evaluation.Ranking;

/// <summary>What a relevance model learns from.</summary>
/// <param name="Datasets">Folders of judged queries (<see cref="JudgedSet"/>).</param>
/// <param name="IsHeldOut">Whether only what the bundled models have not learned from is taken: with a bundled embedder, whose similarities tell too much of what it has seen.</param>
/// <param name="Without">Features that it is to do without, or <c>trees</c>, <c>seeking</c>: to see what each is good for.</param>
/// <param name="Feedback">What guests said of answers; null for none.</param>
public sealed record RankPlan(IReadOnlyList<string> Datasets, bool IsHeldOut = false, IReadOnlyCollection<string>? Without = null, RankFeedback? Feedback = null);

/// <summary>Where rated answers are, and the search that finds their passages again.</summary>
public sealed record RankFeedback(string Tenant, IConversationStore Conversations, Retriever Retriever);

/// <summary>
/// Trains the relevance model from judged queries: every candidate of a query is a yes or a no. Figures and thresholds come from five folds that
/// share no property; the model itself then learns from all.
/// </summary>
/// <param name="openIndex">Opens an empty index that a dataset is ingested into.</param>
/// <param name="embedder">Whose similarity is one of the features; null trains a model for search by words.</param>
public sealed class RankTraining(Func<IPassageIndex> openIndex, PassageEmbedder? embedder)
{
    /// <summary>In <see cref="RankPlan.Without"/>, no boosted trees.</summary>
    public const string Trees = "trees";

    /// <summary>In <see cref="RankPlan.Without"/>, no matter whether a message seeks knowledge.</summary>
    public const string Seeking = "seeking";

    // Of the trees in the log-odds. With an embedder half of each did best on content of another kind; by words alone trees did harm there (eval/LOG.md).
    private const double TreesWithEmbedder = 0.5;

    // By words alone these four did harm on content of another kind than they were fitted to (eval/LOG.md, 2026-11-23).
    private static readonly string[] OnlyWithEmbedder = ["terms", "tier", "faq", "amount"];

    /// <summary>The model, with its figures in <see cref="RelevanceModel.ModelFile.Training"/>.</summary>
    /// <exception cref="FormatException">A dataset is broken; the message names file and line.</exception>
    public async Task<RelevanceModel.ModelFile> TrainAsync(RankPlan plan, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var material = await ReadAsync(plan, cancellationToken);
        var (decision, judged) = Decide(plan, Held(plan, material).Values.SelectMany(fold => fold.Judged));
        var training = new Dictionary<string, string>();
        foreach (var set in judged.GroupBy(query => query.Dataset))
        {
            training[set.Key] = RankFigures.Ranking([.. set]);
            training[$"{set.Key}, answering"] = RankFigures.Answering([.. set], decision.Answering, decision.MinAnswerable, decision.MinRelevance);
        }

        training["method"] = string.Create(
            CultureInfo.InvariantCulture,
            $"{(ShareOfTrees(plan) == 0 ? "logistic regression" : "half logistic regression, half LightGBM (150 trees of 12 leaves)")}, {material.Examples.Sum(example => example.Candidates.Count)} candidates of {material.Examples.Count} queries{(plan.IsHeldOut ? " about held-out properties" : "")}, {material.Messages.Count} messages, figures over {EntityFold.Count} folds disjoint by property, focus given{(embedder is null ? "" : $", embedder {embedder.Identity}")}");
        return With(Train(plan, material), decision) with { Training = training };
    }

    /// <summary>A model for each fold (<see cref="EntityFold"/>), which has learned from the others alone and whose thresholds were chosen on the others.</summary>
    /// <exception cref="FormatException">A dataset is broken; the message names file and line.</exception>
    public async Task<IReadOnlyDictionary<int, RelevanceModel.ModelFile>> CrossFitAsync(RankPlan plan, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var held = Held(plan, await ReadAsync(plan, cancellationToken));
        return held.ToDictionary(fold => fold.Key, fold => With(fold.Value.Model, Decide(plan, held.Where(other => other.Key != fold.Key).SelectMany(other => other.Value.Judged)).Decision));
    }

    // When there is an answer, and what belongs to it: chosen on rankings by models that have not learned from them.
    private static (Decision Decision, IReadOnlyList<JudgedRanking> Judged) Decide(RankPlan plan, IEnumerable<JudgedRanking> rankings)
    {
        var all = rankings.ToList();
        var answering = AnsweringTrainer.Train(all, plan.Without?.Contains(Seeking) != true);
        IReadOnlyList<JudgedRanking> judged = [.. all.Select(query => query.By(answering))];
        var (minAnswerable, minRelevance) = ThresholdChoice.Of(judged);
        return (new Decision(answering, minAnswerable, minRelevance), judged);
    }

    private static RelevanceModel.ModelFile With(RelevanceModel.ModelFile model, Decision decision) =>
        model with { Answering = decision.Answering, MinAnswerable = decision.MinAnswerable, MinRelevance = decision.MinRelevance };

    private RelevanceModel.ModelFile Train(RankPlan plan, Material material) =>
        RelevanceTrainer.Train(material.Examples, ShareOfTrees(plan)) with { Seeking = SeekingTrainer.Train(material.Messages) };

    private double ShareOfTrees(RankPlan plan) => embedder is null || plan.Without?.Contains(Trees) == true ? 0 : TreesWithEmbedder;

    private async Task<Material> ReadAsync(RankPlan plan, CancellationToken cancellationToken)
    {
        var without = (plan.Without ?? []).Concat(embedder is null ? OnlyWithEmbedder : []).Select(name => RelevanceFeatures.Names.ToList().IndexOf(name)).Where(index => index >= 0).ToList();
        var (examples, messages) = (new List<QueryExamples>(), new List<Message>());
        foreach (var folder in plan.Datasets)
        {
            await using var index = openIndex();
            var set = await JudgedSet.ReadAsync(folder, cancellationToken);
            examples.AddRange(await QueryExamples.OfAsync(plan.IsHeldOut ? set.HeldOut() : set, index, embedder, without, cancellationToken));
            messages.AddRange(set.Queries.Select(query => Message.Of(set.Name, query)));
        }

        if (plan.Feedback is { } feedback)
        {
            var rated = await FeedbackSet.ReadAsync(feedback.Tenant, feedback.Conversations, feedback.Retriever, cancellationToken);
            examples.AddRange(rated);
            messages.AddRange(rated.Select(example => Message.Of(example.Dataset, example.Query)));
        }

        return new Material(examples, messages);
    }

    // Each fold judged by a model that learned from the others.
    private Dictionary<int, (RelevanceModel.ModelFile Model, IReadOnlyList<JudgedRanking> Judged)> Held(RankPlan plan, Material material) =>
        Enumerable.Range(0, EntityFold.Count).ToDictionary(fold => fold, fold =>
        {
            var file = Train(plan, material.Without(fold));
            var model = new RelevanceModel(file);
            return (file, (IReadOnlyList<JudgedRanking>)[.. material.Examples.Where(example => example.Query.Fold == fold).Select(example => JudgedRanking.Of(example, model))]);
        });

    // Whether a message seeks knowledge is told by its words alone, so of messages all are learned from, also where of rankings only the held-out ones are.
    private sealed record Material(IReadOnlyList<QueryExamples> Examples, IReadOnlyList<Message> Messages)
    {
        internal Material Without(int fold) => new([.. Examples.Where(example => example.Query.Fold != fold)], [.. Messages.Where(message => message.Fold != fold)]);
    }

    private sealed record Decision(Answerability Answering, double MinAnswerable, double MinRelevance);
}
