using System.Text.RegularExpressions;

namespace Assistant.Understand;

/// <summary>Tells a search for places ("somewhere quiet in Vienna") from a question about one ("is there a pool?").</summary>
internal static partial class SearchIntent
{
    private const string Many = @"(?:places|hotels|hostels|guest ?houses|inns|ryokans|properties|apartments|flats|b&bs|bed and breakfasts|aparthotels|holiday homes|cottages|cabins|campsites|resorts|lodgings|stays|options)";
    private const string One = @"(?:place|hotel|hostel|guest ?house|inn|ryokan|property|apartment|flat|b&b|bed and breakfast|aparthotel|holiday home|cottage|cabin|campsite|resort|accommodation|lodging)";

    /// <summary>
    /// Whether <paramref name="message"/> looks for places.
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="hasPlace">Whether it names a city, a country or a district.</param>
    /// <param name="hasLimit">Whether it sets a price, stars, a rating or a kind of place.</param>
    internal static bool IsSearch(string message, bool hasPlace, bool hasLimit) =>
        Asking().IsMatch(message) || Plural().IsMatch(message) || Indefinite().IsMatch(message) || Somewhere().IsMatch(message)
        || (hasPlace && (Anywhere().IsMatch(message) || Where().IsMatch(message) || WhatIsThere().IsMatch(message)))
        || ((hasPlace || hasLimit) && !OfOne().IsMatch(message));

    /// <summary>Whether <paramref name="message"/> wants other places than the one in view, whatever the conversation was about.</summary>
    internal static bool IsAnew(string message) => Recommending().IsMatch(message);

    /// <summary>Whether <paramref name="message"/> asks about one place, or about something else in the city.</summary>
    internal static bool IsAboutOne(string message) => OfOne().IsMatch(message);

    // "Which of the places", "find me a quiet hotel", "list all hostels"; not "is there any parking at the hotel".
    [GeneratedRegex(@"\b(?:which|what|list|show|find|recommend|suggest|need|want|looking for|search(?:ing)? for|know)\b(?:\s+(?!the\b|this\b|that\b|your\b)[\p{L}'’-]+|\s+of (?:the|your|these|those)){0,5}\s+(?:" + Many + "|" + One + @")\b(?!\s+(?:is|are|was|does|do|has)\s+(?:it|this|that)\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Asking();

    // "hostels in Ghent with a kitchen"; not "the apartments have".
    [GeneratedRegex(@"(?<!\b(?:the|these|those|your|our|other)\s+)\b(?!options)" + Many + @"\b\s+(?:\d|(?:in|near|with|within|between|over|not|at|under|below|for|that|which|around|close|by|rated|without|from|up to|have)\b)|^\W*(?:[\p{L}'’-]+\s+){0,3}(?!options)" + Many + @"\W*$", RegexOptions.IgnoreCase)]
    private static partial Regex Plural();

    // "a family hotel near the old town", "family hotel near the old town".
    [GeneratedRegex(@"(?:^\W*|\b(?:an?|some|any|another)\s+)(?:(?!the\b|this\b|that\b|your\b|does\b|do\b|is\b|are\b|can\b|has\b)[\p{L}\d'’-]+[\s-]+){0,4}" + One + @"s?\s+(?:in|near|with|under|below|for|that|which|around|close|by|rated|without|where|from)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Indefinite();

    [GeneratedRegex(@"\b(?:somewhere|anywhere|someplace|a place|places|where (?:can|could|should|shall|do|would) (?:i|we)) to (?:stay|sleep)\b|\bwhere (?:can|could|should|shall|would|do) (?:i|we|you)\s+(?:\w+\s+){0,2}(?:stay|sleep|book)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Somewhere();

    [GeneratedRegex(@"\b(?:somewhere|anywhere|someplace|anything|something)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Anywhere();

    [GeneratedRegex(@"\bwhere\s+(?:in\s+[\p{L}' -]+?\s+)?(?:can|could|should|shall|do|would)\s+(?:i|we|you)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Where();

    [GeneratedRegex(@"\bwhat(?:['’]s| is| are| have| do)\b[^.?!]*\b(?:there|options?|got|available|have|offer|suggest|recommend)\b|\blist (?:everything|all)\b|\b(?:recommend|suggest)\b", RegexOptions.IgnoreCase)]
    private static partial Regex WhatIsThere();

    // A question about one place, or about something else in the city.
    [GeneratedRegex(@"\b(?:is|are|was|were) (?:there|it|the|they|this|that|your|my|we|i|breakfast|parking|pets|dogs|children)\b|\b(?:do|does|did|can|could|may|will|would|should|has|have|am) (?:i|you|we|they|it|the|this|that|your|one|pets|dogs|children|guests)\b|\b(?:how|when|why|who|what|which|where|whose)\b", RegexOptions.IgnoreCase)]
    private static partial Regex OfOne();

    [GeneratedRegex(@"\b(?:recommend|suggest|find|show|list|looking for|search(?:ing)? for)\b(?:\s+(?!the\b|this\b|that\b|your\b)[\p{L}'’-]+){0,5}\s+(?:" + Many + "|" + One + @")\b|\b(?:which|what) other (?:" + Many + @")\b|\b(?:another|any other|other) (?:" + Many + "|" + One + @")\b", RegexOptions.IgnoreCase)]
    private static partial Regex Recommending();
}
