using Assistant.Understand;

namespace Assistant.Tests.Understand;

public sealed class FilterTextTests
{
    [Fact]
    public void Parse_describe_round_trip()
    {
        string[] pairs =
        [
            "city=Porto", "country=PT", "district=Ribeira", "near=41.1,-8.6,2.5", "nearPlace=station,800", "minPrice=10", "maxPrice=100", "currency=EUR", "minStars=3", "minGuestRating=7.5", "amenities=wifi,bar", "anyAmenities=indoor_pool,outdoor_pool",
            "propertyKinds=hotel", "properties=hotel__a", "kinds=faq,review", "tiers=guest",
        ];

        Assert.Equal(pairs, FilterText.Describe(FilterText.Parse(pairs)));
        Assert.Equal(FilterText.Keys, pairs.Select(pair => pair.Split('=')[0]));
    }

    [Fact]
    public void Parse_repeated_key_adds() => Assert.Equal(["wifi", "bar"], FilterText.Parse(["amenities=wifi", "amenities=bar"]).Amenities);

    [Theory]
    [InlineData("colour=red", "'colour' is no filter. Filters: city")]
    [InlineData("city", "is not KEY=VALUE")]
    [InlineData("city=", "is not KEY=VALUE")]
    [InlineData("amenities=pool", "'pool' is no amenity code. Codes: wifi")]
    [InlineData("kinds=story", "Values: fact, policy")]
    [InlineData("kinds=3", "is unknown here")]
    [InlineData("minStars=many", "must be a number")]
    [InlineData("minStars=9", "between 0 and 5")]
    [InlineData("minGuestRating=11", "between 0 and 10")]
    [InlineData("maxPrice=100", "needs its currency")]
    [InlineData("country=Portugal", "no country code")]
    [InlineData("near=1,2", "is not latitude,longitude,kilometres")]
    [InlineData("anyAmenities=pool,sauna", "'pool' is no amenity code")]
    [InlineData("nearPlace=station", "is not WHAT,metres")]
    [InlineData("nearPlace=station,0", "metres (above 0)")]
    [InlineData("minStars=NaN", "between 0 and 5")]
    [InlineData("minGuestRating=Infinity", "between 0 and 10")]
    [InlineData("near=NaN,2,3", "latitude (-90 to 90)")]
    [InlineData("near=100,2,3", "latitude (-90 to 90)")]
    public void Parse_says_what_is_wrong(string pair, string expected) =>
        Assert.Contains(expected, Assert.Throws<ArgumentException>(() => FilterText.Parse([pair])).Message, StringComparison.Ordinal);

    [Fact]
    public void Parse_impossible_range_is_refused() =>
        Assert.Throws<ArgumentException>(() => FilterText.Parse(["minPrice=100", "maxPrice=50", "currency=EUR"]));
}
