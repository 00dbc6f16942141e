using System.Text.RegularExpressions;
using Assistant.Text;

namespace Assistant.Understand;

/// <summary>Reads what a search for places wishes beside its filters, part by part: "quiet", "good for a family".</summary>
internal static partial class WishReader
{
    private const int Most = 3; // each is a search of its own

    private static readonly HashSet<string> Empty =
    [
        .. TextAnalyzer.Terms("""
            list show search recommend suggest best nice available option options choice choices sleep accommodation room rooms book booking need somewhere anywhere exist trip travel travelling traveling
            price prices start starting begin cost rate rated rating score beds bed budget visit visiting holiday holidays vacation weekend week weeks month spend spending friend friends wife husband partner
            free friendly allow allowed accept accepts welcome everything fits fit match both also live near nearby close minute minutes walk walking distance station january february march april may june july
            august september october november december jan feb mar apr jun jul aug sep sept oct nov dec star stars higher lower least must would love prefer ideally got let bring site list guest look thing trying small large head person two three four five adult drive driving plug mind keep know idea
            """),
    ];

    /// <summary>
    /// The wishes in <paramref name="message"/>, at most three that are searched for, and what it rules out.
    /// </summary>
    /// <param name="message">A message that looks for places.</param>
    /// <param name="settled">The stretches that became filters, or an order.</param>
    /// <param name="ruledOut">The stretches that name what a place should not be or have.</param>
    internal static IReadOnlyList<PlaceWish> Read(string message, IReadOnlyCollection<(int Start, int End)> settled, IReadOnlyCollection<(int Start, int End)> ruledOut)
    {
        var wishes = ruledOut.Select(span => new PlaceWish(message[span.Start..span.End], IsNegative: true)).ToList();
        var start = 0;
        foreach (var end in Boundary().Matches(message).Select(match => match.Index).Append(message.Length))
        {
            if (wishes.Count(wish => !wish.IsNegative) < Most && Wish(message, start, end, [.. settled, .. ruledOut]) is { } wish) wishes.Add(new PlaceWish(wish));
            start = end;
        }

        return wishes;
    }

    private static string? Wish(string message, int from, int to, IReadOnlyCollection<(int Start, int End)> settled)
    {
        var rest = string.Concat(Enumerable.Range(from, to - from).Select(i => settled.Any(span => span.Start <= i && i < span.End) ? ' ' : message[i]));
        var words = NameTokens.Of(rest);
        var (first, last) = (words.ToList().FindIndex(Says), words.ToList().FindLastIndex(Says));
        return first < 0 || Denial.IsIn(rest) ? null : Spaces().Replace(rest[words[first].Start..words[last].End], " ");
    }

    // Whether a word says what is wished, rather than that something is.
    private static bool Says(NameToken word) =>
        TextAnalyzer.Terms(word.Text).Any(term => !Aspects.IsFunctionWord(term) && !Empty.Contains(term) && !term.All(char.IsDigit));

    [GeneratedRegex(@"[,;:.!?]+(?:\s|$)|\s+(?=(?:and|but|with|without|that|which|who|where|plus|ideally)\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Boundary();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
