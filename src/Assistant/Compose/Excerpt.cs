using Assistant.Text;

namespace Assistant.Compose;

/// <summary>Cuts long passages to the part that speaks of the question.</summary>
public static class Excerpt
{
    /// <summary>
    /// A passage of at most <paramref name="characters"/> whole; of a longer one the best sentence and as many of those after it, then before it, as
    /// fit. Orders to machines are left out.
    /// </summary>
    public static string Of(RankedPassage ranked, int characters)
    {
        ArgumentNullException.ThrowIfNull(ranked);
        var text = ranked.Passage.Text;
        if (text.Length <= characters) return Instructions.WithoutOrders(ranked.Passage);
        var sentences = Sentences.Split(text);
        var first = Math.Max(0, Enumerable.Range(0, sentences.Count).FirstOrDefault(i => sentences[i].Start.Value >= ranked.BestSentence.Start.Value));
        var last = first;
        while (last + 1 < sentences.Count && Length(first, last + 1) <= characters) last++;
        while (first > 0 && Length(first - 1, last) <= characters) first--;
        return Instructions.WithoutOrders(ranked.Passage with { Text = text[sentences[first].Start..sentences[last].End] });

        int Length(int from, int to) => sentences[to].End.Value - sentences[from].Start.Value;
    }
}
