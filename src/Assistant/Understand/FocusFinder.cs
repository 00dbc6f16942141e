using System.Text.RegularExpressions;
using Assistant.Index;

namespace Assistant.Understand;

/// <summary>
/// Decides which properties a message is about: those it names; else the service it speaks of (the train); else those on the page the guest has
/// open; else those the conversation spoke of last.
/// </summary>
public static partial class FocusFinder
{
    private const int EarlierFoci = 2;
    private const string Restaurant = "restaurant";
    private static readonly string[] RestaurantWords = [Restaurant, "restaurants", "eatery", "diner", "bistro", "cafe"];
    private static readonly string[] LodgingWords = ["hotel", "hotels", "guesthouse", "guesthouses", "hostel", "inn", "lodging", "accommodation"];

    /// <summary>
    /// The focus of <paramref name="message"/>, in the order of mention; empty where nothing says which property is meant.
    /// </summary>
    /// <param name="message">What the user says now.</param>
    /// <param name="history">The turns before, oldest first.</param>
    /// <param name="page">Properties that the host says are meant (a page the guest has open).</param>
    /// <param name="names">The names of the index.</param>
    public static IReadOnlyList<Focus> Find(string message, IReadOnlyList<Turn> history, IReadOnlyList<PropertySummary> page, PropertyNames names)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(names);

        var wantsRestaurant = WantsRestaurant(message);
        var named = Of(message, names.Find(message));
        if (named.Count == 0 && wantsRestaurant is null && page.Count == 0) named = Of(message, names.FindServices(message)); // "does the hotel have a taxi service?" asks the hotel
        if (named.Count > 0) return IsBesides(message) ? Joined([.. page.Select(property => new Focus(property.Id, property.Name, property.Kind, "the page that is open"))], named, history, names) : named;
        if (page.Count > 0) return [.. page.Select(property => new Focus(property.Id, property.Name, property.Kind, "the page that is open"))];

        return Spoken(history, wantsRestaurant, names).FirstOrDefault() ?? [];
    }

    /// <summary>What the conversation was about before <paramref name="focus"/>, last first, two at most; empty where the message itself says what is meant.</summary>
    public static IReadOnlyList<IReadOnlyList<Focus>> Earlier(string message, IReadOnlyList<Turn> history, IReadOnlyList<Focus> focus, PropertyNames names)
    {
        ArgumentNullException.ThrowIfNull(focus);
        ArgumentNullException.ThrowIfNull(names);
        var spoken = Spoken(history, WantsRestaurant(message), names).ToList();
        if (spoken.Count == 0 || !Ids(spoken[0]).SetEquals(Ids(focus))) return [];
        var seen = Ids(focus);
        return [.. spoken.Skip(1).Select(places => places.Where(place => seen.Add(place.PropertyId)).ToList()).Where(places => places.Count > 0).Take(EarlierFoci)];
    }

    private static HashSet<string> Ids(IEnumerable<Focus> places) => [.. places.Select(place => place.PropertyId)];

    // What each turn was about, last first.
    private static IEnumerable<List<Focus>> Spoken(IReadOnlyList<Turn> history, bool? wantsRestaurant, PropertyNames names)
    {
        foreach (var turn in history.Reverse())
        {
            var earlier = turn.Focus.Count > 0 ? turn.Focus.Select(focus => focus with { Because = "the conversation so far" }).ToList() : Of(turn.Text, [.. names.FindServices(turn.Text), .. names.Find(turn.Text)]);
            var fitting = wantsRestaurant is null ? earlier : [.. earlier.Where(focus => focus.Kind == Restaurant == wantsRestaurant && !ServiceNames.IsService(focus.Name, focus.Kind))];
            if (fitting.Count > 0) yield return fitting;
        }
    }

    private static List<Focus> Of(string text, IEnumerable<NameMention> mentions) =>
        [.. mentions
            .Select(mention => new Focus(mention.Property.Id, mention.Property.Name, mention.Property.Kind, text[mention.Start..mention.End]))
            .DistinctBy(focus => focus.PropertyId)];

    // "Do you serve breakfast sooner than Suichiku-an?" is about the place in view as well.
    private static List<Focus> Joined(List<Focus> page, List<Focus> named, IReadOnlyList<Turn> history, PropertyNames names)
    {
        var inView = page.Count > 0 ? page : Spoken(history, null, names).FirstOrDefault() ?? [];
        return [.. inView.Where(place => named.All(other => other.PropertyId != place.PropertyId)), .. named];
    }

    private static bool IsBesides(string message) => InView().IsMatch(message) && Besides().IsMatch(message);

    [GeneratedRegex(@"\b(?:you|your|yours|here|this (?:place|hotel|hostel|one)|it|its|yourselves)\b|\b(?:you|it)['’]", RegexOptions.IgnoreCase)]
    private static partial Regex InView();

    [GeneratedRegex(@"\b(?:compare[ds]?|comparison|than|versus|vs|any (?:more|less|better|cheaper|closer|later|earlier)|(?:is|are|does|do|has|have) [^.?!]{0,60}\b(?:more|less|better|cheaper|closer|nearer|later|earlier|sooner|bigger)\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Besides();

    // "Does the hotel have ..." after a talk about a restaurant; null where the message names neither kind, or both.
    private static bool? WantsRestaurant(string message)
    {
        var words = NameTokens.Of(message).Select(token => token.Text).ToHashSet();
        var restaurant = RestaurantWords.Any(words.Contains);
        return restaurant == LodgingWords.Any(words.Contains) ? null : restaurant;
    }
}
