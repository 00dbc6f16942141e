using Assistant.Index;
using Assistant.Understand;

namespace Assistant.Tests.Understand;

/// <summary>Filters that only a search for places has: amenities, nearness, an order.</summary>
public sealed class PlaceFilterTests
{
    private static readonly PlaceWords Known = new(
    [
        Summary("a", "Porto", "Ribeira", "PT", "EUR", [new("São Bento station", "station", 480), new("Clérigos Tower", "sight", 300)]),
        Summary("b", "Kraków", "Stare Miasto", "PL", "PLN", [new("Wawel Castle, Bernardyńska entrance", "sight", 550), new("Kraków Airport", "airport", 12500)]),
        Summary("c", "Vancouver", "Downtown", "CA", "CAD", []),
        Summary("d", "Bristol", "Clifton", "GB", "GBP", [new("Bristol Temple Meads station", "station", 950)]),
    ]);

    [Fact]
    public void Read_search_without_a_noun_gives_each_filter_its_words()
    {
        var reading = FilterReader.Read("pet-friendly under £120 near the station", Known);

        Assert.True(reading.IsSearch);
        Assert.Equal(["pets_allowed"], reading.Filters.Amenities);
        Assert.Equal((120m, "GBP", "station", 1000), (reading.Filters.MaxPrice, reading.Filters.Currency, reading.Filters.NearPlace!.Kinds[0], reading.Filters.NearPlace.Metres));
        Assert.Equal(
            [("maxPrice", "120 GBP", "under £120"), ("nearPlace", "station within 1000 m", "near the station"), ("amenities", "pets_allowed", "pet-friendly")],
            reading.Mentions.Select(mention => (mention.Key, mention.Value, mention.Words)));
        Assert.Empty(reading.Wishes);
    }

    [Theory]
    [InlineData("hotels in Porto with free wifi", "wifi")]
    [InlineData("which places in Porto have a lift?", "lift")]
    [InlineData("somewhere in Porto to lock our bikes", "bike_parking")]
    [InlineData("a hotel in Porto where we can charge the car, an EV", "ev_charging")]
    [InlineData("We never go without our dog. What is there in Porto?", "pets_allowed")]
    public void Read_amenity_in_everyday_words(string message, string code) => Assert.Equal([code], FilterReader.Read(message, Known).Filters.Amenities);

    [Fact]
    public void Read_word_for_several_amenities_is_a_choice() =>
        Assert.Equal([["indoor_pool", "outdoor_pool"]], FilterReader.Read("hotels in Porto with a pool", Known).Filters.AnyAmenities);

    [Theory]
    [InlineData("is there a pool?")]
    [InlineData("do you have parking?")]
    [InlineData("can I bring my dog to the hotel?")]
    [InlineData("Is there any parking at the hotel?")]
    [InlineData("how far is the station?")]
    public void Read_question_about_one_place_has_no_such_filters(string message)
    {
        var reading = FilterReader.Read(message, Known);

        Assert.False(reading.IsSearch);
        Assert.Empty(reading.Mentions);
    }

    [Theory]
    [InlineData("hotels in Porto without a pool", "pool")]
    [InlineData("hotels in Porto, no sauna or gym", "sauna,gym")]
    [InlineData("places in Porto but not hostels", "hostels")]
    public void Read_what_is_ruled_out_is_never_a_filter(string message, string words)
    {
        var reading = FilterReader.Read(message, Known);

        Assert.Empty(reading.Filters.Amenities);
        Assert.Empty(reading.Filters.AnyAmenities);
        Assert.Empty(reading.Filters.PropertyKinds);
        Assert.Equal(words.Split(','), reading.Wishes.Where(wish => wish.IsNegative).Select(wish => wish.Words));
    }

    [Fact]
    public void Read_restaurants_nearby_are_none_of_the_place() => Assert.Empty(FilterReader.Read("hotels in Porto with restaurants nearby", Known).Filters.Amenities);

    [Theory]
    [InlineData("hotels between 80 and 100 euros", 80, 100, "EUR")]
    [InlineData("hotels from £60 to £90", 60, 90, "GBP")]
    [InlineData("hotels around €100", 80, 120, "EUR")]
    [InlineData("hotels over 150 pounds", 150, null, "GBP")]
    [InlineData("hotels for 90 EUR or less", null, 90, "EUR")]
    [InlineData("hotels in Vancouver under 200 dollars", null, 200, "CAD")]
    [InlineData("hotels under $200", null, 200, "CAD")]
    [InlineData("hotels in Kraków under 300 a night", null, 300, "PLN")]
    [InlineData("hotels, I don't want to pay more than 70 quid", null, 70, "GBP")]
    [InlineData("hotels under 300 zł", null, 300, "PLN")]
    public void Read_price(string message, int? min, int? max, string currency)
    {
        var filters = FilterReader.Read(message, Known).Filters;

        Assert.Equal(((decimal?)min, (decimal?)max, currency), (filters.MinPrice, filters.MaxPrice, filters.Currency));
    }

