using System.Text.RegularExpressions;
using Assistant.Index;

namespace Assistant.Understand;

/// <summary>
/// Finds the one place that a message points out among those just listed or spoken of: "the second one", "the cheaper one", "the cheap one in the
/// north", "the one with a pool", "the other one". Where the words fit none, or several alike, none is pointed out.
/// </summary>
internal static partial class PointedOut
{
    /// <summary>The place that is meant, or (of "which of them", "both") all of them; empty where nothing is pointed out.</summary>
    internal static IReadOnlyList<Focus> Find(
        string message, IReadOnlyList<Turn> history, IReadOnlyDictionary<string, PropertySummary> byId, PlaceWords places, PropertyNames names)
    {
        var match = Pointing().Match(message);
        if (!match.Success && !All().IsMatch(message)) return [];
        var candidates = Candidates(history, byId, names);
        if (candidates.Count < 2) return [];
        if (!match.Success) return [.. candidates.Select(place => new Focus(place.Id, place.Name, place.Kind, "the places just spoken of"))];
        return One(match, message, candidates, history, places) is { } one ? [new Focus(one.Id, one.Name, one.Kind, match.Value.Trim())] : [];
    }

    // What was listed last, or the last turn that spoke of two places or more.
    private static List<PropertySummary> Candidates(IReadOnlyList<Turn> history, IReadOnlyDictionary<string, PropertySummary> byId, PropertyNames names)
    {
        foreach (var turn in history.Reverse())
        {
            var ids = turn.Listed.Count > 1 ? turn.Listed.Select(place => place.PropertyId)
                : turn.Focus.Count > 1 ? turn.Focus.Select(place => place.PropertyId)
                : turn.Focus.Count == 1 ? []
                : names.Find(turn.Text).Select(mention => mention.Property.Id);
            var known = ids.Distinct().Where(byId.ContainsKey).Select(id => byId[id]).ToList();
            if (known.Count > 1) return known;
        }

        return [];
    }

    private static PropertySummary? One(Match match, string message, List<PropertySummary> candidates, IReadOnlyList<Turn> history, PlaceWords places)
    {
        var left = candidates;
        if (match.Groups["other"].Success)
        {
            var last = history.Reverse().FirstOrDefault(turn => turn.Focus.Count == 1)?.Focus[0].PropertyId;
            left = last is null ? [] : [.. left.Where(place => place.Id != last)];
        }

        if (match.Groups["noun"].Value is { Length: > 0 } noun && FilterReader.Read($"a {noun}", places).Filters.PropertyKinds is { Count: > 0 } kinds) left = [.. left.Where(place => kinds.Contains(place.Kind))];
        if (Compass().Match(message) is { Success: true } compass) left = Towards(compass.Value.ToLowerInvariant(), left);
        var rest = Constraint().Match(message, match.Index) is { Success: true } said ? FilterReader.Read($"places with {said.Groups["what"].Value}", places).Filters with { City = null, Country = null } : Filters.None;
        if (rest.ConcernsProperties) left = [.. left.Where(place => FilterMatch.Matches(rest, place))];
        if (match.Groups["nth"].Value.ToLowerInvariant() is { Length: > 0 } nth)
        {
            var at = nth == "last" ? left.Count - 1 : nth is "latter" ? (left.Count == 2 ? 1 : -1) : nth is "former" ? (left.Count == 2 ? 0 : -1) : Array.FindIndex(Ordinals, names => names.Contains(nth));
            return at >= 0 && at < left.Count ? left[at] : null;
        }

        return match.Groups["by"].Value.ToLowerInvariant() is { Length: > 0 } by ? Extreme(by, message, left, places) : left.Count == 1 ? left[0] : null;
    }

