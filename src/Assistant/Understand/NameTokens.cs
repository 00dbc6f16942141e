using Assistant.Text;

namespace Assistant.Understand;

/// <summary>A word of a text with its UTF-16 offsets, end exclusive, and whether it has a capital without beginning a sentence.</summary>
internal readonly record struct NameToken(string Text, int Start, int End, bool IsProperNoun = false);

/// <summary>
/// Splits names and messages alike: letters and digits, folded; <c>&amp;</c> reads "and", a possessive <c>'s</c> joins its word,
/// "guesthouse" is two words.
/// </summary>
internal static class NameTokens
{
    internal static IReadOnlyList<NameToken> Of(string text)
    {
        var tokens = new List<NameToken>();
        for (var i = 0; i < text.Length;)
        {
            if (text[i] == '&')
            {
                tokens.Add(new("and", i, ++i));
                continue;
            }

            var start = i;
            while (i < text.Length && (char.IsLetterOrDigit(text[i]) || (IsApostrophe(text[i]) && i > start && i + 1 < text.Length && char.IsLetter(text[i + 1])))) i++;
            if (i == start) i++;
            else AddWord(TextAnalyzer.Fold(text[start..i].Replace("'", "").Replace("’", "")), start, i);
        }

        return tokens;

        void AddWord(string word, int start, int end)
        {
            var proper = char.IsUpper(text[start]) && tokens.Count > 0 && text[tokens[^1].End..start].IndexOfAny(['.', '!', '?', '\n']) < 0;
            if (word is "guesthouse" or "guesthouses")
            {
                tokens.Add(new("guest", start, end));
                word = "house";
            }

            tokens.Add(new(word, start, end, proper));
        }
    }

    private static bool IsApostrophe(char c) => c is '\'' or '’';
}
