namespace Assistant.Respond;

/// <summary>Questions to start with. Each is offered only where the content holds the fact that answers it.</summary>
public static class Starters
{
    private const int Most = 4;

    private static readonly IReadOnlyList<Starter> Kinds =
    [
        new("breakfast", "What time is breakfast", "at", property => Rule(property, "breakfast") is { Allowed: not "no", From: not null }),
        new("parking", "Is there parking", "at", property => Rule(property, "parking")?.Allowed is not null),
        new("airport", "How far is the airport", "from", property => property.Nearby.Any(place => place.Kind == "airport")),
        new("check", "When can I check in", "at", property => Rule(property, "checkIn")?.From is not null),
        new("dogs", "Are dogs allowed", "at", property => Rule(property, "pets")?.Allowed is not null),
    ];

    /// <summary>
    /// Up to four questions about one place, without its name: what its facts answer, then, where those are few, questions of its own FAQ.
    /// </summary>
    /// <param name="property">The place.</param>
    /// <param name="known">Everything that is known of it.</param>
    public static IReadOnlyList<string> About(Property property, IReadOnlyList<Passage> known)
    {
        ArgumentNullException.ThrowIfNull(property);
        ArgumentNullException.ThrowIfNull(known);
        var facts = Kinds.Where(kind => kind.IsAnsweredBy(property)).Select(kind => $"{kind.Words}?");
        var faqs = known.Where(passage => passage is { Kind: PassageKind.Faq, Heading: not null, Language: "en" }).Select(passage => passage.Heading!).Distinct();
        return [.. facts.Concat(faqs).Take(Most)];
    }

    /// <summary>
    /// Up to four questions, each naming what it is about: each another question to another place, the last to a city.
    /// </summary>
    /// <param name="properties">Places to choose from, the most wanted first.</param>
    public static IReadOnlyList<string> Among(IReadOnlyList<Property> properties)
    {
        ArgumentNullException.ThrowIfNull(properties);
        var free = properties.ToList();
        var questions = new List<string>();
        foreach (var kind in Kinds)
        {
            if (questions.Count == Most - 1 || free.Find(kind.IsAnsweredBy) is not { } property) continue;
            questions.Add($"{kind.Words} {kind.Preposition} {property.Name}?");
            free.Remove(property);
        }

        var city = free.Find(property => property.Address is not null && property.Amenities.Contains("pets_allowed"))?.Address!.City;
        return city is null ? questions : [.. questions, $"Which places in {city} allow dogs?"];
    }

    private static Policy? Rule(Property property, string topic) => property.Policies.GetValueOrDefault(topic);

    private sealed record Starter(string Subject, string Words, string Preposition, Predicate<Property> HasFact)
    {
        // In a question to a bed and breakfast or an airport hotel the subject reads as part of the name.
        internal bool IsAnsweredBy(Property property) => HasFact(property) && !property.Name.Contains(Subject, StringComparison.OrdinalIgnoreCase);
    }
}
