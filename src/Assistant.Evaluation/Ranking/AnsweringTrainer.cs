using Assistant.Rank;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Assistant.Evaluation.Ranking;

/// <summary>
/// Fits <see cref="Answerability"/> to judged rankings: those with an answer against those that seek no knowledge, each group of each data set weighing the same. Questions
/// that the content does not answer are left to <see cref="RelevanceModel.MinRelevance"/>: as examples here they made the model deaf to what is sought (eval/LOG.md).
/// </summary>
internal static class AnsweringTrainer
{
    /// <summary>The model.</summary>
    /// <param name="judged">Rankings by models that have not learned from them.</param>
    /// <param name="doesAskSeeking">Whether it counts that a message seeks knowledge.</param>
    internal static Answerability Train(IReadOnlyList<JudgedRanking> judged, bool doesAskSeeking)
    {
        var examples = judged.Where(query => query.Ranking.Count > 0 && (query.IsAnswerable || !query.SeeksKnowledge)).GroupBy(query => (query.Dataset, query.IsAnswerable, query.SeeksKnowledge)).ToList();
        var no = examples.Count(group => !group.Key.IsAnswerable);
        var rows = examples.SelectMany(group => group.Select(query => new Row
        {
            Features = [.. Answerability.Features(query.Best, doesAskSeeking ? query.Seeks : 0).Select(value => (float)value)],
            Label = query.IsAnswerable,
            Weight = 1000f / group.Count() / (query.IsAnswerable ? examples.Count - no : no),
        })).ToList();
        if (no == 0 || no == examples.Count) return new Answerability(0, 1, 0); // nothing to tell apart: the best passage decides
        var ml = new MLContext(seed: 1);
        var model = ml.BinaryClassification.Trainers.LbfgsLogisticRegression(exampleWeightColumnName: nameof(Row.Weight), l1Regularization: 0, l2Regularization: 0.1f)
            .Fit(ml.Data.LoadFromEnumerable(rows)).Model.SubModel;
        return new Answerability(Math.Round(model.Bias, 4), Math.Round(model.Weights[0], 4), Math.Round(model.Weights[1], 4));
    }

    private sealed class Row
    {
        [VectorType(2)]
        public float[] Features { get; set; } = [];

        public bool Label { get; set; }

        public float Weight { get; set; }
    }
}
