using System.Text;

namespace Assistant.Privacy;

/// <summary>
/// Masks a text that comes piece by piece, to the same as if it had come at once: a value that two pieces share is found too. What may still belong to the
/// block before it waits for what follows. Not safe for concurrent use.
/// </summary>
public sealed class StreamMasker(Masker masker)
{
    private string text = "";

    /// <summary>Takes the next piece; returns what can be released of the text so far.</summary>
    public string Push(string piece)
    {
        ArgumentNullException.ThrowIfNull(piece);
        text += piece;
        var masked = new StringBuilder();
        for (var end = TextBlocks.EndOf(text, 0); end > 0; end = TextBlocks.EndOf(text, 0))
        {
            masked.Append(masker.MaskBlock(text[..end]));
            text = text[end..];
        }

        return masked.ToString();
    }

    /// <summary>The text is at its end: returns the rest.</summary>
    public string Finish()
    {
        var rest = masker.MaskBlock(text);
        text = "";
        return rest;
    }
}
