using System.Text.RegularExpressions;

namespace Assistant.Privacy.Tagging;

/// <summary>A word, a number, a sign or a line break of a text: where it stands, in UTF-16 units.</summary>
internal readonly partial record struct TextToken(int Start, int Length, string Text)
{
    internal int End => Start + Length;

    internal bool IsLineBreak => Text == "\n";

    /// <summary>The tokens of a text. What the rules know to be an e-mail or a card is one token each, so that its parts are not taken for words.</summary>
    internal static List<TextToken> Of(string text, IReadOnlyList<PersonalDatum> rules)
    {
        var tokens = new List<TextToken>(text.Length / 4);
        var at = 0;
        foreach (var datum in rules.Where(datum => datum.Kind is PersonalDataKind.Email or PersonalDataKind.Card))
        {
            Split(text, at, datum.Start, tokens);
            tokens.Add(new TextToken(datum.Start, datum.Length, datum.Kind == PersonalDataKind.Email ? "<email>" : "<card>"));
            at = datum.End;
        }

        Split(text, at, text.Length, tokens);
        return tokens;
    }

    private static void Split(string text, int start, int end, List<TextToken> tokens)
    {
        foreach (var match in Token().EnumerateMatches(text.AsSpan(0, end), start))
        {
            var token = text.AsSpan(match.Index, match.Length);
            tokens.Add(new TextToken(match.Index, match.Length, token[0] is '\n' or '\r' ? "\n" : token.ToString()));
        }
    }

    // A possessive is a token of its own, and so is an elided article ("d'", "l'").
    [GeneratedRegex(@"(?:\r?\n[ \t]*)+|['’][sS](?![\p{L}\p{M}\p{N}])|\b(?:[ldjcnmst]|[Qq]u|[LDJ](?=['’]\p{Ll}))['’](?=\p{L}{2})|[\p{L}\p{M}]+(?:(?:-|['’](?![sS](?![\p{L}\p{M}\p{N}])))[\p{L}\p{M}]+)*(?!\p{N})|[\p{L}\p{M}\p{N}]+|[^\s\p{L}\p{M}\p{N}]")]
    private static partial Regex Token();
}
