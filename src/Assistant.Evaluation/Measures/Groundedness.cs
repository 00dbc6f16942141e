using System.Text.RegularExpressions;

namespace Assistant.Evaluation.Measures;

/// <summary>
/// How far a sentence stands in what it cites, 0 to 1, computed without the stage that verifies answers: the share of its words, in their order, that one cited passage holds (the precision of
/// ROUGE-L, Lin 2004), and 0 where it states a number that no cited passage has. Words compared as they are written, function words too. A verbatim quote scores 1; a
/// count of guests scores low, since no passage says it.
/// </summary>
public static partial class Groundedness
{
    /// <summary>The groundedness of one sentence.</summary>
    /// <param name="sentence">As it was said.</param>
    /// <param name="passages">The texts that it cites, headings and names included; none gives 0.</param>
    public static double Of(string sentence, IReadOnlyList<string> passages)
    {
        ArgumentNullException.ThrowIfNull(sentence);
        ArgumentNullException.ThrowIfNull(passages);
        var numbers = Numbers(sentence);
        if (passages.Count == 0 || !numbers.IsSubsetOf(passages.SelectMany(Numbers))) return 0;
        var words = AnswerTokens.Of(sentence);
        return words.Count == 0 ? 0 : passages.Max(passage => RougeL.LongestCommonSubsequence(words, AnswerTokens.Of(passage)) / (double)words.Count);
    }

    private static HashSet<string> Numbers(string text) => [.. Number().Matches(text).Select(match => match.Value.TrimEnd('.', ',', ':'))];

    [GeneratedRegex(@"\d[\d.,:]*")]
    private static partial Regex Number();
}
