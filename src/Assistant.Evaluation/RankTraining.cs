using System.Globalization;
using Assistant.Index;
using Assistant.Rank;
using Assistant.Text;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.LightGbm;

namespace Assistant.Evaluation;

/// <summary>
/// Trains the relevance model from judged queries: every candidate of a query, found among its own properties, is a yes or a no. Figures
/// come from five folds that share no property; the model itself then learns from all. A passage is judged by its best sentence, and which
/// one that is the model itself says: it is fitted to whole passages first, then to the sentences that fit prefers.
/// </summary>
public static class RankTraining
{
    private const int Folds = 5;
    private const int CandidatesPerQuery = 40;

    // Of the trees in the log-odds. With an embedder half of each did best on content of another kind; by words alone trees did harm there (eval/LOG.md).
    private const double TreesWithEmbedder = 0.5;
    private static readonly double[] Thresholds = [0.1, 0.2, 0.3, 0.5, 0.7];

    private static LbfgsLogisticRegressionBinaryTrainer.Options Linear => new()
    {
        ExampleWeightColumnName = nameof(Row.Weight), L1Regularization = 0, L2Regularization = 0.01f, OptimizationTolerance = 1e-9f, NumberOfThreads = 1,
    };

    private static LightGbmBinaryTrainer.Options Boosted => new()
    {
        ExampleWeightColumnName = nameof(Row.Weight), NumberOfIterations = 150, LearningRate = 0.06, NumberOfLeaves = 12, MinimumExampleCountPerLeaf = 60, Sigmoid = 1,
        Seed = 1, Deterministic = true, NumberOfThreads = 1,
        Booster = new GradientBooster.Options { L2Regularization = 5, FeatureFraction = 0.7, SubsampleFraction = 0.8, SubsampleFrequency = 1 },
    };

    /// <summary>
    /// Trains on the datasets.
    /// </summary>
    /// <param name="datasets">Folders of judged queries (<see cref="JudgedSet"/>).</param>
    /// <param name="openIndex">Opens an empty index that a dataset is ingested into.</param>
    /// <param name="embedder">Whose similarity is one of the features; null trains a model for search by words.</param>
    /// <param name="cancellationToken">Stops the training.</param>
    /// <returns>The model, with its figures in <see cref="RelevanceModel.ModelFile.Training"/>.</returns>
    public static async Task<RelevanceModel.ModelFile> TrainAsync(
        IReadOnlyList<string> datasets, Func<IPassageIndex> openIndex, PassageEmbedder? embedder, CancellationToken cancellationToken)
    {
        var pairs = new List<Pair>();
        foreach (var folder in datasets) pairs.AddRange(await PairsAsync(await JudgedSet.ReadAsync(folder, cancellationToken), openIndex, embedder, cancellationToken));

        var share = embedder is null ? 0 : TreesWithEmbedder;
        var judged = new List<(Pair Pair, double Relevance)>();
        foreach (var fold in Enumerable.Range(0, Folds))
        {
            var model = new RelevanceModel(Train(share, [.. pairs.Where(pair => FoldOf(pair) != fold)]));
            judged.AddRange(pairs.Where(pair => FoldOf(pair) == fold).Select(pair => (pair, pair.Sentences.Max(sentence => model.Relevance(sentence)))));
        }

        var training = judged.GroupBy(item => item.Pair.Dataset).ToDictionary(group => group.Key, Figures);
        foreach (var group in judged.GroupBy(item => item.Pair.Dataset)) training[$"{group.Key}, answering"] = Answering(group);
        training["method"] = $"logistic regression{(share == 0 ? "" : ", half; LightGBM (150 trees of 12 leaves), half")}, {pairs.Count} pairs, figures over {Folds} folds disjoint by property, focus given{(embedder is null ? "" : $", embedder {embedder.Identity}")}";
        return Train(share, pairs) with { Training = training };
    }

    private static async Task<List<Pair>> PairsAsync(JudgedSet set, Func<IPassageIndex> openIndex, PassageEmbedder? embedder, CancellationToken cancellationToken)
    {
        await using var index = openIndex();
        var pairs = new List<Pair>();
        await foreach (var (query, names, candidates) in set.SearchAsync(index, embedder, CandidatesPerQuery, cancellationToken))
        {
            var terms = QuestionTerms.Of(query.Text, names);
            var best = BestScores.ByProperty(candidates);
            pairs.AddRange(candidates.Select(candidate => new Pair(
                set.Name, query.Focus[0], query.Id, RelevanceFeatures.Of(terms, candidate, candidate.Passage.Text, best[candidate.Passage.PropertyId]),
                [.. Sentences.Split(candidate.Passage.Text).Select(sentence => RelevanceFeatures.Of(terms, candidate, candidate.Passage.Text[sentence], best[candidate.Passage.PropertyId]))],
                query.IsRelevant(candidate.Passage.Id), query.IsAnswerable)));
        }

        return pairs;
    }

