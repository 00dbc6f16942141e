using System.Text.RegularExpressions;

namespace Assistant.Rank;

/// <summary>
/// Whether a message seeks knowledge that passages may hold, or does other business: books, searches, thanks. Knowledge-seeking turn detection
/// (Kim et al. 2020, DSTC9 Track 1), here a logistic regression over words and pairs of words.
/// </summary>
/// <param name="Bias">Log-odds of a message without a known word.</param>
/// <param name="Weights">Log-odds that each word or pair of words adds, once a message.</param>
public sealed partial record KnowledgeSeeking(double Bias, IReadOnlyDictionary<string, double> Weights)
{
    private const double Sure = 5; // log-odds from which on more says no more

    /// <summary>How clearly <paramref name="message"/> seeks knowledge: -1 (surely not) to 1 (surely).</summary>
    public double Of(string message) => Math.Clamp((Bias + Terms(message).Sum(term => Weights.GetValueOrDefault(term))) / Sure, -1, 1);

    /// <summary>The distinct words, question marks and pairs of neighbours in a message; any number is <c>#</c>, the beginning <c>^</c>.</summary>
    public static IReadOnlySet<string> Terms(string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        string[] words = ["^", .. Word().Matches(message.ToLowerInvariant()).Select(match => char.IsAsciiDigit(match.ValueSpan[0]) ? "#" : match.Value)];
        return words.Concat(words.Zip(words.Skip(1), (one, next) => $"{one} {next}")).ToHashSet();
    }

    [GeneratedRegex(@"[\p{L}'’]+|[0-9]+|\?")]
    private static partial Regex Word();
}
