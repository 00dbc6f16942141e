using Assistant.Index;

namespace Assistant.Understand;

/// <summary>
/// Decides which properties a message is about: those it names; else the service it speaks of (the train); else those on the page the guest has
/// open; else those the conversation spoke of last.
/// </summary>
public static class FocusFinder
{
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
        if (named.Count > 0) return named;
        if (page.Count > 0) return [.. page.Select(property => new Focus(property.Id, property.Name, property.Kind, "the page that is open"))];

        foreach (var turn in history.Reverse())
        {
            var earlier = turn.Focus.Count > 0 ? turn.Focus.Select(focus => focus with { Because = "the conversation so far" }).ToList() : Of(turn.Text, [.. names.FindServices(turn.Text), .. names.Find(turn.Text)]);
            var fitting = wantsRestaurant is null ? earlier : [.. earlier.Where(focus => focus.Kind == Restaurant == wantsRestaurant && !ServiceNames.IsService(focus.Name, focus.Kind))];
            if (fitting.Count > 0) return fitting;
        }

        return [];
    }

    private static List<Focus> Of(string text, IEnumerable<NameMention> mentions) =>
        [.. mentions
            .Select(mention => new Focus(mention.Property.Id, mention.Property.Name, mention.Property.Kind, text[mention.Start..mention.End]))
            .DistinctBy(focus => focus.PropertyId)];

    // "Does the hotel have ..." after a talk about a restaurant; null where the message names neither kind, or both.
    private static bool? WantsRestaurant(string message)
    {
        var words = NameTokens.Of(message).Select(token => token.Text).ToHashSet();
        var restaurant = RestaurantWords.Any(words.Contains);
        return restaurant == LodgingWords.Any(words.Contains) ? null : restaurant;
    }
}
