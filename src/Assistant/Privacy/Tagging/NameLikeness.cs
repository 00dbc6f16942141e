namespace Assistant.Privacy.Tagging;

/// <summary>How much an unknown word looks like a person's name, by its runs of one to five letters: a logistic regression on lists of names and of words.</summary>
internal sealed class NameLikeness(sbyte[] weights)
{
    internal const int Size = 1 << 16;

    /// <summary>Steps of a weight in the scores' unit.</summary>
    internal const float Step = 1 / 32f;

    /// <summary>From 1, like a word, to 8, like a name.</summary>
    internal int Level(string word)
    {
        var sum = 0;
        foreach (var run in Runs(word)) sum += weights[run];
        return Math.Clamp(5 + (int)MathF.Floor(sum * Step / .8f), 1, 8);
    }

    /// <summary>Where the weights of a word's runs of letters stand.</summary>
    internal static IEnumerable<int> Runs(string word)
    {
        var folded = $"^{Text.TextAnalyzer.Fold(word)}$";
        for (var length = 1; length <= 5; length++)
        {
            for (var start = 0; start + length <= folded.Length; start++) yield return (int)(FeatureHash.Of(folded.AsSpan(start, length)) % Size);
        }
    }

    internal static NameLikeness Read(BinaryReader reader) => new(Array.ConvertAll(reader.ReadBytes(Size), value => (sbyte)value));

    internal void Write(BinaryWriter writer) => writer.Write(Array.ConvertAll(weights, value => (byte)value));
}
