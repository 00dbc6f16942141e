using System.Text.RegularExpressions;
using Lucene.Net.Analysis.Standard;

namespace Assistant.Text;

/// <summary>
/// Tells the language of a question by the words it knows of each: a word that many languages have says little. Made for short questions about a
/// stay, not for any text.
/// </summary>
public static partial class LanguageDetector
{
    /// <summary>The language that everything is understood in where nothing else is known.</summary>
    public const string English = "en";

    private const double OwnLetter = 0.5; // a letter that only one of the languages has, in a word that none knows
    private static readonly (string Letters, string Language)[] Letters = [("äöüß", "de"), ("ñ¿¡", "es"), ("ãõ", "pt"), ("çêèœ", "fr"), ("ąęłśźżńć", "pl"), ("åæø", "da")];
    private const string Contracted = "t s m d ll re ve don doesn didn isn aren wasn weren won wouldn couldn shouldn haven hasn"; // "don't" is two words here
    private static readonly HashSet<string> EnglishWords = LoadEnglish();

    /// <summary>
    /// The language of <paramref name="text"/>, ISO 639-1; null where its words say nothing. Names of places should be taken out before.
    /// </summary>
    public static string? Detect(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Any(c => LexiconToken.IsHiraganaSign(c) || LexiconToken.IsKatakanaSign(c))) return "ja";
        var tokens = LexiconToken.Of(text);
        if (tokens.Count == 0) return null;
        var evidence = Lexicon.Languages.ToDictionary(language => language, language => Evidence(Lexicon.Of(language)!, tokens));
        evidence[English] = [.. tokens.Select(token => EnglishWords.Contains(token.Text) ? 1.0 : 0)];
        var shared = Enumerable.Range(0, tokens.Count).Select(i => evidence.Values.Sum(weights => weights[i])).ToList();
        var scores = evidence.ToDictionary(pair => pair.Key, pair => Enumerable.Range(0, tokens.Count).Sum(i => shared[i] == 0 ? 0 : pair.Value[i] * pair.Value[i] / shared[i]));
        foreach (var (letters, language) in Letters)
        {
            if (text.IndexOfAny([.. letters, .. letters.ToUpperInvariant()]) >= 0) scores[language] += OwnLetter;
        }

        var (best, score) = scores.Where(pair => pair.Key != English).MaxBy(pair => pair.Value);
        return score > scores[English] ? best : scores[English] > 0 ? English : null;
    }

    private static double[] Evidence(Lexicon lexicon, IReadOnlyList<LexiconToken> tokens)
    {
        var weights = new double[tokens.Count];
        for (var i = 0; i < tokens.Count;)
        {
            var match = lexicon.At(tokens, i);
            var length = match?.Length ?? 1;
            for (var j = 0; j < length; j++) weights[i + j] = match?.Weight ?? 0;
            i += length;
        }

        return weights;
    }

    private static HashSet<string> LoadEnglish()
    {
        string[] sources = [Resources.ReadText("Understand.function-words.txt"), Resources.ReadText("Understand.openers.txt"), Resources.ReadText("Understand.aspects.json"), Resources.ReadText("Understand.Languages.international.txt"), .. StandardAnalyzer.STOP_WORDS_SET];
        var words = sources.SelectMany(source => Comment().Replace(source, "").Split('\n')).SelectMany(line => LexiconToken.Of(line)).Select(token => token.Text).Where(word => word.Length > 1 || word is "i" or "a").ToHashSet();
        return [.. Contracted.Split(' '), .. words, .. words.Where(word => word.Length > 2).Select(word => word + "s")];
    }

    [GeneratedRegex("^#.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();
}
