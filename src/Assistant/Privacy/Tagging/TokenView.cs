using System.Text;

namespace Assistant.Privacy.Tagging;

/// <summary>A token as features see it: its word in hashes, its shape, what it is known as and what the rules take it for.</summary>
internal sealed class TokenView
{
    internal static readonly TokenView Outside = new("", KnownAs.None, 0, 0);

    internal TokenView(string text, KnownAs known, int likeness, int rule)
    {
        Text = text;
        Rule = (uint)rule;
        Lower = text.ToLowerInvariant();
        Folded = Assistant.Text.TextAnalyzer.Fold(text);
        Word = FeatureHash.Of(Lower);
        IsWord = text.Length > 0 && char.IsLetter(text[0]);
        IsCapitalised = IsWord && char.IsUpper(text[0]);
        HasDigit = text.Any(char.IsDigit);
        Shape = FeatureHash.Of(ShapeOf(text));
        Known = IsWord ? (uint)known | ((uint)likeness << WordSets.Lists) : 1u << 31;
        IsLine = text == "\n";
        Cue = CueWords.Of(Lower);
        EndsSentence = text is "." or "!" or "?" or "…" or "\n";
    }

    internal string Text { get; }
    internal string Lower { get; }
    internal string Folded { get; }
    internal uint Word { get; }
    internal uint Shape { get; }
    internal uint Known { get; }
    internal uint Rule { get; }
    internal uint Cue { get; }
    internal bool IsWord { get; }
    internal bool IsCapitalised { get; }
    internal bool HasDigit { get; }
    internal bool EndsSentence { get; }
    internal bool IsLine { get; }

    /// <summary>The views of a text's tokens.</summary>
    internal static List<TokenView> Of(List<TextToken> tokens, IReadOnlyList<PersonalDatum> rules, WordSets words, NameLikeness likeness)
    {
        var views = new List<TokenView>(tokens.Count);
        var next = 0;
        foreach (var token in tokens)
        {
            while (next < rules.Count && rules[next].End <= token.Start) next++;
            var rule = next < rules.Count && rules[next].Start < token.End ? 1 + (2 * (int)rules[next].Kind) + (token.Start <= rules[next].Start ? 0 : 1) : 0;
            var known = char.IsLetter(token.Text[0]) ? words[token.Text] : KnownAs.None;
            views.Add(new TokenView(token.Text, known, known == KnownAs.None && char.IsLetter(token.Text[0]) ? likeness.Level(token.Text) : 0, rule));
        }

        return views;
    }

    // "Anna-Lena" is Xx-Xx, "WC1N" XXd1X, "10000" d5.
    private static string ShapeOf(string text)
    {
        var shape = new StringBuilder();
        for (var i = 0; i < text.Length;)
        {
            var kind = KindOf(text[i]);
            var end = i + 1;
            while (end < text.Length && KindOf(text[end]) == kind && kind is 'X' or 'x' or 'd') end++;
            shape.Append(kind);
            if (kind == 'd') shape.Append(end - i);
            if (kind == 'X' && end - i > 1) shape.Append('X');
            i = end;
        }

        return shape.ToString();
    }

    private static char KindOf(char letter) => char.IsDigit(letter) ? 'd' : char.IsUpper(letter) ? 'X' : char.IsLetter(letter) ? 'x' : letter;
}
