using Assistant.Ingest.Properties;
using Assistant.Respond;

namespace Assistant.Tests.Respond;

public sealed class StartersTests
{
    private static readonly Property WithBreakfast = new()
    {
        Id = "hotel__a",
        Name = "Hotel A",
        Kind = "hotel",
        Policies = new Dictionary<string, Policy> { ["breakfast"] = new("yes", "07:30", "10:00") },
        Nearby = [new NearbyPlace("Porto Airport", "airport", 17000)],
        Faqs = [new Faq("Is there a gym?", "No."), new Faq("Gibt es einen Lift?", "Ja.", Language: "de")],
    };

    [Fact]
    public void About_each_question_has_its_fact() => Assert.Equal(["What time is breakfast?", "How far is the airport?", "Is there a gym?"], About(WithBreakfast));

    [Theory]
    [InlineData("no", "07:30")]
    [InlineData("yes", null)]
    public void About_breakfast_that_is_not_served_or_has_no_hours_is_not_asked_for(string allowed, string? from) =>
        Assert.DoesNotContain("What time is breakfast?", About(WithBreakfast with { Policies = new Dictionary<string, Policy> { ["breakfast"] = new(allowed, from) } }));

    [Fact]
    public void About_subject_that_is_in_the_name_is_not_asked_for() =>
        Assert.DoesNotContain("How far is the airport?", About(WithBreakfast with { Name = "Airport Hotel" }));

    [Fact]
    public void About_place_without_facts_has_nothing_to_ask() => Assert.Empty(About(new Property { Id = "hotel__b", Name = "Hotel B", Kind = "hotel" }));

    [Fact]
    public void Among_each_question_is_to_another_place_that_holds_its_fact() =>
        Assert.Equal(["What time is breakfast at The Mill Hostel?", "Is there parking at Harbour Lane Hotel?", "How far is the airport from Hotel A?"], Starters.Among([Sample.Mill, Sample.Harbour, WithBreakfast]));

    [Fact]
    public void Among_city_is_asked_for_dogs_where_a_place_takes_them() =>
        Assert.Equal(["Which places in Porto allow dogs?"], Starters.Among([new Property { Id = "hotel__c", Name = "Hotel C", Kind = "hotel", Address = new Address("Porto"), Amenities = ["pets_allowed"] }]));

    private static IReadOnlyList<string> About(Property property) => Starters.About(property, PropertyPassages.Of(property));
}
