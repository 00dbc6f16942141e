using System.Text.RegularExpressions;
using Assistant.Text;

namespace Assistant.Evaluation.Measures;

/// <summary>What a right answer holds: fact accuracy by keys, as in exact-match scoring of question answering (Rajpurkar et al. 2016), but within a sentence.</summary>
/// <param name="Words">Each stands in every right answer: the numbers, times and names that were asked for. What is of letters may go on ("guitar" is in "guitarists"), a number may not.</param>
/// <param name="Denies">Whether right answers deny; null where they may or may not.</param>
public sealed partial record AnswerKey(IReadOnlyList<string> Words, bool? Denies)
{
    /// <summary>Whether the sentences hold every word of the key ("2" is not in "21:30", 7:00 and 07:00 are one time, 19.5 and 19.50 one price), and deny where they should.</summary>
    public bool IsIn(IReadOnlyList<string> sentences)
    {
        ArgumentNullException.ThrowIfNull(sentences);
        var text = string.Join(' ', sentences);
        return Words.All(word => Regex.IsMatch(text, $@"(?<![\p{{L}}\d]){Pattern(word)}", RegexOptions.IgnoreCase))
            && (Denies is not { } denies || sentences.Any(Claims.IsNegative) == denies);
    }

    private static string Pattern(string word)
    {
        var plain = OnClock().Replace(Regex.Escape(word), "0?");
        if (char.IsLetter(word[^1]) && word.All(letter => !char.IsDigit(letter))) return plain;
        return $@"{plain}{(TenthsOnly().IsMatch(word) ? "0?" : "")}(?![\p{{L}}\d]|[.:,]\d)";
    }

    [GeneratedRegex(@"^\d+\.\d$")]
    private static partial Regex TenthsOnly();

    [GeneratedRegex(@"^0?(?=\d:\d\d$)")]
    private static partial Regex OnClock();
}
