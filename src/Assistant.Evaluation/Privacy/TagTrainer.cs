using Assistant.Privacy.Tagging;

namespace Assistant.Evaluation.Privacy;

/// <summary>
/// Fits a linear-chain conditional random field to marked texts: stochastic gradient steps of Adagrad (Duchi, Hazan, Singer 2011) on the likelihood, with a
/// cost for personal data that is left out (softmax-margin, Gimpel and Smith 2010).
/// </summary>
internal sealed class TagTrainer(TagLists lists, TagTraining settings)
{
    private readonly Dictionary<uint, int> rows = [];
    private readonly float[] transitions = new float[Tags.Count * Tags.Count];
    private readonly float[] transitionSquares = new float[Tags.Count * Tags.Count];
    private float[] weights = [];
    private float[] squares = [];

    internal TagModel Train(IReadOnlyList<MarkedText> texts)
    {
        var random = new Random(settings.Seed);
        var variation = new TextVariation(lists.Given, lists.Family, random);
        var sequences = texts.Select(text => (List<TaggedText>)[TaggedText.Of(text, lists.Words, lists.Likeness), .. Enumerable.Range(0, settings.Variants).Select(_ => TaggedText.Of(variation.Vary(text), lists.Words, lists.Likeness))])
            .Where(variants => variants[0].Tags.Length > 0).ToList();
        var counts = new Dictionary<uint, (int Texts, int Last)>();
        for (var i = 0; i < sequences.Count; i++)
        {
            foreach (var feature in sequences[i].SelectMany(variant => variant.Features).SelectMany(features => features))
            {
                var (seen, last) = counts.GetValueOrDefault(feature, (0, -1));
                if (last != i) counts[feature] = (seen + 1, i);
            }
        }

        foreach (var (feature, (count, _)) in counts) if (count >= settings.MinTexts) rows.Add(feature, rows.Count * Tags.Count);
        (weights, squares) = (new float[rows.Count * Tags.Count], new float[rows.Count * Tags.Count]);
        var sums = new float[weights.Length]; // of the later half of the way, which is steadier than its end
        for (var epoch = 0; epoch < settings.Epochs; epoch++)
        {
            var order = Enumerable.Range(0, sequences.Count).ToArray();
            random.Shuffle(order);
            foreach (var i in order) Step(sequences[i][epoch % sequences[i].Count]);
            if (epoch >= settings.Epochs / 2) for (var i = 0; i < weights.Length; i++) sums[i] += weights[i] / (settings.Epochs - (settings.Epochs / 2));
        }

        weights = sums;

        return Model();
    }

    private void Step(TaggedText sequence)
    {
        var known = Array.ConvertAll(sequence.Features, features => Array.FindAll(Array.ConvertAll(features, feature => rows.GetValueOrDefault(feature, -1)), row => row >= 0));
        var scores = new float[known.Length, Tags.Count];
        for (var i = 0; i < known.Length; i++)
        {
            foreach (var row in known[i]) for (var tag = 0; tag < Tags.Count; tag++) scores[i, tag] += weights[row + tag];
            for (var tag = 0; tag < Tags.Count; tag++) if (tag != sequence.Tags[i]) scores[i, tag] += tag == 0 ? settings.MissCost : 0;
        }

        var (single, pair) = Marginals.Of(scores, transitions);
        for (var i = 0; i < known.Length; i++) single[i, sequence.Tags[i]] -= 1;
        for (var i = 1; i < known.Length; i++) pair[(sequence.Tags[i - 1] * Tags.Count) + sequence.Tags[i]] -= 1;
        for (var i = 0; i < known.Length; i++)
        {
            for (var tag = 0; tag < Tags.Count; tag++)
            {
                var gradient = (float)single[i, tag];
                if (Math.Abs(gradient) < 1e-4f) continue;
                foreach (var row in known[i]) Move(weights, squares, row + tag, gradient);
            }
        }

        for (var i = 0; i < pair.Length; i++) if (Math.Abs(pair[i]) > 1e-4) Move(transitions, transitionSquares, i, (float)pair[i]);
    }

    private void Move(float[] values, float[] sums, int i, float gradient)
    {
        gradient += settings.Decay * values[i];
        sums[i] += gradient * gradient;
        values[i] -= settings.Rate * gradient / (MathF.Sqrt(sums[i]) + 1e-3f);
    }

    // Features whose weights are all near nothing are left out.
    private TagModel Model()
    {
        var kept = new List<(uint, sbyte[])>();
        foreach (var (feature, row) in rows)
        {
            var rounded = new sbyte[Tags.Count];
            for (var tag = 0; tag < Tags.Count; tag++) rounded[tag] = (sbyte)Math.Clamp(MathF.Round(weights[row + tag] / TagModel.Step), sbyte.MinValue, sbyte.MaxValue);
            if (rounded.Max(weight => Math.Abs((int)weight)) >= settings.LeastSteps) kept.Add((feature, rounded));
        }

        return new TagModel(lists.Words, lists.Likeness, kept, transitions);
    }
}