    private static PropertySummary? Extreme(string by, string message, List<PropertySummary> places, PlaceWords known)
    {
        if (by.StartsWith("cheap", StringComparison.Ordinal) || by.StartsWith("less", StringComparison.Ordinal) || by.StartsWith("least", StringComparison.Ordinal)) return Priced(places, lowest: true);
        if (by.Contains("expensive", StringComparison.Ordinal) || by.StartsWith("pric", StringComparison.Ordinal) || by.StartsWith("dear", StringComparison.Ordinal)) return Priced(places, lowest: false);
        if (by.Contains("rated", StringComparison.Ordinal)) return Single(places, place => place.GuestRating);
        return NearReader.Read(message.Replace(by, "near", StringComparison.OrdinalIgnoreCase), known).FirstOrDefault().Place is { } to ? Single(places, place => -(double?)NearbyMatch.Metres(to, place.Nearby)) : null;
    }

    private static PropertySummary? Priced(List<PropertySummary> places, bool lowest) =>
        places.Select(place => place.Price?.Currency).OfType<string>().Distinct().Count() == 1 ? Single(places, place => (lowest ? -1 : 1) * (double?)place.Price?.From) : null;

    // The one with the most; none where two have as much, or a value is not known.
    private static PropertySummary? Single(List<PropertySummary> places, Func<PropertySummary, double?> value)
    {
        if (places.Count == 0 || places.Any(place => value(place) is null)) return null;
        var most = places.Max(value);
        return places.Count(place => value(place) == most) == 1 ? places.First(place => value(place) == most) : null;
    }

    // Those on that side of the middle between the outermost.
    private static List<PropertySummary> Towards(string direction, List<PropertySummary> places)
    {
        if (places.Any(place => place.Location is null)) return [];
        Func<PropertySummary, double> along = direction[0] switch
        {
            'n' => place => place.Location!.Latitude,
            's' => place => -place.Location!.Latitude,
            'e' => place => place.Location!.Longitude,
            _ => place => -place.Location!.Longitude,
        };
        var middle = places.Count == 0 ? 0 : (places.Max(along) + places.Min(along)) / 2;
        return [.. places.Where(place => along(place) > middle)];
    }

    private static readonly string[][] Ordinals = [["first", "1st"], ["second", "2nd"], ["third", "3rd"], ["fourth", "4th"], ["fifth", "5th"], ["sixth", "6th"], ["seventh", "7th"], ["eighth", "8th"]];

    [GeneratedRegex(@"\b(?:the|that|your)\s+(?:(?<nth>first|second|third|fourth|fifth|sixth|seventh|eighth|last|1st|2nd|3rd|4th|5th|6th|7th|8th|latter|former)(?:\s+(?:one|place|hotel|option|hostel))?(?!\s*(?:night|floor|day|time|train|bus|thing|week|hour|person|guest|dog|room|bed|name))\b|(?:(?<other>other)|(?<by>cheap(?:er|est)?|less expensive|least expensive|(?:more|most) expensive|pricier|priciest|dearer|dearest|(?:best|better|higher|highest|top)[- ]rated|closer|closest|nearer|nearest)|(?:northern|southern|eastern|western))\s+(?<noun>one|place|hotel|option|hostel|guest ?house|apartment|inn|ryokan|b&b)\b|(?<noun>one|hostel|guest ?house|apartment|aparthotel|inn|ryokan|b&b|campsite|boat|houseboat)\s+(?:with|near|in|that|which|under|close)\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Pointing();

    // "with a pool" of "does the one with a pool take dogs": up to the verb that asks.
    [GeneratedRegex(@"\b(?:one|place|hotel|option|hostel|guest ?house|apartment|aparthotel|inn|ryokan|b&b|campsite|boat|houseboat)\s+(?:with|(?:that|which) (?:has|have|takes?|allows?|accepts?|is)|(?=(?:near|in|under|close)\b))\s*(?<what>[^,.;!?]*?)(?=\s+(?:have|has|takes?|allows?|accepts?|offers?|is|are|do|does|costs?|charges?|serves?|opens?|closes?|includes?|got|please)\b|[,.;!?]|$)", RegexOptions.IgnoreCase)]
    private static partial Regex Constraint();

    [GeneratedRegex(@"\b(?:which|each|any|all|both|either|one|none) of (?:them|these|those)\b|\bboth of them\b", RegexOptions.IgnoreCase)]
    private static partial Regex All();

    [GeneratedRegex(@"\b(?:(?<=in the |to the |up |down )(?:north|south|east|west)\b|(?:north|south|east|west)ern\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Compass();
}
