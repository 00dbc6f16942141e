namespace Assistant.Text;

/// <summary>The lexicon of <c>polarity.txt</c>: words and phrases by what they say of the thing they are said of.</summary>
internal static class PolarityWords
{
    private static readonly ILookup<char, Entry> ByInitial = Load().ToLookup(entry => entry.Words[0][0]);

    /// <summary>
    /// The longest phrase of the lexicon that begins at <paramref name="at"/>; null where none does. What holds for some aspects only is found where
    /// one of <paramref name="aspects"/> is among them, and then wins over what always holds.
    /// </summary>
    internal static PolarityWord? At(IReadOnlyList<string> words, int at, IReadOnlySet<int> aspects)
    {
        Entry? found = null;
        foreach (var entry in ByInitial[words[at][0]])
        {
            if (found is not null && (entry.Words.Length < found.Words.Length || (entry.Words.Length == found.Words.Length && entry.Aspects.Count <= found.Aspects.Count))) continue;
            if (entry.Matches(words, at) && (entry.Aspects.Count == 0 || entry.Aspects.Overlaps(aspects))) found = entry;
        }

        return found is null ? null : new PolarityWord(found.Sign, found.Words.Length);
    }

    /// <summary>Whether a word of its own says what somebody makes of something, of whichever aspect.</summary>
    internal static bool IsEvaluative(string word) => ByInitial[word[0]].Any(entry => entry.Words.Length == 1 && entry.Sign is '+' or '-' && entry.Matches([word], 0));

    // "SIGN: a | b", "ASPECT | ASPECT SIGN: a | b"; the sign alone needs no colon.
    private static IEnumerable<Entry> Load()
    {
        foreach (var line in Resources.ReadText("Text.polarity.txt").Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#'))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var sign = colon < 0 ? line[0] : line[colon - 1];
            var about = colon < 0 ? [] : line[..(colon - 1)].Split('|').SelectMany(name => Aspects.Of(TextAnalyzer.Terms(name).ToHashSet())).ToHashSet();
            foreach (var phrase in line[(colon < 0 ? 1 : colon + 1)..].Split('|')) yield return new Entry(sign, [.. PolarityReader.Words(phrase)], about);
        }
    }

    private sealed record Entry(char Sign, string[] Words, HashSet<int> Aspects)
    {
        internal bool Matches(IReadOnlyList<string> words, int at)
        {
            if (at + Words.Length > words.Count) return false;
            for (var i = 0; i < Words.Length; i++)
            {
                var (pattern, word) = (Words[i], words[at + i]);
                if (pattern[^1] == '*' ? !word.StartsWith(pattern.AsSpan(0, pattern.Length - 1), StringComparison.Ordinal) : pattern != word) return false;
            }

            return true;
        }
    }
}

/// <summary>A phrase found: its sign in the lexicon (<c>+ - ! ~ 0 x</c>) and how many words it is.</summary>
internal readonly record struct PolarityWord(char Sign, int Length);
