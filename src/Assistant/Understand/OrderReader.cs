using System.Text.RegularExpressions;

namespace Assistant.Understand;

/// <summary>Reads the order in which places are asked for: "cheapest", "best rated", "closest to the station". An order rules nothing out.</summary>
internal static partial class OrderReader
{
    /// <summary>The order in <paramref name="message"/> and where it stands; null where none is asked for.</summary>
    internal static (PlaceOrder Order, int Start, int End)? Read(string message, PlaceWords known)
    {
        foreach (Match match in Superlative().Matches(message))
        {
            if (Denial.Ends(message[..match.Index])) continue;
            var end = match.Index + match.Length;
            if (match.Groups["near"].Success)
            {
                var to = To().Match(message, end);
                if (NearReader.Place(message, to.Success ? to.Index + to.Length : end, known) is { } place) return (new PlaceOrder(PlaceOrderKey.Distance, false, place.Place, message[match.Index..place.End]), match.Index, place.End);
                continue;
            }

            var (key, highest) = match.Groups["low"].Success ? (PlaceOrderKey.Price, false)
                : match.Groups["dear"].Success ? (PlaceOrderKey.Price, true)
                : match.Groups["stars"].Success ? (PlaceOrderKey.Stars, true) : (PlaceOrderKey.GuestRating, true);
            return (new PlaceOrder(key, highest, null, match.Value), match.Index, end);
        }

        return null;
    }

    /// <summary>An order as words: "price, lowest first".</summary>
    internal static string Text(PlaceOrder order) => order.Key switch
    {
        PlaceOrderKey.Price => order.HighestFirst ? "price, highest first" : "price, lowest first",
        PlaceOrderKey.GuestRating => "guest rating, highest first",
        PlaceOrderKey.Stars => "stars, most first",
        _ => $"distance to {NearReader.What(order.To!)}, nearest first",
    };

    [GeneratedRegex(@"\b(?:(?<low>cheapest|least expensive|most affordable|lowest[- ]priced?|lowest price|inexpensive|cheap|affordable|budget(?= (?:hotel|hostel|place|option|stay|accommodation)))|(?<dear>most expensive|priciest|dearest|most luxurious)|(?<stars>most stars|highest star rating)|(?<rated>(?:best|highest|top)[- ](?:rated|reviewed|scor(?:ed|ing))|highest (?:guest )?(?:rating|score)|best (?:guest )?(?:rating|reviews|score))|(?<near>closest|nearest))\b", RegexOptions.IgnoreCase)]
    private static partial Regex Superlative();

    [GeneratedRegex(@"\G\s+(?:place |hotel |hostel |one )?(?:to|from)\b", RegexOptions.IgnoreCase)]
    private static partial Regex To();
}
