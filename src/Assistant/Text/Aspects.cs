using System.Text.Json;

namespace Assistant.Text;

/// <summary>
/// The aspects of a stay and the words that speak of each (<c>aspects.json</c>): wifi and internet, dog and pet. A question about one word
/// of an aspect may be answered by another.
/// </summary>
public static class Aspects
{
    private static readonly HashSet<string> Function =
    [
        .. Resources.ReadText("Understand.function-words.txt").Split('\n').Where(line => !line.StartsWith('#'))
            .SelectMany(line => TextAnalyzer.Terms(line)),
    ];

    private static readonly IReadOnlyList<Aspect> All = Load();
    private static readonly ILookup<string, int> ByTerm = All.SelectMany((aspect, i) => aspect.Phrases.Select(phrase => (Term: phrase[0], i))).Distinct().ToLookup(pair => pair.Term, pair => pair.i);

    /// <summary>Whether a term says how something is asked rather than what about.</summary>
    public static bool IsFunctionWord(string term) => Function.Contains(term);

    /// <summary>The aspects that a text with these terms speaks of, as indices below <see cref="Count"/>.</summary>
    public static HashSet<int> Of(IReadOnlySet<string> terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return [.. terms.SelectMany(term => ByTerm[term]).Distinct().Where(aspect => All[aspect].Phrases.Any(phrase => phrase.All(terms.Contains)))];
    }

    /// <summary>How many aspects there are.</summary>
    public static int Count => All.Count;

    /// <summary>Other words for what the terms speak of, with weights from 0 to 1: <paramref name="weight"/> for a word, less for a part of a phrase.</summary>
    public static IReadOnlyDictionary<string, double> Related(IReadOnlySet<string> terms, double weight)
    {
        var related = new Dictionary<string, double>();
        foreach (var phrase in Of(terms).SelectMany(aspect => All[aspect].Phrases))
        {
            foreach (var term in phrase.Where(term => !terms.Contains(term) && !Function.Contains(term)))
            {
                related[term] = Math.Max(related.GetValueOrDefault(term), weight / Math.Sqrt(phrase.Length));
            }
        }

        return related;
    }

    private static List<Aspect> Load()
    {
        var words = JsonSerializer.Deserialize<Dictionary<string, string>>(Resources.ReadText("Understand.aspects.json"))!;
        return [.. words.Select(aspect => new Aspect(
            aspect.Key,
            [.. aspect.Value.Split('|').Select(phrase => TextAnalyzer.Terms(phrase).ToArray()).Where(phrase => phrase.Length == 1 || phrase.Any(term => !Function.Contains(term)))]))];
    }

    private sealed record Aspect(string Name, IReadOnlyList<string[]> Phrases);
}
