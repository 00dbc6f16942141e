using Assistant.Index;
using Assistant.Ingest;
using Assistant.Ingest.Properties;
using Assistant.Text;

namespace Assistant.Tests;

/// <summary>Small content for tests.</summary>
internal static class Sample
{
    internal static Property Harbour { get; } = new()
    {
        Id = "hotel__porto-harbour",
        Name = "Harbour Lane Hotel",
        Kind = "hotel",
        Address = new Address("Porto", "PT", "Rua A 1", "Ribeira", null, "4050-001"),
        Location = new GeoPoint(41.1406, -8.6110),
        Stars = 4,
        GuestRating = 8.6,
        Price = new PriceRange(90, "EUR", 180),
        Amenities = ["wifi", "outdoor_pool", "bar"],
        Policies = new Dictionary<string, Policy>
        {
            ["checkIn"] = new(From: "15:00", Until: "22:00"),
            ["pets"] = new("yes", Fee: new Money(10, "EUR", "pet and night"), Note: "Two dogs at most."),
            ["parking"] = new("no", Note: "The nearest garage is in Rua B."),
        },
        Faqs = [new Faq("Is there a gym?", "No, there is no gym, but the park is next door.", "gym"), new Faq("Can I get a late check-out?", "Yes, until 13:00 for 20 EUR.", "late")],
        Reviews =
        [
            new Review("The pool was cold. Staff were lovely and helped with our bags.", "r1", "Ana", new DateOnly(2026, 5, 2), 9),
            new Review("Noisy street at night, bring earplugs.", "r2", "Tom", new DateOnly(2026, 6, 2), 5),
        ],
    };

    internal static Property Mill { get; } = new()
    {
        Id = "hostel__ghent-mill",
        Name = "The Mill Hostel",
        Kind = "hostel",
        Address = new Address("Ghent", "BE"),
        Location = new GeoPoint(51.0543, 3.7174),
        GuestRating = 7.9,
        Price = new PriceRange(30, "EUR", 60),
        Amenities = ["wifi", "lockers"],
        Policies = new Dictionary<string, Policy> { ["pets"] = new("no"), ["breakfast"] = new("yes", "07:30", "10:00") },
        Faqs = [new Faq("Is there a kitchen?", "Yes, it is open from 7:00 to 23:00.", "kitchen")],
        Reviews = [new Review("Very quiet dorm and clean bathrooms.", "r1")],
    };

    internal static SourceDocument Document(Property property, string feed = "sample") => new(feed, property, PropertyPassages.Of(property));

    internal static IndexedDocument Indexed(SourceDocument document, string hash = "1") =>
        new(document, hash, [.. document.Passages.Select(passage => new PassageVectors(PassageTerms.Sparse(passage), null))], null);

    internal static IndexedDocument Indexed(Property property, string feed = "sample") => Indexed(Document(property, feed));

    internal static Passage Passage(string text, string id = "p1", string? heading = null, PassageKind kind = PassageKind.Faq, Tier tier = Tier.Owner, string property = "hotel__a") =>
        new(id, property, "Hotel A", kind, tier, heading, text, "en", id);

    internal static RankedPassage Ranked(Passage passage, int reference = 1, double relevance = 0.9) =>
        new(reference, passage, relevance, 1, Sentences.Split(passage.Text)[0], new Candidate(passage, 1, 1, null));

    internal static Question Question(string text, params Focus[] focus) => new(text, text, "en", Tenants.Default, focus, Filters.None, []);
}
