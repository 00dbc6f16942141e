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
            august september october november december jan feb mar apr jun jul aug sep sept oct nov dec star stars higher lower least must would love prefer ideally
            """),
    ];

    /// <summary>
    /// The wishes in <paramref name="message"/>, at most three that are searched for.
    /// </summary>
    /// <param name="message">A message that looks for places.</param>
    /// <param name="settled">The stretches that became filters, or an order.</param>
    internal static IReadOnlyList<PlaceWish> Read(string message, IReadOnlyCollection<(int Start, int End)> settled)
    {
        var wishes = new List<PlaceWish>();
        var start = 0;
        foreach (var end in Boundary().Matches(message).Select(match => match.Index).Append(message.Length))
        {
            Add(start, end);
            start = end;
        }

        return [.. wishes.Where(wish => wish.IsNegative), .. wishes.Where(wish => !wish.IsNegative).Take(Most)];

        void Add(int from, int to)
        {
            var rest = string.Concat(Enumerable.Range(from, to - from).Select(i => settled.Any(span => span.Start <= i && i < span.End) ? ' ' : message[i]));
            if (!TextAnalyzer.Terms(rest).Any(term => !Aspects.IsFunctionWord(term) && !Empty.Contains(term) && !term.All(char.IsDigit))) return;
            var isNegative = Denial.IsIn(rest);
            var words = Opener().Replace(isNegative ? message[from..to] : Spaces().Replace(rest, " "), "").Trim().Trim(',', '.', ';', '!', '?', ':', '-', ' ');
            if (words.Length > 0) wishes.Add(new PlaceWish(words, isNegative));
        }
    }

    [GeneratedRegex(@"[,;:.!?]+(?:\s|$)|\s+(?=(?:and|but|with|without|that|which|who|where|plus|ideally)\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Boundary();

    [GeneratedRegex(@"^\W*(?:and|but|with|plus|that|which|who|where|ideally)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Opener();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
