namespace Assistant.Llama;

/// <summary>Ends a stream before the first stop sequence, which never appears in it, not even in part.</summary>
internal sealed class StopSequences(IEnumerable<string> sequences)
{
    private readonly List<string> sequences = [.. sequences.Where(sequence => sequence.Length > 0)];
    private string held = "";

    /// <summary>Whether a stop sequence was met.</summary>
    internal bool IsHit { get; private set; }

    /// <summary>Takes text; returns what can be shown already.</summary>
    internal string Take(string text)
    {
        held += text;
        var stop = sequences.Select(sequence => held.IndexOf(sequence, StringComparison.Ordinal)).Where(at => at >= 0).DefaultIfEmpty(-1).Min();
        if (stop >= 0)
        {
            IsHit = true;
            return Release(stop, keep: false);
        }

        // The longest tail that may still grow into a stop sequence stays back.
        var tail = sequences.SelectMany(sequence => Enumerable.Range(1, Math.Min(sequence.Length - 1, held.Length)).Where(length => held.EndsWith(sequence[..length], StringComparison.Ordinal)))
            .DefaultIfEmpty(0).Max();
        return Release(held.Length - tail, keep: true);
    }

    /// <summary>The stream is at its end: what was held back, unless a stop sequence was met.</summary>
    internal string Rest() => Release(held.Length, keep: false);

    private string Release(int length, bool keep)
    {
        var text = held[..length];
        held = keep ? held[length..] : "";
        return text;
    }
}
