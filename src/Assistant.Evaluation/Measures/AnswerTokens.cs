using System.Text.RegularExpressions;
using Lucene.Net.Tartarus.Snowball.Ext;

namespace Assistant.Evaluation.Measures;

/// <summary>Text as the answer measures compare it: lower case, without punctuation and the articles a, an, the, split at spaces.</summary>
public static partial class AnswerTokens
{
    /// <summary>The tokens of <paramref name="text"/>, in order.</summary>
    public static IReadOnlyList<string> Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Article().Replace(Punctuation().Replace(text.ToLowerInvariant(), " "), " ").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Their stems (Porter 1980).</summary>
    public static IReadOnlyList<string> Stems(IReadOnlyList<string> tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        var stemmer = new PorterStemmer();
        return [.. tokens.Select(token =>
        {
            stemmer.SetCurrent(token);
            stemmer.Stem();
            return stemmer.Current;
        })];
    }

    [GeneratedRegex(@"[\p{P}\p{S}]")]
    private static partial Regex Punctuation();

    [GeneratedRegex(@"\b(?:a|an|the)\b")]
    private static partial Regex Article();
}
