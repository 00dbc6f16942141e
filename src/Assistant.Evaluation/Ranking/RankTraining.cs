using System.Globalization;
using Assistant.Index;
using Assistant.Rank;
using Assistant.Text;

namespace Assistant.Evaluation.Ranking;

/// <summary>
/// Trains the relevance model from judged queries: every candidate of a query is a yes or a no. Figures and the threshold come from five folds that
/// share no property; the model itself then learns from all.
/// </summary>
public static class RankTraining
{
    /// <summary>
    /// Trains on the datasets.
    /// </summary>
    /// <param name="datasets">Folders of judged queries (<see cref="JudgedSet"/>).</param>
    /// <param name="openIndex">Opens an empty index that a dataset is ingested into.</param>
    /// <param name="embedder">Whose similarity is one of the features; null trains a model for search by words.</param>
    /// <param name="isHeldOut">Whether only what the bundled models have not learned from is taken: with a bundled embedder, whose similarities tell too much of what it has seen.</param>
    /// <param name="cancellationToken">Stops the training.</param>
    /// <returns>The model, with its figures in <see cref="RelevanceModel.ModelFile.Training"/>.</returns>
    public static async Task<RelevanceModel.ModelFile> TrainAsync(
        IReadOnlyList<string> datasets, Func<IPassageIndex> openIndex, PassageEmbedder? embedder, bool isHeldOut, CancellationToken cancellationToken)
    {
        var examples = await ExamplesAsync(datasets, openIndex, embedder, isHeldOut, cancellationToken);
        var trees = embedder is null ? 0 : RelevanceTrainer.TreesWithEmbedder;
        var judged = Held(examples, trees).Values.SelectMany(fold => fold.Judged).ToList();
        var least = ThresholdChoice.Of(judged);
        var training = judged.GroupBy(query => query.Dataset).ToDictionary(group => group.Key, group => RankFigures.Ranking([.. group]));
        foreach (var group in judged.GroupBy(query => query.Dataset)) training[$"{group.Key}, answering"] = RankFigures.Answering([.. group], least);
        var learned = trees == 0 ? "logistic regression" : "half logistic regression, half LightGBM (150 trees of 12 leaves)";
        training["method"] = string.Create(
            CultureInfo.InvariantCulture,
            $"{learned}, {examples.Sum(example => example.Candidates.Count)} candidates of {examples.Count} queries, figures over {EntityFold.Count} folds disjoint by property, focus given{(isHeldOut ? ", held-out properties only" : "")}{(embedder is null ? "" : $", embedder {embedder.Identity}")}");
        return RelevanceTrainer.Train(examples, trees) with { MinRelevance = least, Training = training };
    }

    /// <summary>
    /// A model for each fold, which has learned from the others alone and whose threshold was chosen on the others.
    /// </summary>
    /// <param name="datasets">As above.</param>
    /// <param name="openIndex">As above.</param>
    /// <param name="embedder">As above.</param>
    /// <param name="isHeldOut">As above.</param>
    /// <param name="folds">Which folds to make models for.</param>
    /// <param name="cancellationToken">Stops the training.</param>
    public static async Task<IReadOnlyDictionary<int, RelevanceModel.ModelFile>> CrossFitAsync(
        IReadOnlyList<string> datasets, Func<IPassageIndex> openIndex, PassageEmbedder? embedder, bool isHeldOut, IReadOnlyCollection<int> folds, CancellationToken cancellationToken)
    {
        var examples = await ExamplesAsync(datasets, openIndex, embedder, isHeldOut, cancellationToken);
        var held = Held(examples, embedder is null ? 0 : RelevanceTrainer.TreesWithEmbedder);
        return folds.ToDictionary(fold => fold, fold => held[fold].Model with { MinRelevance = ThresholdChoice.Of([.. held.Where(other => other.Key != fold).SelectMany(other => other.Value.Judged)]) });
    }

    private static async Task<List<QueryExamples>> ExamplesAsync(IReadOnlyList<string> datasets, Func<IPassageIndex> openIndex, PassageEmbedder? embedder, bool isHeldOut, CancellationToken cancellationToken)
    {
        var examples = new List<QueryExamples>();
        foreach (var folder in datasets)
        {
            await using var index = openIndex();
            var set = await JudgedSet.ReadAsync(folder, cancellationToken);
            examples.AddRange(await QueryExamples.OfAsync(isHeldOut ? set.HeldOut() : set, index, embedder, cancellationToken));
        }

        return examples;
    }

    // Each fold judged by a model that learned from the others.
    private static Dictionary<int, (RelevanceModel.ModelFile Model, IReadOnlyList<JudgedRanking> Judged)> Held(IReadOnlyList<QueryExamples> examples, double trees) =>
        Enumerable.Range(0, EntityFold.Count).ToDictionary(fold => fold, fold =>
        {
            var file = RelevanceTrainer.Train([.. examples.Where(example => example.Query.Fold != fold)], trees);
            var model = new RelevanceModel(file);
            return (file, (IReadOnlyList<JudgedRanking>)[.. examples.Where(example => example.Query.Fold == fold).Select(example => JudgedRanking.Of(example, model))]);
        });
}
