using System.Text.Json;

namespace Assistant.Rank;

/// <summary>
/// Logistic regression over <see cref="RelevanceFeatures"/>: a probability that a passage answers the question, so "nothing relevant" is a
/// threshold with a meaning.
/// </summary>
public sealed class RelevanceModel
{
    private readonly double bias;
    private readonly double[] weights;

    private RelevanceModel(ModelFile file)
    {
        bias = file.Bias;
        weights = [.. RelevanceFeatures.Names.Select(name => file.Weights.TryGetValue(name, out var weight)
            ? weight
            : throw new FormatException($"The relevance model has no weight for '{name}'. Train it again: assistant rank train."))];
    }

    /// <summary>The model that is built in; its file tells what it was trained on and how well it does.</summary>
    public static RelevanceModel Default { get; } = Parse(Resources.ReadText("Rank.relevance.json"));

    /// <summary>Reads a model file.</summary>
    /// <exception cref="FormatException">It lacks a feature of this version.</exception>
    /// <exception cref="JsonException">It is no model file.</exception>
    public static RelevanceModel Parse(string json) => new(JsonSerializer.Deserialize<ModelFile>(json, JsonSerializerOptions.Web)!);

    /// <summary>The probability (0 to 1) that a passage with these features answers the question.</summary>
    public double Relevance(ReadOnlySpan<double> features)
    {
        var sum = bias;
        for (var i = 0; i < weights.Length; i++) sum += weights[i] * features[i];
        return 1 / (1 + Math.Exp(-sum));
    }

    /// <summary>A model as stored: the bias, a weight a feature by name, and what was measured.</summary>
    public sealed record ModelFile(double Bias, IReadOnlyDictionary<string, double> Weights, IReadOnlyDictionary<string, string>? Training = null);
}
