using System.Text.Json;

namespace Assistant.Rank;

/// <summary>
/// A linear part and boosted trees over <see cref="RelevanceFeatures"/>: a probability that a passage answers the question, so "nothing
/// relevant" is a threshold with a meaning.
/// </summary>
public sealed class RelevanceModel
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerOptions.Web) { RespectRequiredConstructorParameters = true };
    private static readonly Lazy<RelevanceModel> BuiltIn = new(() => Parse(Resources.ReadText("Rank.relevance.json")));
    private readonly double bias;
    private readonly double[] weights;
    private readonly IReadOnlyList<Tree> trees;

    /// <summary>Takes a model file as it is.</summary>
    /// <exception cref="FormatException">It is of other features, or broken.</exception>
    public RelevanceModel(ModelFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (!file.Features.SequenceEqual(RelevanceFeatures.Names))
        {
            throw new FormatException($"The relevance model was trained on other features ({string.Join(", ", file.Features)}). Train it again: assistant rank train.");
        }

        if (file.Trees.FirstOrDefault(tree => !tree.IsWhole()) is not null) throw new FormatException("A tree of the relevance model points outside itself. Train it again: assistant rank train.");
        if (file.Weights.Count != file.Features.Count) throw new FormatException($"The relevance model has {file.Weights.Count} weights for {file.Features.Count} features. Train it again: assistant rank train.");
        (bias, weights, trees, Seeking, Answering, MinRelevance, MinAnswerable) = (file.Bias, [.. file.Weights], file.Trees, file.Seeking, file.Answering, file.MinRelevance, file.MinAnswerable);
        Digest = ContentHashes.Of(JsonSerializer.Serialize(file with { Training = null }, Options));
    }

    /// <summary>The model that is built in; its file tells what it was trained on and how well it does.</summary>
    public static RelevanceModel Default => BuiltIn.Value;

    /// <summary>A model that knows nothing and finds every passage as likely as not: where one is yet to be trained.</summary>
    public static RelevanceModel Untrained { get; } = new(new ModelFile(
        RelevanceFeatures.Names, 0, [.. RelevanceFeatures.Names.Select(_ => 0.0)], [], new KnowledgeSeeking(0, new Dictionary<string, double>()), new Answerability(0, 0, 0), 0, 0));

    /// <summary>Tells models apart: what they were measured to does not count.</summary>
    public string Digest { get; }

    /// <summary>Tells whether a message seeks knowledge.</summary>
    public KnowledgeSeeking Seeking { get; }

    /// <summary>The relevance (0 to 1) from which on a passage counts, as chosen on held-out properties.</summary>
    public double MinRelevance { get; }

    /// <summary>Tells whether what was found answers the message.</summary>
    public Answerability Answering { get; }

    /// <summary>The probability of an answer (0 to 1) from which on one is given.</summary>
    public double MinAnswerable { get; }

    /// <summary>Reads a model file.</summary>
    /// <exception cref="FormatException">It is of other features, or broken.</exception>
    /// <exception cref="JsonException">It is no model file.</exception>
    public static RelevanceModel Parse(string json) => new(JsonSerializer.Deserialize<ModelFile>(json, Options)!);

    /// <summary>The probability (0 to 1) that a passage with these features answers the question.</summary>
    public double Relevance(ReadOnlySpan<double> features)
    {
        var sum = bias;
        for (var i = 0; i < weights.Length; i++) sum += weights[i] * features[i];
        foreach (var tree in trees) sum += tree.Value(features);
        return 1 / (1 + Math.Exp(-sum));
    }

    /// <summary>
    /// A model as stored: the features by name, the linear part, the trees (log-odds are the sum of all), the part that tells whether a message
    /// seeks knowledge and the one that tells whether it is answered, the relevance from which on a passage counts and the probability from which on there is an
    /// answer, and what was measured.
    /// </summary>
    public sealed record ModelFile(
        IReadOnlyList<string> Features, double Bias, IReadOnlyList<double> Weights, IReadOnlyList<Tree> Trees, KnowledgeSeeking Seeking, Answerability Answering, double MinRelevance, double MinAnswerable,
        IReadOnlyDictionary<string, string>? Training = null);

    /// <summary>
    /// A regression tree. Node i asks whether feature <c>Feature[i]</c> is at most <c>Threshold[i]</c>, and goes left or right; a child below
    /// zero is the complement of a leaf's number.
    /// </summary>
    public sealed record Tree(int[] Feature, double[] Threshold, int[] Left, int[] Right, double[] Leaf)
    {
        internal double Value(ReadOnlySpan<double> features)
        {
            if (Feature.Length == 0) return Leaf[0];
            var node = 0;
            while (node >= 0) node = features[Feature[node]] <= Threshold[node] ? Left[node] : Right[node];
            return Leaf[~node];
        }

        // Children come after their node, so no walk goes round in circles.
        internal bool IsWhole() => Feature.Length == Threshold.Length && Feature.Length == Left.Length && Feature.Length == Right.Length && Leaf.Length == Feature.Length + 1
            && Feature.All(feature => feature >= 0 && feature < RelevanceFeatures.Names.Count)
            && Enumerable.Range(0, Feature.Length).All(node => Points(node, Left[node]) && Points(node, Right[node]));

        private bool Points(int node, int child) => child >= 0 ? child > node && child < Feature.Length : ~child < Leaf.Length;
    }
}
