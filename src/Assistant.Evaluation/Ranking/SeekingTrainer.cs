using Assistant.Rank;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Assistant.Evaluation.Ranking;

/// <summary>Fits <see cref="KnowledgeSeeking"/>: an L1 penalty leaves a few hundred words that anyone can read.</summary>
internal static class SeekingTrainer
{
    private const int MinMessages = 5; // that a word must stand in
    private const float Penalty = 3; // a few hundred words stay (eval/LOG.md)

    /// <summary>The model; every data set, and both sides, weigh the same. Without a message that seeks none, there is nothing to tell apart, and all seek.</summary>
    internal static KnowledgeSeeking Train(IReadOnlyList<Message> messages)
    {
        if (messages.All(message => message.SeeksKnowledge)) return new KnowledgeSeeking(100, new Dictionary<string, double>());
        var terms = messages.Select(message => KnowledgeSeeking.Terms(message.Text)).ToList();
        var vocabulary = terms.SelectMany(own => own).CountBy(term => term).Where(term => term.Value >= MinMessages).Select(term => term.Key).Order(StringComparer.Ordinal).ToList();
        var numbers = vocabulary.Select((term, i) => (term, i)).ToDictionary(pair => pair.term, pair => pair.i);
        var sides = messages.CountBy(Side).ToDictionary();
        var seeking = sides.Count(side => side.Key.Seeks);
        double Weight(Message message) => (double)messages.Count / sides[Side(message)] / (message.SeeksKnowledge ? 2 * seeking : 2 * (sides.Count - seeking));

        var ml = new MLContext(seed: 1);
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, vocabulary.Count);
        var data = ml.Data.LoadFromEnumerable(messages.Zip(terms, (message, own) => new Row
        {
            Features = Sparse(vocabulary.Count, [.. own.Where(numbers.ContainsKey).Select(term => numbers[term]).Order()]),
            Label = message.SeeksKnowledge,
            Weight = (float)Weight(message),
        }).ToList(), schema);
        var model = ml.BinaryClassification.Trainers.LbfgsLogisticRegression(new LbfgsLogisticRegressionBinaryTrainer.Options
        {
            ExampleWeightColumnName = nameof(Row.Weight), L1Regularization = Penalty, L2Regularization = 0, OptimizationTolerance = 1e-7f, NumberOfThreads = 1,
        }).Fit(data).Model.SubModel;
        return new KnowledgeSeeking(model.Bias, vocabulary.Zip(model.Weights, (term, weight) => (term, Weight: Math.Round(weight, 3)))
            .Where(pair => pair.Weight != 0).ToDictionary(pair => pair.term, pair => pair.Weight));
    }

    private static (string Dataset, bool Seeks) Side(Message message) => (message.Dataset, message.SeeksKnowledge);

    private static VBuffer<float> Sparse(int length, int[] indices) => new(length, indices.Length, [.. Enumerable.Repeat(1f, indices.Length)], indices);

    private sealed class Row
    {
        public VBuffer<float> Features { get; set; }

        public bool Label { get; set; }

        public float Weight { get; set; }
    }
}

/// <summary>A message of a data set, whether it seeks knowledge, and the fold of its property.</summary>
internal sealed record Message(string Dataset, string Text, bool SeeksKnowledge, int Fold)
{
    internal static Message Of(string dataset, JudgedQuery query) => new(dataset, query.Text, query.SeeksKnowledge, query.Fold);
}
