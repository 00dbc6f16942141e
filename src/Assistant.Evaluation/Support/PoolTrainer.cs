using Assistant.Support.Triage;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Assistant.Evaluation.Support;

/// <summary>Fits a <see cref="RestrictedPool"/> to what models say of cases that they have not seen.</summary>
internal static class PoolTrainer
{
    internal static RestrictedPool Train(IReadOnlyList<IReadOnlyList<double>> evidence, IReadOnlyList<bool> isRestricted)
    {
        var ml = new MLContext(seed: 1);
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, evidence[0].Count);
        var data = ml.Data.LoadFromEnumerable(evidence.Zip(isRestricted, (values, label) => new Row { Features = [.. values.Select(value => (float)value)], Label = label }).ToList(), schema);
        var model = ml.BinaryClassification.Trainers.LbfgsLogisticRegression(new LbfgsLogisticRegressionBinaryTrainer.Options
        {
            L1Regularization = 0, L2Regularization = 0.01f, OptimizationTolerance = 1e-7f, NumberOfThreads = 1,
        }).Fit(data).Model.SubModel;
        return new RestrictedPool(Math.Round(model.Bias, 3), [.. model.Weights.Select(weight => Math.Round(weight, 3))]);
    }

    private sealed class Row
    {
        public float[] Features { get; set; } = [];

        public bool Label { get; set; }
    }
}
