using Assistant.Index;
using Assistant.Understand;

namespace Assistant.Tests.Understand;

public sealed class PointedOutTests
{
    private static readonly PropertySummary[] Places =
    [
        new("hotel__north", "North Hotel", "hotel", "Porto", "Foz", "PT", new GeoPoint(41.20, -8.6), new PriceRange(60, "EUR"), 3, 8.1, ["lift"], 1),
        new("hotel__far", "Far Hotel", "hotel", "Porto", "Foz", "PT", new GeoPoint(41.19, -8.5), new PriceRange(95, "EUR"), 4, 9.1, ["outdoor_pool"], 1),
        new("hostel__south", "South Hostel", "hostel", "Porto", "Baixa", "PT", new GeoPoint(41.10, -8.7), new PriceRange(20, "EUR"), null, 7.0, [], 1),
    ];

    private static readonly Turn Listing = new(Speaker.Assistant, "3 places match.") { Listed = [.. Places.Select(place => new Focus(place.Id, place.Name, place.Kind, "listed"))] };

    [Theory]
    [InlineData("Does the first one have parking?", "hotel__north")]
    [InlineData("tell me about the second one", "hotel__far")]
    [InlineData("and the last one?", "hostel__south")]
    [InlineData("what about the cheapest one?", "hostel__south")]
    [InlineData("is breakfast included at the cheap one in the north?", "hotel__north")]
    [InlineData("the best rated one, does it have wifi?", "hotel__far")]
    [InlineData("does the one with a pool take dogs?", "hotel__far")]
    [InlineData("the most expensive one please", "hotel__far")]
    public void Find_place_among_those_listed(string message, string expected) => Assert.Equal([expected], Find(message, Listing).Select(place => place.PropertyId));

    [Theory]
    [InlineData("Does the first floor have a bath?")]
    [InlineData("is the second night cheaper?")]
    [InlineData("does the ninth one have parking?")]
    [InlineData("is there parking?")]
    public void Find_nothing_where_none_is_pointed_out(string message) => Assert.Empty(Find(message, Listing));

    [Fact]
    public void Find_which_of_them_means_all() => Assert.Equal(3, Find("which of them has parking?", Listing).Count);

    [Fact]
    public void Find_cheaper_of_two_in_focus()
    {
        var turn = new Turn(Speaker.User, "North Hotel or Far Hotel?") { Focus = [.. Places.Take(2).Select(place => new Focus(place.Id, place.Name, place.Kind, place.Name))] };

        Assert.Equal("hotel__north", Find("does the cheaper one have a gym?", turn).Single().PropertyId);
    }

    [Fact]
    public void Find_cheaper_of_the_same_price_is_none()
    {
        var same = Places.Select(place => place with { Price = new PriceRange(50, "EUR") }).ToList();

        Assert.Empty(PointedOut.Find("the cheaper one?", [Listing], same.ToDictionary(place => place.Id), new PlaceWords(same), new PropertyNames(same)));
    }

    private static IReadOnlyList<Focus> Find(string message, params Turn[] history) =>
        PointedOut.Find(message, history, Places.ToDictionary(place => place.Id), new PlaceWords(Places), new PropertyNames(Places));
}
