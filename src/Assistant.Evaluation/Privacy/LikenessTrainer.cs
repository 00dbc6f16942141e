using Assistant.Privacy.Tagging;

namespace Assistant.Evaluation.Privacy;

/// <summary>Fits <see cref="NameLikeness"/> to lists of names and of other words; both count alike.</summary>
internal static class LikenessTrainer
{
    private const int Epochs = 6;
    private const float Rate = .2f;
    private const float Decay = .0005f;

    internal static NameLikeness Train(IReadOnlyList<string> names, IReadOnlyList<string> others)
    {
        var examples = names.Select(word => (Runs: NameLikeness.Runs(word).ToArray(), IsName: true)).Concat(others.Select(word => (Runs: NameLikeness.Runs(word).ToArray(), IsName: false))).ToArray();
        var (weights, squares) = (new float[NameLikeness.Size], new float[NameLikeness.Size]);
        var (weight, random) = ((float)others.Count / names.Count, new Random(1));
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            random.Shuffle(examples);
            foreach (var (runs, isName) in examples)
            {
                var error = (1 / (1 + MathF.Exp(-runs.Sum(run => weights[run]))) - (isName ? 1 : 0)) * (isName ? weight : 1);
                foreach (var run in runs)
                {
                    var gradient = error + (Decay * weights[run]);
                    squares[run] += gradient * gradient;
                    weights[run] -= Rate * gradient / (MathF.Sqrt(squares[run]) + 1e-3f);
                }
            }
        }

        return new NameLikeness([.. weights.Select(value => (sbyte)Math.Clamp(MathF.Round(value / NameLikeness.Step), sbyte.MinValue, sbyte.MaxValue))]);
    }
}
