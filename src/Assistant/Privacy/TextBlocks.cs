using System.Text.RegularExpressions;

namespace Assistant.Privacy;

/// <summary>
/// Cuts a text into blocks that are read one by one: where a paragraph or a sentence ends. Where a block ends does not depend on what follows it, so a text
/// that comes piece by piece has the same blocks.
/// </summary>
internal static partial class TextBlocks
{
    /// <summary>A block has as many characters at least, if the text has them.</summary>
    internal const int Least = 400;

    /// <summary>And as many at most.</summary>
    internal const int Most = 1200;

    private const int LongestPlaceholder = 20;

    /// <summary>Where the block ends that begins at <paramref name="start"/>; -1 if the text so far does not tell.</summary>
    internal static int EndOf(string text, int start)
    {
        if (text.Length - start > Least && Boundary().Match(text, start + Least) is { Success: true } boundary && boundary.Index + boundary.Length <= start + Most)
        {
            return boundary.Index + boundary.Length;
        }

        return text.Length - start > Most ? Forced(text, start) : -1;
    }

    /// <summary>The blocks of a whole text: where each starts and ends.</summary>
    internal static IEnumerable<(int Start, int End)> Of(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = EndOf(text, start);
            if (end < 0) end = text.Length;
            yield return (start, end);
            start = end;
        }
    }

    // Behind a space, but not within what looks like a placeholder.
    private static int Forced(string text, int start)
    {
        for (var end = start + Most; end > start + Least; end--)
        {
            if (char.IsWhiteSpace(text[end - 1]) && !text.AsSpan(end - LongestPlaceholder, LongestPlaceholder).Contains('[')) return end;
        }

        return start + Most;
    }

    // An empty line, or the end of a sentence; a full stop behind a short word may be an abbreviation's.
    [GeneratedRegex(@"\n[ \t]*\r?\n|(?<=\p{Ll}{4})[.!?](?:[ ]{1,3}|\r?\n)(?=\p{Lu})")]
    private static partial Regex Boundary();
}