    [Theory]
    [InlineData("hotels under 300")]
    [InlineData("hotels not under €100")]
    [InlineData("hotels for 4 people")]
    public void Read_number_without_a_currency_is_no_price(string message) => Assert.Null(FilterReader.Read(message, Known).Filters.Currency);

    [Theory]
    [InlineData("places close to Wawel Castle", null, "Wawel Castle", 1000)]
    [InlineData("hotels within 500 m of the station", "station", null, 500)]
    [InlineData("hotels 10 minutes walk from Temple Meads", null, "Temple Meads", 800)]
    [InlineData("hotels near the airport", "airport", null, 10000)]
    [InlineData("hotels in the old town", "old-town", null, 1000)]
    public void Read_nearness(string message, string? kind, string? name, int metres)
    {
        var near = FilterReader.Read(message, Known).Filters.NearPlace!;

        Assert.Equal((kind, name, metres), (near.Kinds.Count == 0 ? null : near.Kinds[0], near.Name, near.Metres));
    }

    [Theory]
    [InlineData("hotels near the Eiffel Tower")]
    [InlineData("hotels near Porto")]
    [InlineData("hotels not near the airport")]
    public void Read_nearness_to_what_is_not_known_is_none(string message) => Assert.Null(FilterReader.Read(message, Known).Filters.NearPlace);

    [Fact]
    public void Read_nearness_that_is_not_known_stays_a_wish() =>
        Assert.Contains(FilterReader.Read("hotels in Porto near the Eiffel Tower", Known).Wishes, wish => wish.Words.Contains("Eiffel", StringComparison.Ordinal));

    [Theory]
    [InlineData("the cheapest hostel in Porto", PlaceOrderKey.Price, false)]
    [InlineData("most expensive hotels in Porto", PlaceOrderKey.Price, true)]
    [InlineData("best rated places in Porto", PlaceOrderKey.GuestRating, true)]
    [InlineData("which hotel in Porto is closest to Clérigos Tower?", PlaceOrderKey.Distance, false)]
    public void Read_superlative_is_an_order_and_no_filter(string message, PlaceOrderKey key, bool highest)
    {
        var reading = FilterReader.Read(message, Known);

        Assert.Equal((key, highest), (reading.Order!.Key, reading.Order.HighestFirst));
        Assert.Equal((null, null, null), (reading.Filters.MaxPrice, reading.Filters.MinGuestRating, reading.Filters.NearPlace));
        Assert.Contains(reading.Mentions, mention => mention.Key == "order");
    }

    [Theory]
    [InlineData("hotels in Portugal", "PT", null)]
    [InlineData("hotels in Clifton", null, "Clifton")]
    [InlineData("hotels in the UK", "GB", null)]
    public void Read_country_and_district(string message, string? country, string? district)
    {
        var filters = FilterReader.Read(message, Known).Filters;

        Assert.Equal((country, district), (filters.Country, filters.District));
    }

    [Theory]
    [InlineData("hostels or guesthouses in Porto", "hostel,guesthouse")]
    [InlineData("hotels or apartments in Porto", "hotel,apartment,aparthotel")]
    public void Read_several_kinds(string message, string kinds) => Assert.Equal(kinds.Split(','), FilterReader.Read(message, Known).Filters.PropertyKinds);

    [Theory]
    [InlineData("somewhere quiet in Porto", "quiet")]
    [InlineData("a romantic hotel in Porto with a lift", "romantic")]
    public void Read_what_is_no_filter_is_a_wish(string message, string wish) => Assert.Equal([wish], FilterReader.Read(message, Known).Wishes.Select(own => own.Words));

    [Fact]
    public void Read_content_without_amenities_makes_no_filter_of_them() =>
        Assert.Empty(FilterReader.Read("hotels in Porto with a lift", new PlaceWords([new PropertySummary("x", "X", "hotel", "Porto", null, null, null, null, null, null, [], 1)])).Filters.Amenities);

    private static PropertySummary Summary(string id, string city, string district, string country, string currency, IReadOnlyList<NearbyPlace> nearby) =>
        new(id, id, "hotel", city, district, country, null, new PriceRange(50, currency), 3, 8, ["wifi"], 1) { Nearby = nearby };
}
