using System.Text;

namespace Assistant.Text;

/// <summary>A text as far as a lexicon could say it in English.</summary>
public sealed class Rendering
{
    private readonly string source;
    private readonly IReadOnlyList<RenderedPiece> pieces;
    private readonly List<(int Start, int End)> places = [];

    internal Rendering(string source, IReadOnlyList<RenderedPiece> pieces)
    {
        (this.source, this.pieces) = (source, pieces);
        var text = new StringBuilder();
        var at = 0;
        foreach (var piece in pieces)
        {
            var gap = string.Concat(source[at..piece.Start].Select(c => c is '\'' or '’' or '-' or '¿' or '¡' ? ' ' : c));
            text.Append(gap.Length == 0 && text.Length > 0 ? " " : gap);
            places.Add((text.Length, text.Length + piece.English.Length));
            text.Append(piece.English);
            at = piece.End;
        }

        Text = text.Append(source[at..]).ToString();
    }

    /// <summary>The English words, and those that the lexicon does not know.</summary>
    public string Text { get; }

    /// <summary>The words of the source that say what it is about, as they stand there.</summary>
    public string Content => string.Join(' ', pieces.Where(piece => TextAnalyzer.Terms(piece.English).Any(term => !Aspects.IsFunctionWord(term))).Select(piece => source[piece.Start..piece.End]));

    /// <summary>The words of the source behind the first place of <paramref name="words"/> in <see cref="Text"/>; the same words where that is unknown.</summary>
    public string SourceOf(string words)
    {
        ArgumentNullException.ThrowIfNull(words);
        var start = Text.IndexOf(words, StringComparison.Ordinal);
        var touched = Enumerable.Range(0, pieces.Count).Where(i => start >= 0 && places[i].Start < start + words.Length && start < places[i].End).ToList();
        return touched.Count == 0 ? words : source[pieces[touched[0]].Start..pieces[touched[^1]].End];
    }
}

/// <summary>A stretch of the source (UTF-16, end exclusive) and what is said for it.</summary>
internal readonly record struct RenderedPiece(int Start, int End, string English, bool IsUnknownSign);
