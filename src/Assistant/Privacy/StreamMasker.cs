namespace Assistant.Privacy;

/// <summary>
/// Masks a text that comes piece by piece, to the same as if it had come at once: a value that two pieces share is found too. The last
/// <see cref="HeldBack"/> characters wait for what follows. Not safe for concurrent use.
/// </summary>
public sealed class StreamMasker(Masker masker)
{
    /// <summary>Characters that may still become part of personal data: more than the longest of it and of the words that tell of it.</summary>
    public const int HeldBack = 300;

    private const int LongestPlaceholder = 20;
    private const int Remembered = 2000; // what was released still tells what follows it

    private string text = "";
    private int released;

    /// <summary>Takes the next piece; returns what can be released of the text so far.</summary>
    public string Push(string piece)
    {
        ArgumentNullException.ThrowIfNull(piece);
        text += piece;
        return Release(text.Length - HeldBack);
    }

    /// <summary>The text is at its end: returns the rest.</summary>
    public string Finish() => Release(text.Length);

    private string Release(int end)
    {
        if (end <= released) return "";
        var data = PersonalData.Find(text);
        if (data.FirstOrDefault(datum => datum.Start < end && datum.End > end) is { } cut) end = cut.Start;
        var bracket = end > released && end < text.Length ? text.LastIndexOf('[', end - 1, Math.Min(LongestPlaceholder, end - released)) : -1;
        if (bracket >= 0) end = bracket; // a placeholder that a guest typed stays whole, too
        if (data.FirstOrDefault(datum => datum.Start < end && datum.End > end) is { } around) end = around.Start;
        if (end <= released) return "";
        var masked = masker.Mask(text, data, released, end);
        released = end;
        if (released > 2 * Remembered)
        {
            text = text[(released - Remembered)..];
            released = Remembered;
        }

        return masked;
    }
}
