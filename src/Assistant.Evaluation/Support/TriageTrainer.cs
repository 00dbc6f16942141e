using Assistant.Support.Cases;
using Assistant.Support.Triage;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace Assistant.Evaluation.Support;

/// <summary>Fits a <see cref="TriageModel"/>: a logistic regression for each label, both sides of a label weighing the same.</summary>
public static class TriageTrainer
{
    private const int MinCases = 3; // that a feature must stand in
    private const int MinLabelled = 3; // cases of a label; of a rarer one nothing is learned
    private const float Penalty = 0.1f;
    private const float Step = 0.01f;
    private const double Unseen = 0.5; // cases that a feature was not seen in are not sure never to hold it

    /// <summary>The model of these cases, its pool untrained.</summary>
    /// <param name="cases">What to learn from.</param>
    /// <param name="marks">Of restricted cases, the sentences that make them so.</param>
    public static TriageModel.ModelFile Train(IReadOnlyList<TriageCase> cases, ILookup<string, string> marks)
    {
        ArgumentNullException.ThrowIfNull(cases);
        ArgumentNullException.ThrowIfNull(marks);
        var described = cases.AsParallel().AsOrdered().Select(labelled => TriageFeatures.Of(labelled.Case.Asked(), labelled.From)).ToList();
        var features = described.SelectMany(own => own.Keys).CountBy(feature => feature).Where(feature => feature.Value >= MinCases).Select(feature => feature.Key).Order(StringComparer.Ordinal).ToList();
        var numbers = features.Index().ToDictionary(feature => feature.Item, feature => feature.Index);
        var own = cases.Select(labelled => TriageLabels.Of(labelled).ToHashSet()).ToList();
        var labels = own.SelectMany(set => set).CountBy(label => label).Where(label => label.Value >= MinLabelled).Select(label => label.Key).Order(StringComparer.Ordinal).ToList();
        var vectors = described.Select(values => Vector(values, numbers)).ToList();
        var sentences = Sentences(cases, marks);
        var sentenceVectors = sentences.AsParallel().AsOrdered().Select(sentence => Vector(TriageFeatures.Of(sentence.Text, sentence.From), numbers)).ToList();
        var models = labels.Append(TriageLabels.RestrictedSentence).AsParallel().AsOrdered().Select(label => label == TriageLabels.RestrictedSentence
            ? Fit(sentenceVectors, [.. sentences.Select(sentence => sentence.IsRestricted)], features.Count)
            : Fit(vectors, [.. own.Select(set => set.Contains(label))], features.Count)).ToList();
        return new TriageModel.ModelFile(
            features, [.. labels, TriageLabels.RestrictedSentence], [.. models.Select(model => (float)Math.Round(model.Bias, 3))], Step,
            [.. models.Select(model => model.Weights.Select(weight => (short)Math.Round(weight / Step)).ToArray())], RestrictedPool.None, 0);
    }

    // A restricted case without marks has one sentence, or nobody has read it: the first is learned from, the second not.
    private static List<(string Text, Party From, bool IsRestricted)> Sentences(IReadOnlyList<TriageCase> cases, ILookup<string, string> marks)
    {
        var all = new List<(string, Party, bool)>();
        foreach (var labelled in cases)
        {
            var sentences = CaseTriager.SentencesOf(labelled.Case).ToList();
            var marked = marks[labelled.Id].ToList();
            if (labelled.Restricted.Count > 0 && marked.Count == 0 && sentences.Count > 1) continue;
            all.AddRange(sentences.Select(sentence => (sentence, labelled.From, labelled.Restricted.Count > 0 && (marked.Count == 0 || marked.Exists(mark => AreOne(mark, sentence))))));
        }

        return all;
    }

    // People end a sentence where a program does not, and the other way round.
    private static bool AreOne(string mark, string sentence) => mark.Contains(sentence, StringComparison.Ordinal) || sentence.Contains(mark, StringComparison.Ordinal);

    // Each feature is scaled by how unevenly the two sides hold it, the root of the log-count ratio (after Wang and Manning 2012): .925 instead of .914 of the area
    // under the curve of "restricted", cross-validated.
    private static (float Bias, float[] Weights) Fit(IReadOnlyList<VBuffer<float>> vectors, bool[] labels, int length)
    {
        var scales = Scales(vectors, labels, length);
        var ml = new MLContext(seed: 1);
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, length);
        var positive = labels.Count(label => label);
        var data = ml.Data.LoadFromEnumerable(vectors.Zip(labels, (vector, label) => new Row
        {
            Features = Scaled(vector, scales), Label = label, Weight = labels.Length / 2f / (label ? positive : labels.Length - positive),
        }).ToList(), schema);
        var model = ml.BinaryClassification.Trainers.LbfgsLogisticRegression(new LbfgsLogisticRegressionBinaryTrainer.Options
        {
            ExampleWeightColumnName = nameof(Row.Weight), L1Regularization = 0, L2Regularization = Penalty, OptimizationTolerance = 1e-5f, NumberOfThreads = 1,
        }).Fit(data).Model.SubModel;
        return (model.Bias, [.. model.Weights.Zip(scales, (weight, scale) => weight * scale)]);
    }

    private static float[] Scales(IReadOnlyList<VBuffer<float>> vectors, bool[] labels, int length)
    {
        var counts = (With: new double[length], Without: new double[length]);
        for (var i = 0; i < labels.Length; i++)
        {
            var side = labels[i] ? counts.With : counts.Without;
            foreach (var number in vectors[i].GetIndices()) side[number]++;
        }

        var positive = labels.Count(label => label);
        return [.. Enumerable.Range(0, length).Select(i => (float)Math.Sqrt(Math.Abs(Math.Log((counts.With[i] + Unseen) / positive / ((counts.Without[i] + Unseen) / (labels.Length - positive))))))];
    }

    private static VBuffer<float> Scaled(VBuffer<float> vector, float[] scales)
    {
        var indices = vector.GetIndices().ToArray();
        return new VBuffer<float>(vector.Length, indices.Length, [.. vector.GetValues().ToArray().Select((value, i) => value * scales[indices[i]])], indices);
    }

    private static VBuffer<float> Vector(IReadOnlyDictionary<string, float> values, Dictionary<string, int> numbers)
    {
        var known = values.Where(value => numbers.ContainsKey(value.Key)).Select(value => (Number: numbers[value.Key], value.Value)).OrderBy(value => value.Number).ToList();
        return new VBuffer<float>(numbers.Count, known.Count, [.. known.Select(value => value.Value)], [.. known.Select(value => value.Number)]);
    }

    private sealed class Row
    {
        public VBuffer<float> Features { get; set; }

        public bool Label { get; set; }

        public float Weight { get; set; }
    }
}
