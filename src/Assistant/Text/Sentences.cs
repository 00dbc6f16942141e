namespace Assistant.Text;

/// <summary>Finds sentence boundaries by rule: terminators, unless they belong to an abbreviation, a number, an initial or an ellipsis.</summary>
public static class Sentences
{
    private static readonly HashSet<string> Abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        "mr", "mrs", "ms", "dr", "st", "sr", "jr", "prof", "no", "nr", "approx", "etc", "vs", "e.g", "i.e", "a.m", "p.m", "incl", "excl",
        "min", "max", "ca", "tel", "str", "ave", "blvd", "rd", "mt", "ft", "dept", "est", "bzw", "z.b", "av", "sq",
    };

    /// <summary>The sentences of <paramref name="text"/> in order, as ranges without surrounding white space. Line breaks end a sentence.</summary>
    public static IReadOnlyList<Range> Split(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var sentences = new List<Range>();
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '\n' or '\r') Close(i);
            else if (EndOfSentence(text, i) is int end)
            {
                Close(end);
                i = end - 1;
            }
        }

        Close(text.Length);
        return sentences;

        void Close(int end)
        {
            var from = start;
            var to = end;
            while (from < to && char.IsWhiteSpace(text[from])) from++;
            while (to > from && char.IsWhiteSpace(text[to - 1])) to--;
            if (to > from) sentences.Add(from..to);
            start = end;
        }
    }

    /// <summary>The index just past the sentence whose terminator stands at <paramref name="i"/>, closing quotes and brackets included; null where none ends.</summary>
    private static int? EndOfSentence(string text, int i)
    {
        if (text[i] is '。' or '！' or '？') return i + 1;
        if (text[i] is not ('.' or '!' or '?')) return null;

        var end = i + 1;
        while (end < text.Length && text[end] is '.' or '!' or '?') end++;
        while (end < text.Length && text[end] is '"' or '\'' or ')' or ']' or '”' or '’' or '»') end++;
        if (end == text.Length) return end;
        if (!char.IsWhiteSpace(text[end])) return null; // 3.30, www.x.example, U.S.A
        if (text[i] == '.' && end == i + 1 && IsAbbreviation(text, i)) return null;
        return end;
    }

    private static bool IsAbbreviation(string text, int dot)
    {
        var from = dot;
        while (from > 0 && (char.IsLetter(text[from - 1]) || text[from - 1] == '.')) from--;
        var word = text[from..dot];
        return Abbreviations.Contains(word)
            ? !IsMeridiemBeforeNewSentence(text, word, dot)
            : word.Length == 1 && char.IsUpper(word[0]) && word != "I" || word.Length is 2 or 3 && StartsLowerCase(text, dot + 1) && !char.IsLower(text[0]);
    }

    // "until 10 p.m. Pets are welcome." ends a sentence; "at 10 p.m. sharp" does not.
    private static bool IsMeridiemBeforeNewSentence(string text, string word, int dot) =>
        (word is "a.m" or "p.m" || word.Equals("etc", StringComparison.OrdinalIgnoreCase)) && !StartsLowerCase(text, dot + 1);

    private static bool StartsLowerCase(string text, int from)
    {
        while (from < text.Length && !char.IsLetterOrDigit(text[from])) from++;
        return from < text.Length && char.IsLower(text[from]);
    }
}
