namespace Assistant.Privacy.Tagging;

/// <summary>What a word is known as. It may be several.</summary>
[Flags]
internal enum KnownAs
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A given name.</summary>
    Given = 1,

    /// <summary>A family name.</summary>
    Family = 2,

    /// <summary>A family name of a long list, many of whose names are words as well.</summary>
    Surname = 4,

    /// <summary>A word that is written small.</summary>
    Word = 8,

    /// <summary>Part of a place's name, or another word that is written large and mostly no person's name.</summary>
    Place = 16,

    /// <summary>Part of the name of a thing: a dish, an animal, a company, a song.</summary>
    Thing = 32,
}

/// <summary>Lists of names and words, each word kept as 24 bits of its hash: one unknown word in a hundred is taken for a known one.</summary>
internal sealed class WordSets
{
    internal const int Lists = 6;
    private const uint Bits = (1 << 24) - 1;

    private readonly HashSet<uint>[] sets;

    private WordSets(HashSet<uint>[] sets) => this.sets = sets;

    /// <summary>Sets of the words of each list, in the order of <see cref="KnownAs"/>.</summary>
    internal static WordSets Of(IReadOnlyList<IEnumerable<string>> lists) => new([.. lists.Select(list => list.Select(Key).ToHashSet())]);

    /// <summary>What the word is known as; casing and accents do not matter.</summary>
    internal KnownAs this[string word]
    {
        get
        {
            var key = Key(word);
            var known = KnownAs.None;
            for (var i = 0; i < Lists; i++) if (sets[i].Contains(key)) known |= (KnownAs)(1 << i);
            return known;
        }
    }

    internal static WordSets Read(BinaryReader reader)
    {
        var sets = new HashSet<uint>[Lists];
        for (var i = 0; i < Lists; i++)
        {
            var (count, last) = (reader.Read7BitEncodedInt(), 0u);
            sets[i] = new HashSet<uint>(count);
            for (var j = 0; j < count; j++) sets[i].Add(last += (uint)reader.Read7BitEncodedInt());
        }

        return new WordSets(sets);
    }

    internal void Write(BinaryWriter writer)
    {
        foreach (var set in sets)
        {
            writer.Write7BitEncodedInt(set.Count);
            var last = 0u;
            foreach (var key in set.Order())
            {
                writer.Write7BitEncodedInt((int)(key - last));
                last = key;
            }
        }
    }

    private static uint Key(string word) => FeatureHash.Of(Text.TextAnalyzer.Fold(word)) & Bits;
}
