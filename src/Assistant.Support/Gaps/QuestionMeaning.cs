using System.Numerics.Tensors;
using Assistant.Text;

namespace Assistant.Support.Gaps;

/// <summary>What a question means, to be compared with others about the same property: its weighted words and, with an embedder, its vector.</summary>
internal sealed record QuestionMeaning(IReadOnlyDictionary<string, double> Words, float[]? Vector)
{
    // Best of a small grid on the development half of eval/datasets/gaps (F0.5 .759; without vectors .628).
    private const double VectorShare = 0.7;
    private const double RelatedShare = 0.5;
    private const double AspectWeight = 0.5;

    /// <summary>Reads a question. The property's name says nothing here: all questions are about it.</summary>
    internal static QuestionMeaning Of(string question, string propertyName, float[]? vector)
    {
        var terms = QuestionTerms.Of(question, [propertyName], LanguageDetector.Detect(question) ?? LanguageDetector.English);
        var words = terms.Related.ToDictionary(term => term.Key, term => term.Value * RelatedShare);
        foreach (var term in terms.Content) words[term] = 1;
        foreach (var aspect in terms.Aspects) words[$"#{aspect}"] = AspectWeight;
        return new QuestionMeaning(words, vector);
    }

    /// <summary>
    /// How near another question is, at most 1. <paramref name="gapsWith"/> says how many gaps of the property a word stands in: a word of many ("pool" at a resort
    /// with three gaps about its pool) tells them apart badly, and weighs that much less.
    /// </summary>
    internal double Likeness(QuestionMeaning other, Func<string, int> gapsWith)
    {
        var words = Cosine(Words, other.Words, gapsWith);
        return Vector is { } mine && other.Vector is { } theirs && mine.Length == theirs.Length
            ? (VectorShare * TensorPrimitives.Dot(mine, theirs)) + ((1 - VectorShare) * words) : words;
    }

    private static double Cosine(IReadOnlyDictionary<string, double> one, IReadOnlyDictionary<string, double> other, Func<string, int> gapsWith)
    {
        double Weight(KeyValuePair<string, double> word) => word.Value / Math.Max(1, gapsWith(word.Key));
        var shared = one.Where(word => other.ContainsKey(word.Key)).Sum(word => Weight(word) * Weight(new(word.Key, other[word.Key])));
        var norm = Math.Sqrt(one.Sum(word => Math.Pow(Weight(word), 2)) * other.Sum(word => Math.Pow(Weight(word), 2)));
        return norm > 0 ? shared / norm : 0;
    }
}
