using System.Globalization;
using System.Text.RegularExpressions;

namespace Assistant.Understand;

/// <summary>What a message wants to be near, and where it says so (UTF-16, end exclusive).</summary>
internal readonly record struct NearMention(NearPlace Place, int Start, int End);

/// <summary>Reads nearness: to a kind of place ("near the station") or to one that the content knows by name ("close to Wawel Castle").</summary>
internal static partial class NearReader
{
    private const int Walk = 1000; // metres: what "near" means where no distance is said, a quarter of an hour on foot
    private const int AirportMetres = 10_000;
    private const int MetresAMinute = 80;
    private const int LongestName = 6; // words

    private static readonly (string[] Words, string[] Kinds)[] Kinds = [.. new (string Words, string[] Kinds)[]
    {
        ("train station|railway station|central station|main station|station|rail station", ["station"]), ("metro|metro station|underground|underground station|subway|subway station|tube|tube station", ["metro"]),
        ("tram|tram stop|trams", ["tram"]), ("bus stop|bus station|bus", ["bus"]), ("public transport|public transportation", ["station", "metro", "tram", "bus"]), ("airport", ["airport"]),
        ("old town|historic centre|historic center", ["old-town", "centre"]), ("centre|center|city centre|city center|town centre|town center|centre of town|center of town|downtown", ["centre", "old-town"]),
        ("beach|sea|seaside", ["beach"]), ("museum|museums", ["museum"]), ("park|a park", ["park"]), ("hospital", ["hospital"]), ("university|campus", ["university"]),
        ("supermarket|supermarkets|shops", ["supermarket"]), ("ferry|ferry terminal", ["ferry"]), ("pharmacy", ["pharmacy"]),
    }.SelectMany(kind => kind.Words.Split('|').Select(words => (words.Split(' '), kind.Kinds)))];

    // A landmark is named by more than what it is: no word of these alone.
    private static readonly HashSet<string> General = [.. Kinds.SelectMany(kind => kind.Words), "the", "of", "de", "la", "in", "and", "to", "a", "castle", "cathedral", "church", "bridge", "square", "street", "market", "garden", "gardens", "tower", "stop", "terminal", "stadium", "theatre", "hall", "city", "main", "national", "palace", "old", "new", "entrance", "shopping"];

    /// <summary>Each nearness in <paramref name="message"/>, in order; what is ruled out ("not near the airport") is none.</summary>
    internal static IEnumerable<NearMention> Read(string message, PlaceWords known)
    {
        if (!known.KnowsLandmarks) yield break;
        foreach (Match match in Near().Matches(message))
        {
            if (Denial.Ends(message[..match.Index]) || Place(message, match.Index + match.Length, known) is not { } place) continue;
            yield return new NearMention(place.Place with { Metres = Distance(match) ?? place.Place.Metres }, match.Index, place.End);
        }

        foreach (Match match in Central().Matches(message))
        {
            if (!Denial.Ends(message[..match.Index])) yield return new NearMention(new NearPlace(match.Groups["old"].Success ? ["old-town", "centre"] : ["centre", "old-town"], null, Walk), match.Index, match.Index + match.Length);
        }
    }

    /// <summary>The place whose name or kind begins at <paramref name="start"/>, articles apart; null where the content knows none.</summary>
    internal static (NearPlace Place, int End)? Place(string message, int start, PlaceWords known)
    {
        var words = NameTokens.Of(message[start..]).SkipWhile(word => word.Text is "the" or "a" or "an" or "your" or "any" or "some").Take(LongestName).ToList();
        if (words.Count == 0 || message[start..(start + words[0].Start)].IndexOfAny(['.', '!', '?', ';']) >= 0) return null;
        var unknown = words.FindIndex(1, word => message[(start + words[0].End)..(start + word.Start)].IndexOfAny([',', '.', '!', '?', ';', ':']) >= 0);
        if (unknown > 0) words.RemoveRange(unknown, words.Count - unknown);
        var cities = known.Cities.Select(city => string.Join(' ', NameTokens.Of(city).Select(token => token.Text))).ToHashSet();
        var kind = Kinds.Where(kind => kind.Words.Length <= words.Count && kind.Words.Select((word, i) => words[i].Text == word).All(same => same)).OrderByDescending(kind => kind.Words.Length).FirstOrDefault();
        for (var length = words.Count; length > (kind.Words?.Length ?? 0); length--)
        {
            var name = words.Take(length).Select(word => word.Text).ToList();
            if (General.Contains(name[^1]) && length > 1 && name[^1] is "in" or "and" or "of" or "to" or "the" or "a") continue;
            if (name.All(General.Contains) || cities.Contains(string.Join(' ', name)) || !known.IsLandmark(name)) continue;
            return (new NearPlace([], message[(start + words[0].Start)..(start + words[length - 1].End)], Walk), start + words[length - 1].End);
        }

        return kind.Words is null ? null : (new NearPlace(kind.Kinds, null, kind.Kinds[0] == "airport" ? AirportMetres : Walk), start + words[kind.Words.Length - 1].End);
    }

    /// <summary>A nearness as words: "station within 1000 m".</summary>
    internal static string Text(NearPlace place) => string.Create(CultureInfo.InvariantCulture, $"{What(place)} within {place.Metres} m");

    /// <summary>What is to be near: its name, or its kinds.</summary>
    internal static string What(NearPlace place) => place.Name ?? string.Join(" or ", place.Kinds);

    private static int? Distance(Match match)
    {
        if (!double.TryParse(match.Groups["number"].Value, CultureInfo.InvariantCulture, out var number)) return null;
        var metres = match.Groups["unit"].Value.ToLowerInvariant() switch
        {
            ['k', ..] => number * 1000,
            ['m', 'i', 'n', ..] => number * MetresAMinute,
            ['m', 'i', ..] => number * 1609.344,
            _ => number,
        };
        return metres is > 0 and < 1_000_000 ? (int)Math.Round(metres) : null;
    }

    [GeneratedRegex(@"\b(?:near(?:by)?(?: to)?|close to|next to|beside|opposite|not far from|(?:by|around)(?= the\b)|(?:within |in )?(?:easy )?walking distance (?:of|to|from)|(?:within |at most |less than |up to )?(?<number>[0-9]+(?:\.[0-9]+)?)[\s-]*(?<unit>km|kilomet(?:re|er)s?|miles?|min(?:ute)?s?|met(?:re|er)s?|m)['’]?(?: walk(?:ing)?(?: distance)?| on foot| away)? (?:of|from|to))(?=\s)", RegexOptions.IgnoreCase)]
    private static partial Regex Near();

    [GeneratedRegex(@"\b(?:in|into) the (?:(?:very |city |town )?(?:centre|center)\b|heart of (?:town|the city)|(?<old>old town|historic (?:centre|center)))|\bdowntown\b|\bcentrally located\b|\b(?:a )?central location\b", RegexOptions.IgnoreCase)]
    private static partial Regex Central();
}
