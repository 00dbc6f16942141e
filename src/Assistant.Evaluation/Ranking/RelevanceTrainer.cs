using Assistant.Rank;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.LightGbm;

namespace Assistant.Evaluation.Ranking;

/// <summary>
/// Fits a relevance model to judged candidates. A passage is judged by its best sentence, and which one that is the model itself says: it is fitted
/// to the sentences that speak most of the question first, then to those that this fit prefers.
/// </summary>
internal static class RelevanceTrainer
{
    private static readonly RelevanceModel Nothing = RelevanceModel.Untrained;

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
    /// The part of the model that judges passages. It is learned from messages that seek knowledge; each data set weighs the same, however large it is.
    /// </summary>
    /// <param name="examples">Judged queries with their candidates.</param>
    /// <param name="trees">The share of the boosted trees in the log-odds, 0 to 1.</param>
    internal static RelevanceModel.ModelFile Train(IReadOnlyList<QueryExamples> examples, double trees)
    {
        var seeking = examples.Where(example => example.Query.SeeksKnowledge).ToList();
        var sizes = seeking.GroupBy(example => example.Dataset).ToDictionary(group => group.Key, group => group.Sum(example => example.Candidates.Count));
        var total = sizes.Values.Sum();
        var judged = seeking.SelectMany(example => example.Candidates.Select(candidate => (
            candidate.Sentences, candidate.IsRelevant, Weight: total / (double)sizes.Count / sizes[example.Dataset]))).ToList();

        var first = new RelevanceModel(Fit(judged.Select(pair => (pair.Sentences.MaxBy(sentence => RelevanceFeatures.Coverage(sentence))!, pair.IsRelevant, pair.Weight)), trees));
        return Fit(judged.Select(pair => (pair.Sentences.MaxBy(sentence => first.Relevance(sentence))!, pair.IsRelevant, pair.Weight)), trees);
    }

    private static RelevanceModel.ModelFile Fit(IEnumerable<(double[] Features, bool IsRelevant, double Weight)> examples, double share)
    {
        var ml = new MLContext(seed: 1);
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, RelevanceFeatures.Names.Count);
        var rows = examples.Select(example => new Row { Features = [.. example.Features.Select(value => (float)value)], Label = example.IsRelevant, Weight = (float)example.Weight });
        var data = ml.Data.LoadFromEnumerable(rows.ToList(), schema);
        var line = ml.BinaryClassification.Trainers.LbfgsLogisticRegression(Linear).Fit(data).Model.SubModel;
        return new RelevanceModel.ModelFile(
            RelevanceFeatures.Names, line.Bias * (1 - share), [.. line.Weights.Select(weight => Math.Round(weight * (1 - share), 6))],
            share == 0 ? [] : [.. Trees(ml, data, share)], Nothing.Seeking, Nothing.Answering, 0, 0);
    }

    private static IEnumerable<RelevanceModel.Tree> Trees(MLContext ml, IDataView data, double share)
    {
        var forest = ml.BinaryClassification.Trainers.LightGbm(Boosted).Fit(data).Model.SubModel.TrainedTreeEnsemble;
        return forest.Trees.Zip(forest.TreeWeights, (tree, weight) => new RelevanceModel.Tree(
            [.. tree.NumericalSplitFeatureIndexes], [.. tree.NumericalSplitThresholds.Select(value => (double)value)], [.. tree.LeftChild], [.. tree.RightChild],
            [.. tree.LeafValues.Select(value => Math.Round(value * weight * share, 6))]));
    }

    private sealed class Row
    {
        public float[] Features { get; set; } = [];

        public bool Label { get; set; }

        public float Weight { get; set; }
    }
}
