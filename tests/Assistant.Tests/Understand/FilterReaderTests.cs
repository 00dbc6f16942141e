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

    [Fact]
    public void Read_longest_city_wins() => Assert.Equal("North Vancouver", FilterReader.Read("cabins in North Vancouver", Cities).Filters.City);
}
