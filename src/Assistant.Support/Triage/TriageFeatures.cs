using Assistant.Support.Cases;
using Assistant.Text;

namespace Assistant.Support.Triage;

/// <summary>
/// What triage sees of a case: distinct words and pairs of neighbours (any number is <c>#</c>, the beginning <c>^</c>), beginnings of words (<c>p:brea</c>, for
/// endings and languages), concepts (<c>k:allergy</c>) and who writes (<c>from:owner</c>).
/// </summary>
public static class TriageFeatures
{
    private const double ConceptWeight = 0.5;
    private const int LeastTerms = 8; // a message of one word does not weigh like eight
    private static readonly int[] Beginnings = [4, 5, 6, 7];

    /// <summary>The features with their values. Words and beginnings have unit length each, so that long stories do not weigh more.</summary>
    public static IReadOnlyDictionary<string, float> Of(string text, Party from)
    {
        ArgumentNullException.ThrowIfNull(text);
        var folded = TextAnalyzer.Fold(text).Replace("'", "").Replace("’", "");
        List<string> words = ["^", .. Word.Split(folded.Replace("?", " questionmark ")).Select(word => word == "questionmark" ? "?" : char.IsAsciiDigit(word[0]) && word.All(char.IsAsciiDigit) ? "#" : word)];
        var terms = words.Skip(1).Concat(words.Zip(words.Skip(1), (one, next) => $"{one} {next}")).ToHashSet();
        var beginnings = words.Distinct().SelectMany(word => Beginnings.Where(length => word.Length > length).Select(length => $"p:{word[..length]}")).ToHashSet();

        var features = new Dictionary<string, float> { [$"from:{from.ToString().ToLowerInvariant()}"] = (float)ConceptWeight };
        foreach (var term in terms) features[term] = Unit(terms.Count);
        foreach (var beginning in beginnings) features[beginning] = Unit(beginnings.Count);
        foreach (var concept in Concepts.Default.Of(text).Keys) features[$"k:{concept}"] = (float)ConceptWeight;
        return features;
    }

    private static float Unit(int terms) => (float)(1 / Math.Sqrt(Math.Max(terms, LeastTerms)));
}
