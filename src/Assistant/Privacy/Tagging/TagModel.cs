using System.IO.Compression;

namespace Assistant.Privacy.Tagging;

/// <summary>
/// Weights of a linear-chain conditional random field (Lafferty, McCallum, Pereira 2001): of each feature for each tag, and of each tag behind another;
/// with the lists of words that its features ask. Weights are rounded to <see cref="Step"/>.
/// </summary>
internal sealed class TagModel
{
    internal const float Step = 1 / 16f;

    private readonly Dictionary<uint, int> rows;
    private readonly sbyte[] weights;

    internal TagModel(WordSets words, NameLikeness likeness, IReadOnlyList<(uint Feature, sbyte[] Weights)> features, float[] transitions)
    {
        (Words, Likeness, Transitions) = (words, likeness, transitions);
        rows = new Dictionary<uint, int>(features.Count);
        weights = new sbyte[features.Count * Tags.Count];
        for (var i = 0; i < features.Count; i++)
        {
            rows.Add(features[i].Feature, i * Tags.Count);
            features[i].Weights.CopyTo(weights, i * Tags.Count);
        }
    }

    internal WordSets Words { get; }

    internal NameLikeness Likeness { get; }

    /// <summary>The weight of a tag behind another: [before * <see cref="Tags.Count"/> + tag].</summary>
    internal float[] Transitions { get; }

    /// <summary>How well each tag fits a token with these features.</summary>
    internal void Score(uint[] features, Span<float> scores)
    {
        Span<int> sums = stackalloc int[Tags.Count];
        sums.Clear();
        foreach (var feature in features)
        {
            if (!rows.TryGetValue(feature, out var row)) continue;
            for (var tag = 0; tag < Tags.Count; tag++) sums[tag] += weights[row + tag];
        }

        for (var tag = 0; tag < Tags.Count; tag++) scores[tag] = sums[tag] * Step;
    }

    internal static TagModel Read(Stream stream)
    {
        using var reader = new BinaryReader(new BrotliStream(stream, CompressionMode.Decompress));
        var words = WordSets.Read(reader);
        var likeness = NameLikeness.Read(reader);
        var transitions = new float[Tags.Count * Tags.Count];
        for (var i = 0; i < transitions.Length; i++) transitions[i] = reader.ReadSingle();
        var features = new (uint Feature, sbyte[] Weights)[reader.Read7BitEncodedInt()];
        var last = 0u;
        for (var i = 0; i < features.Length; i++) features[i].Feature = last += (uint)reader.Read7BitEncodedInt();
        for (var i = 0; i < features.Length; i++) features[i].Weights = new sbyte[Tags.Count];
        for (var tag = 0; tag < Tags.Count; tag++) for (var i = 0; i < features.Length; i++) features[i].Weights[tag] = reader.ReadSByte();
        return new TagModel(words, likeness, features, transitions);
    }

    internal void Write(Stream stream)
    {
        using var writer = new BinaryWriter(new BrotliStream(stream, CompressionLevel.SmallestSize, leaveOpen: true));
        Words.Write(writer);
        Likeness.Write(writer);
        foreach (var weight in Transitions) writer.Write(weight);
        writer.Write7BitEncodedInt(rows.Count);
        var order = rows.OrderBy(row => row.Key).ToList();
        var last = 0u;
        foreach (var (feature, _) in order)
        {
            writer.Write7BitEncodedInt((int)(feature - last));
            last = feature;
        }

        for (var tag = 0; tag < Tags.Count; tag++) foreach (var (_, row) in order) writer.Write(weights[row + tag]);
    }
}
