using System.Text.RegularExpressions;

namespace Assistant.Understand;

/// <summary>A message that narrows or changes the search for places before it: "and with a pool?", "only hostels", "in Bruges?".</summary>
internal static partial class Refinement
{
    private const int LongestSearch = 500; // UTF-16
    private const int MostWords = 12;

    // Said anew, these take the place of what was said before; of amenities there may be several.
    private static readonly HashSet<string> Single = ["city", "country", "district", "propertyKinds", "minPrice", "maxPrice", "minStars", "minGuestRating", "nearPlace", "order"];

    /// <summary>The search before it with what <paramref name="message"/> adds or changes; null where it is no such message.</summary>
    /// <param name="message">What the guest says now.</param>
    /// <param name="history">The turns before, oldest first.</param>
    /// <param name="places">What the content knows of places.</param>
    internal static string? Of(string message, IReadOnlyList<Turn> history, PlaceWords places)
    {
        if (!Opening().IsMatch(message) || SearchIntent.IsAboutOne(message) || NameTokens.Of(message).Count > MostWords) return null;
        if (history.LastOrDefault(turn => turn.Speaker == Speaker.User) is not { Focus.Count: 0 } last || history[^1].Focus.Count > 0) return null;
        var search = last.Subject ?? last.Text;
        var before = FilterReader.Read(search, places);
        if (!before.IsSearch || search.Length > LongestSearch) return null;

        var added = FilterReader.Read(message, places).Mentions;
        var changed = added.Where(mention => Single.Contains(mention.Key)).Select(mention => (New: mention.Words, Old: before.Mentions.FirstOrDefault(old => old.Key == mention.Key)?.Words)).ToList();
        foreach (var (words, old) in changed.Where(change => change.Old is not null)) search = search.Replace(old!, words, StringComparison.Ordinal);
        return added.Count > 0 && changed.Count == added.Count && changed.All(change => change.Old is not null) ? search : $"{search.TrimEnd('.', '?', '!', ' ')} {message}";
    }

    [GeneratedRegex(@"^\W*(?:(?:and|but|also|or|only|just|ok(?:ay)?|then|what about|how about|make it|preferably|ideally|maybe|rather)\b|(?:with|without|near|in|under|below|over|between|up to|for|close|within|rated|at least|at most|something|anything|ones?|cheaper|no)\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Opening();
}