    private static RelevanceModel.ModelFile Train(double share, IReadOnlyList<Pair> pairs)
    {
        var sizes = pairs.CountBy(pair => pair.Dataset).ToDictionary();
        double Weight(Pair pair) => pairs.Count / (double)sizes.Count / sizes[pair.Dataset]; // a small dataset counts as much as a large one
        var whole = new RelevanceModel(Fit(share, pairs.Select(pair => (pair.Passage, pair.IsRelevant, Weight(pair)))));
        return Fit(share, pairs.Select(pair => (pair.Sentences.MaxBy(sentence => whole.Relevance(sentence))!, pair.IsRelevant, Weight(pair))));
    }

    private static RelevanceModel.ModelFile Fit(double share, IEnumerable<(double[] Features, bool IsRelevant, double Weight)> examples)
    {
        var ml = new MLContext(seed: 1);
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, RelevanceFeatures.Names.Count);
        var rows = examples.Select(example => new Row { Features = [.. example.Features.Select(value => (float)value)], Label = example.IsRelevant, Weight = (float)example.Weight });
        var data = ml.Data.LoadFromEnumerable(rows.ToList(), schema);
        var line = ml.BinaryClassification.Trainers.LbfgsLogisticRegression(Linear).Fit(data).Model.SubModel;
        return new RelevanceModel.ModelFile(
            RelevanceFeatures.Names, line.Bias * (1 - share), [.. line.Weights.Select(weight => Math.Round(weight * (1 - share), 6))], share == 0 ? [] : [.. Trees(ml, data, share)]);
    }

    private static IEnumerable<RelevanceModel.Tree> Trees(MLContext ml, IDataView data, double share)
    {
        var forest = ml.BinaryClassification.Trainers.LightGbm(Boosted).Fit(data).Model.SubModel.TrainedTreeEnsemble;
        return forest.Trees.Zip(forest.TreeWeights, (tree, weight) => new RelevanceModel.Tree(
            [.. tree.NumericalSplitFeatureIndexes], [.. tree.NumericalSplitThresholds.Select(value => (double)value)], [.. tree.LeftChild], [.. tree.RightChild],
            [.. tree.LeafValues.Select(value => Math.Round(value * weight * share, 6))]));
    }

    private static int FoldOf(Pair pair) => (int)(TextAnalyzer.Hash(pair.PropertyId) % Folds);

    private static string Figures(IEnumerable<(Pair Pair, double Relevance)> judged)
    {
        double reciprocal = 0, first = 0, gain = 0;
        var count = 0;
        foreach (var query in judged.GroupBy(item => item.Pair.QueryId).Where(query => query.First().Pair.IsAnswerable))
        {
            var order = query.OrderByDescending(item => item.Relevance).Select(item => item.Pair.IsRelevant).ToList();
            count++;
            reciprocal += RetrievalMeasures.ReciprocalRank(order, 5);
            if (order is [true, ..]) first++;
            gain += RetrievalMeasures.Ndcg(order, order.Count(yes => yes), 10);
        }

        return string.Create(CultureInfo.InvariantCulture, $"n {count}, R@1 {first / count:0.000}, MRR@5 {reciprocal / count:0.000}, nDCG@10 {gain / count:0.000} (answerable queries with a candidate)");
    }

    // How many questions are answered at a threshold, and how many still are when every passage that answers them is taken away.
    private static string Answering(IEnumerable<(Pair Pair, double Relevance)> judged)
    {
        var best = judged.GroupBy(item => item.Pair.QueryId).Select(query => (
            query.First().Pair.IsAnswerable,
            With: query.Max(item => item.Relevance),
            Without: query.Where(item => !item.Pair.IsRelevant).Select(item => item.Relevance).DefaultIfEmpty(0).Max())).ToList();
        var answerable = best.Where(query => query.IsAnswerable).ToList();
        return string.Join("; ", Thresholds.Select(threshold => string.Create(
            CultureInfo.InvariantCulture,
            $"at {threshold:0.0} {answerable.Average(query => query.With >= threshold ? 1 : 0):0.000} answered, {best.Average(query => query.Without >= threshold ? 1 : 0):0.000} without their passages")));
    }

    private sealed record Pair(string Dataset, string PropertyId, string QueryId, double[] Passage, IReadOnlyList<double[]> Sentences, bool IsRelevant, bool IsAnswerable);

    private sealed class Row
    {
        public float[] Features { get; set; } = [];

        public bool Label { get; set; }

        public float Weight { get; set; }
    }
}
