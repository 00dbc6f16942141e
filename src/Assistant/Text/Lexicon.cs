using System.Collections.Concurrent;

namespace Assistant.Text;

/// <summary>
/// The everyday words of one language and the English words that say the same (<c>Understand/Languages</c>): a question in it is searched for in
/// English too. Safe for concurrent use.
/// </summary>
public sealed class Lexicon
{
    /// <summary>The languages that have a lexicon, ISO 639-1; English needs none.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["de", "fr", "es", "it", "pt", "nl", "da", "pl", "ja"];

    private static readonly ConcurrentDictionary<string, Lexicon> ByLanguage = new();
    private readonly Dictionary<string, List<Gloss>> whole = [];
    private readonly Dictionary<string, List<Gloss>> beginnings = [];
    private readonly Dictionary<string, Gloss> endings = [];

    private Lexicon(string language)
    {
        foreach (var line in Lines(language).Concat(Lines("international")))
        {
            var (english, words) = line.Split('=', 2) is [var left, var right] ? (left.Trim(), right) : throw new FormatException($"The lexicon's line '{line}' is not ENGLISH = WORDS.");
            foreach (var pattern in words.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)) Add(new Gloss(english, Pattern(pattern)));
        }
    }

    /// <summary>The lexicon of a language; null for English and where there is none.</summary>
    public static Lexicon? Of(string language) => Languages.Contains(language) ? ByLanguage.GetOrAdd(language, code => new Lexicon(code)) : null;

    /// <summary>The text with its known words in English and without those that only say how it is asked; unknown words stay as they are.</summary>
    public Rendering Render(string text)
    {
        var tokens = LexiconToken.Of(text);
        var pieces = new List<RenderedPiece>();
        for (var i = 0; i < tokens.Count;)
        {
            var match = At(tokens, i);
            var (english, length) = match is { } found ? (found.English, found.Length) : (text[tokens[i].Start..tokens[i].End], 1);
            var isSign = match is null && tokens[i].IsSign;
            if (isSign && tokens[i].IsHiragana) english = "";
            if (isSign && english.Length > 0 && pieces is [.., { IsUnknownSign: true, English.Length: > 0 } before] && before.End == tokens[i].Start)
            {
                pieces[^1] = before with { End = tokens[i].End, English = before.English + english };
            }
            else
            {
                pieces.Add(new RenderedPiece(tokens[i].Start, tokens[i + length - 1].End, english, isSign));
            }

            i += length;
        }

        return new Rendering(text, pieces);
    }

    /// <summary>How surely the words from <paramref name="i"/> on are of this language: their English, how many they are, and a weight from 0 to 1.</summary>
    internal LexiconMatch? At(IReadOnlyList<LexiconToken> tokens, int i)
    {
        var word = tokens[i].Text;
        if (Longest(whole, word, tokens, i) is { } exact) return new(exact.English, exact.Words.Length, 1);
        Gloss? begun = null;
        var length = word.Length;
        for (; length >= 2 && begun is null; length--) begun = Longest(beginnings, word[..length], tokens, i);
        if (begun is not null && begun.Words.Length > 1) return new(begun.English, begun.Words.Length, 1);
        var ended = Ending(word, begun is null ? 1 : length + 1);
        return (begun, ended) switch
        {
            (null, null) => null,
            ({ } one, null) => new(one.English, 1, 0.8),
            (null, { } other) => new(other.English, 1, 0.5),
            var (one, other) => new($"{one.English} {other.English}", 1, 0.8),
        };
    }

    private Gloss? Ending(string word, int from)
    {
        for (var start = from; start <= word.Length - 3; start++)
        {
            if (endings.TryGetValue(word[start..], out var gloss)) return gloss;
        }

        return null;
    }

    private static Gloss? Longest(Dictionary<string, List<Gloss>> glosses, string key, IReadOnlyList<LexiconToken> tokens, int i) =>
        glosses.GetValueOrDefault(key)?.Where(gloss => gloss.Fits(tokens, i)).MaxBy(gloss => gloss.Words.Length);

    private void Add(Gloss gloss)
    {
        var first = gloss.Words[0];
        if (first.IsEnding) endings.TryAdd(first.Text, gloss);
        else
        {
            var glosses = first.IsBeginning ? beginnings : whole;
            if (!glosses.TryGetValue(first.Text, out var same)) glosses.Add(first.Text, same = []);
            same.Add(gloss);
        }
    }

    private static IEnumerable<string> Lines(string name) => Resources.ReadText($"Understand.Languages.{name}.txt").Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#');

    private static LexiconWord[] Pattern(string pattern) =>
        [.. LexiconToken.Of(pattern).Select(token => new LexiconWord(token.Text, token.End < pattern.Length && pattern[token.End] == '*', token.Start > 0 && pattern[token.Start - 1] == '*'))];

    private sealed record Gloss(string English, LexiconWord[] Words)
    {
        internal bool Fits(IReadOnlyList<LexiconToken> tokens, int i)
        {
            if (i + Words.Length > tokens.Count) return false;
            for (var j = 1; j < Words.Length; j++)
            {
                if (!Words[j].Fits(tokens[i + j].Text)) return false;
            }

            return true;
        }
    }

    private readonly record struct LexiconWord(string Text, bool IsBeginning, bool IsEnding)
    {
        internal bool Fits(string word) => IsBeginning ? word.StartsWith(Text, StringComparison.Ordinal) : word == Text;
    }
}

/// <summary>What a lexicon makes of some words.</summary>
internal readonly record struct LexiconMatch(string English, int Length, double Weight);
