using System.Text.RegularExpressions;
using Assistant.Text;

namespace Assistant.Understand;

/// <summary>Reads by what the places of a question are compared: price, distance, stars, rating, or the hours and fees of a rule.</summary>
internal static partial class ComparisonReader
{
    // The everyday words of rules; the first that is named is meant.
    private static readonly (Regex Words, string Topic)[] Topics =
    [
        (Topic(@"check(?:ing|ed)?[- ]?(?:me |us )?out(?:ing)?|have to leave|sleep in|stay in bed|last (?:day|morning)"), "checkOut"), (Topic(@"late arrivals?|arriv(?:e|ing) late|latest (?:arrival|you)|let (?:us|me) in"), "lateArrival"),
        (Topic(@"check(?:ing)?[- ]?(?:me |us )?in"), "checkIn"), (Topic("breakfasts?"), "breakfast"), (Topic("dogs?|pets?|cats?|pupp(?:y|ies)"), "pets"), (Topic("parking|park|car park"), "parking"),
        (Topic("deposits?|pre-?authori[sz](?:e|es|ation)"), "deposit"), (Topic("(?:city|tourist|local|occupancy) tax"), "cityTax"), (Topic("luggage|bags|suitcases?"), "luggage"), (Topic("cots?|extra beds?|cribs?"), "extraBeds"),
        (Topic("quiet hours|night(?:-| )?time quiet"), "quietHours"), (Topic("cleaning|housekeeping"), "housekeeping"), (Topic("smoking|smoke"), "smoking"), (Topic("children|kids|child"), "children"),
    ];

    // What may stand beside "cheaper" when a night is meant.
    private static readonly HashSet<string> OfPrice = [.. TextAnalyzer.Terms("cheap cheaper cheapest price prices priced cost costs expensive pay rate rates charge money budget less more lower lowest higher much night nights nightly room rooms stay compare comparison better value difference euro euros pound pounds two both either each option one per which overall")];

    /// <summary>
    /// By what the places are compared; <see cref="ComparedField.None"/> where that is no number, null where they are not compared.
    /// </summary>
    /// <param name="question">The question.</param>
    /// <param name="focus">The places, two at least.</param>
    /// <param name="places">What the content knows of places.</param>
    internal static ComparedBy? Read(string question, IReadOnlyList<Focus> focus, PlaceWords places)
    {
        if (focus.Select(place => place.Because).Distinct().Count() < 2 && !Comparing().IsMatch(question)) return null; // one name that fits several
        if (Distance().IsMatch(question) && Landmark(question, places) is { } to) return new ComparedBy(ComparedField.Distance, To: to);
        if (Rating().IsMatch(question)) return new ComparedBy(ComparedField.GuestRating);
        if (Stars().IsMatch(question)) return new ComparedBy(ComparedField.Stars);
        var named = focus.SelectMany(place => NameTokens.Of(place.Name)).Select(token => token.Text).ToHashSet();
        var rest = string.Join(' ', NameTokens.Of(question).Where(token => !named.Contains(token.Text)).Select(token => token.Text));
        foreach (var (words, topic) in Topics)
        {
            if (!words.IsMatch(question)) continue;
            var field = Money().IsMatch(question) ? ComparedField.Fee
                : topic is "checkOut" or "lateArrival" || Late().IsMatch(question) ? ComparedField.Until
                : topic is "checkIn" || Early().IsMatch(question) ? ComparedField.From : ComparedField.None;
            return new ComparedBy(field, topic);
        }

        var isOfPrice = Money().IsMatch(question) && TextAnalyzer.Terms(rest).All(term => OfPrice.Contains(term) || Aspects.IsFunctionWord(term));
        return new ComparedBy(isOfPrice ? ComparedField.Price : ComparedField.None);
    }

    // The place after "to", "from" or "distance to" that the content knows.
    private static NearPlace? Landmark(string question, PlaceWords places) => Towards().Matches(question)
        .Select(match => NearReader.Place(question, match.Index + match.Length, places)?.Place).FirstOrDefault(place => place is not null);

    private static Regex Topic(string words) => new($@"\b(?:{words})\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    [GeneratedRegex(@"\b(?:compare|compared|comparison|versus|vs|than|which|who|better|difference|both|each|either)\b|\bor\b|er\b.*\bor\b", RegexOptions.IgnoreCase)]
    private static partial Regex Comparing();

    [GeneratedRegex(@"\b(?:closer|closest|nearer|nearest|near|distance|how far|further|farther|away|walk)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Distance();

    [GeneratedRegex(@"\b(?:to|from|of)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Towards();

    [GeneratedRegex(@"\b(?:(?:better|best|higher|highest|top)[- ](?:rated|reviewed|scor\w+)|guest (?:ratings?|scores?)|(?:better|higher|best) (?:guest )?(?:ratings?|scores?|reviews))\b", RegexOptions.IgnoreCase)]
    private static partial Regex Rating();

    [GeneratedRegex(@"\b(?:more|most|how many|fewer) stars\b|\bstar ratings?\b", RegexOptions.IgnoreCase)]
    private static partial Regex Stars();

    [GeneratedRegex(@"\b(?:cheap(?:er|est)?|expensive|price[sd]?|pricier|costs?|pay|charges?|fees?|rates?|how much|extra|money|less|blocks?|nightly charge)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Money();

    [GeneratedRegex(@"\b(?:later|latest|until|till|longer|longest|late|ends?|close[sd]?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Late();

    [GeneratedRegex(@"\b(?:earlier|earliest|sooner|soonest|early|starts?|starting|begins?|opens?|from what time|when)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Early();
}
