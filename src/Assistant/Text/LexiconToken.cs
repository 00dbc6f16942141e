namespace Assistant.Text;

/// <summary>A word of a text, folded, with its UTF-16 offsets, end exclusive. Where words are not set apart (Japanese), each sign is one.</summary>
internal readonly record struct LexiconToken(string Text, int Start, int End)
{
    /// <summary>Whether it is a sign of the syllabary that Japanese grammar is written in.</summary>
    internal bool IsHiragana => Text.Length == 1 && IsHiraganaSign(Text[0]);

    /// <summary>Whether it is a sign of a script that does not set words apart.</summary>
    internal bool IsSign => Text.Length == 1 && IsUnspaced(Text[0]);

    internal static IReadOnlyList<LexiconToken> Of(string text)
    {
        var tokens = new List<LexiconToken>();
        for (var i = 0; i < text.Length;)
        {
            var start = i;
            while (i < text.Length && char.IsLetterOrDigit(text[i]) && !IsUnspaced(text[i])) i++;
            if (i > start) tokens.Add(new(TextAnalyzer.Fold(text[start..i]), start, i));
            else
            {
                if (IsUnspaced(text[i])) tokens.Add(new(text[i].ToString(), i, i + 1));
                i++;
            }
        }

        return tokens;
    }

    internal static bool IsHiraganaSign(char c) => c is >= '\u3041' and <= '\u309f';

    internal static bool IsKatakanaSign(char c) => c is >= '\u30a1' and <= '\u30ff';

    private static bool IsUnspaced(char c) => IsHiraganaSign(c) || IsKatakanaSign(c) || c is (>= '\u3400' and <= '\u4dbf') or (>= '\u4e00' and <= '\u9fff') or '\u3005';
}
