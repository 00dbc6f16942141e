using Assistant.Understand;

namespace Assistant.Tests.Understand;

public sealed class FilterReaderTests
{
    private static readonly string[] Cities = ["Porto", "Kraków", "Ghent", "Vancouver", "North Vancouver"];

    [Fact]
    public void Read_each_filter_with_the_words_that_gave_it()
    {
        var (filters, mentions) = FilterReader.Read("4-star guesthouses in krakow under €120, rated above 8", Cities);

        Assert.Equal(("Kraków", 120m, "EUR", 4.0, 8.0), (filters.City, filters.MaxPrice, filters.Currency, filters.MinStars, filters.MinGuestRating));
        Assert.Equal(["guesthouse"], filters.PropertyKinds);
        Assert.Equal(["krakow", "guesthouses", "under €120", "4-star", "rated above 8"], mentions.Select(mention => mention.Words));
    }

    [Theory]
    [InlineData("below 80 pounds", 80, "GBP")]
    [InlineData("at most 1,200 PLN", 1200, "PLN")]
    [InlineData("under £99.50", 99.5, "GBP")]
    [InlineData("less than 20000 yen", 20000, "JPY")]
    public void Read_prices(string message, double most, string currency)
    {
        var (filters, _) = FilterReader.Read(message, Cities);

        Assert.Equal(((decimal)most, currency), (filters.MaxPrice, filters.Currency));
    }

    [Theory]
    [InlineData("Is there parking?")]
    [InlineData("I am under 30 and like hotels")]
    [InlineData("Portobello beach")]
    public void Read_nothing_where_nothing_is_said(string message) => Assert.Empty(FilterReader.Read(message, Cities).Mentions);

    [Theory]
    [InlineData("hotels with less than 4 stars")]
    [InlineData("at most 3 stars")]
    [InlineData("3 stars or less")]
    [InlineData("parking not in Porto")]
    [InlineData("anywhere except Ghent")]
    [InlineData("but no hostels please")]
    [InlineData("I don't want a hostel")]
    [InlineData("not under €100")]
    [InlineData("not rated 8")]
    public void Read_what_is_ruled_out_is_no_filter(string message) => Assert.Empty(FilterReader.Read(message, Cities).Mentions);

    [Fact]
    public void Read_city_that_is_wanted_beside_one_that_is_not() =>
        Assert.Equal("Ghent", FilterReader.Read("not in Kraków but in Ghent", Cities).Filters.City);

    [Theory]
    [InlineData("rated 4 stars", 4)]
    [InlineData("rated 4.5 stars", 4.5)]
    [InlineData("at least 3-star", 3)]
    public void Read_stars_are_no_guest_rating(string message, double stars)
    {
        var (filters, _) = FilterReader.Read(message, Cities);

        Assert.Equal((stars, (double?)null), (filters.MinStars, filters.MinGuestRating));
    }

    [Theory]
    [InlineData("under €٣٠")]
    [InlineData("rated ٩")]
    [InlineData("under 99999999999999999999999999999999999 euros")]
    public void Read_numbers_that_are_none_here_say_nothing(string message) => Assert.Empty(FilterReader.Read(message, Cities).Mentions);

    [Fact]
    public void Read_longest_city_wins() => Assert.Equal("North Vancouver", FilterReader.Read("cabins in North Vancouver", Cities).Filters.City);
}
