using System.IO.Compression;
using System.Text.Json;

namespace Assistant.Support.Triage;

/// <summary>
/// A logistic regression for each label over <see cref="TriageFeatures"/>: <c>restricted</c>, the topics (<c>topic:refund</c>), the intents
/// (<c>intent:parking</c>), <c>urgency:high</c>, <c>urgency:low</c>, <c>tone:upset</c>, <c>tone:friendly</c>.
/// </summary>
public sealed class TriageModel
{
    private static readonly Lazy<TriageModel> BuiltIn = new(() => Parse(SupportResources.ReadPacked("Triage.triage.json.gz")));
    private readonly ModelFile file;
    private readonly Dictionary<string, int> numbers;
    private readonly Dictionary<string, int> labels;
    private readonly float[][] weights;

    /// <summary>Takes a model file as it is.</summary>
    /// <exception cref="FormatException">Its parts do not fit together.</exception>
    public TriageModel(ModelFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (file.Bias.Count != file.Labels.Count || file.Weights.Count != file.Labels.Count || file.Weights.Any(label => label.Length != file.Features.Count)
            || file.Pool.Weights.Count != RestrictedPool.None.Weights.Count)
        {
            throw new FormatException("The triage model's parts do not fit together. Train it again: assistant support train.");
        }

        this.file = file;
        labels = file.Labels.Index().ToDictionary(label => label.Item, label => label.Index);
        numbers = file.Features.Index().ToDictionary(feature => feature.Item, feature => feature.Index);
        weights = [.. file.Weights.Select(label => label.Select(weight => weight * file.Step).ToArray())];
    }

    /// <summary>The built-in model.</summary>
    public static TriageModel Default => BuiltIn.Value;

    /// <summary>From this probability (0 to 1) on a case counts as restricted, as chosen on held-out cases.</summary>
    public double MinRestricted => file.MinRestricted;

    /// <summary>Tells whether a case is restricted.</summary>
    public RestrictedPool Pool => file.Pool;

    /// <summary>Every label.</summary>
    public IReadOnlyList<string> Labels => file.Labels;

    /// <summary>Reads a model file.</summary>
    /// <exception cref="FormatException">Its parts do not fit together.</exception>
    /// <exception cref="JsonException">It is no model file.</exception>
    public static TriageModel Parse(string json) => new(JsonSerializer.Deserialize<ModelFile>(json, JsonSerializerOptions.Web)!);

    /// <summary>Reads a file of <c>assistant support train</c>.</summary>
    /// <exception cref="InvalidOperationException">It is none; the message says what to do.</exception>
    public static TriageModel Read(string path)
    {
        try
        {
            using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
            return Parse(reader.ReadToEnd());
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or JsonException or FormatException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"Support:Triage is {path}, which cannot be read as a triage model: {exception.Message} Make one: assistant support train.", exception);
        }
    }

    /// <summary>The probability (0 to 1) of each label.</summary>
    public IReadOnlyDictionary<string, double> Probabilities(IReadOnlyDictionary<string, float> features)
    {
        ArgumentNullException.ThrowIfNull(features);
        var known = Known(features);
        return labels.ToDictionary(label => label.Key, label => Probability(label.Value, known));
    }

    /// <summary>The probability (0 to 1) of one label.</summary>
    public double Probability(string label, IReadOnlyDictionary<string, float> features)
    {
        ArgumentNullException.ThrowIfNull(features);
        return labels.TryGetValue(label, out var number) ? Probability(number, Known(features)) : 0;
    }

    private List<(int Number, float Value)> Known(IReadOnlyDictionary<string, float> features) =>
        [.. features.Where(feature => numbers.ContainsKey(feature.Key)).Select(feature => (numbers[feature.Key], feature.Value))];

    private double Probability(int label, List<(int Number, float Value)> known)
    {
        double sum = file.Bias[label];
        foreach (var (number, value) in known) sum += weights[label][number] * value;
        return 1 / (1 + Math.Exp(-sum));
    }

    /// <summary>A model as stored. A weight is a whole number of steps.</summary>
    public sealed record ModelFile(
        IReadOnlyList<string> Features, IReadOnlyList<string> Labels, IReadOnlyList<float> Bias, float Step, IReadOnlyList<short[]> Weights, RestrictedPool Pool, double MinRestricted,
        IReadOnlyDictionary<string, string>? Training = null);
}
