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
    /// The model. Each data set weighs the same, however large it is.
    /// </summary>
    /// <param name="examples">Judged queries with their candidates.</param>
    /// <param name="trees">The share of the boosted trees in the log-odds, 0 to 1.</param>
    /// <param name="doesAskSeeking">Whether it counts that a message seeks knowledge.</param>
    internal static RelevanceModel.ModelFile Train(IReadOnlyList<QueryExamples> examples, double trees, bool doesAskSeeking)
    {
        var seeking = doesAskSeeking ? SeekingTrainer.Train(examples) : new KnowledgeSeeking(0, new Dictionary<string, double>());
        var seeks = doesAskSeeking ? HeldOutSeeks(examples) : new double[examples.Count];
        var sizes = examples.GroupBy(example => example.Dataset).ToDictionary(group => group.Key, group => group.Sum(example => example.Candidates.Count));
        var total = sizes.Values.Sum();
        var judged = examples.Zip(seeks).SelectMany(pair => pair.First.Candidates.Select(candidate => (
            Sentences: candidate.With(pair.Second).ToList(), candidate.IsRelevant, Weight: total / (double)sizes.Count / sizes[pair.First.Dataset]))).ToList();

        var first = new RelevanceModel(Fit(judged.Select(pair => (pair.Sentences.MaxBy(sentence => RelevanceFeatures.Coverage(sentence))!, pair.IsRelevant, pair.Weight)), trees, seeking));
        return Fit(judged.Select(pair => (pair.Sentences.MaxBy(sentence => first.Relevance(sentence))!, pair.IsRelevant, pair.Weight)), trees, seeking);
    }

    // What a message seeks is judged by a model that has not learned it, as in service.
    private static double[] HeldOutSeeks(IReadOnlyList<QueryExamples> examples)
    {
        var seeks = new double[examples.Count];
        foreach (var fold in examples.Select(example => example.Query.Fold).Distinct())
        {
            var others = examples.Where(example => example.Query.Fold != fold).ToList();
            var model = SeekingTrainer.Train(others.Count > 0 ? others : examples);
            for (var i = 0; i < seeks.Length; i++)
            {
                if (examples[i].Query.Fold == fold) seeks[i] = model.Of(examples[i].Query.Text);
            }
        }

        return seeks;
    }

    private static RelevanceModel.ModelFile Fit(IEnumerable<(double[] Features, bool IsRelevant, double Weight)> examples, double share, KnowledgeSeeking seeking)
    {
        var ml = new MLContext(seed: 1);
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, RelevanceFeatures.Names.Count);
        var rows = examples.Select(example => new Row { Features = [.. example.Features.Select(value => (float)value)], Label = example.IsRelevant, Weight = (float)example.Weight });
        var data = ml.Data.LoadFromEnumerable(rows.ToList(), schema);
        var line = ml.BinaryClassification.Trainers.LbfgsLogisticRegression(Linear).Fit(data).Model.SubModel;
        return new RelevanceModel.ModelFile(
            RelevanceFeatures.Names, line.Bias * (1 - share), [.. line.Weights.Select(weight => Math.Round(weight * (1 - share), 6))],
            share == 0 ? [] : [.. Trees(ml, data, share)], seeking, 0, 0);
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
