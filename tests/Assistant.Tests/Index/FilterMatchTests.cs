using Assistant.Index;
using Assistant.Index.Embedded;
using Assistant.Testing;
using Assistant.Text;
using CsCheck;

namespace Assistant.Tests.Index;

public sealed class FilterMatchTests
{
    private static readonly PropertySummary Hotel = PropertyMerge.Summarise(Sample.Harbour, 10);

    [Theory]
    [InlineData("porto", true)]
    [InlineData("PORTO", true)]
    [InlineData("Ghent", false)]
    public void Matches_city_without_case(string city, bool expected) => Assert.Equal(expected, FilterMatch.Matches(new Filters { City = city }, Hotel));

    [Fact]
    public void Matches_city_without_diacritics() => Assert.True(FilterMatch.Matches(new Filters { City = "Krakow" }, Hotel with { City = "Kraków" }));

    [Theory]
    [InlineData(89, false)]
    [InlineData(90, true)]
    public void Matches_max_price_is_the_cheapest_room(int most, bool expected) =>
        Assert.Equal(expected, FilterMatch.Matches(new Filters { MaxPrice = most, Currency = "EUR" }, Hotel));

    [Fact]
    public void Matches_price_in_another_currency_does_not() => Assert.False(FilterMatch.Matches(new Filters { MaxPrice = 500, Currency = "GBP" }, Hotel));

    [Fact]
    public void Matches_unknown_value_does_not_fulfil_a_condition()
    {
        Assert.False(FilterMatch.Matches(new Filters { MinStars = 1 }, Hotel with { Stars = null }));
        Assert.False(FilterMatch.Matches(new Filters { MinGuestRating = 1 }, Hotel with { GuestRating = null }));
        Assert.False(FilterMatch.Matches(new Filters { Near = new Near(41, -8, 20000) }, Hotel with { Location = null }));
    }

    [Fact]
    public void Matches_amenities_are_all_of()
    {
        Assert.True(FilterMatch.Matches(new Filters { Amenities = ["wifi", "bar"] }, Hotel));
        Assert.False(FilterMatch.Matches(new Filters { Amenities = ["wifi", "sauna"] }, Hotel));
    }

    // Porto's Ribeira to the Torre dos Clérigos, about 0.6 km.
    [Theory]
    [InlineData(0.5, false)]
    [InlineData(0.8, true)]
    public void Matches_near_is_a_great_circle_distance(double kilometres, bool expected) =>
        Assert.Equal(expected, FilterMatch.Matches(new Filters { Near = new Near(41.1458, -8.6139, kilometres) }, Hotel));

    [Fact]
    public async Task Index_filters_as_a_brute_force_search_does()
    {
        using var folder = new TemporaryFolder();
        await using var index = EmbeddedIndex.Open(folder.File("index.db"));
        string[] cities = ["Porto", "Ghent", "Kraków"], kinds = ["hotel", "hostel"], amenities = ["wifi", "bar", "sauna"], currencies = ["EUR", "PLN"];
        var genProperty = Gen.Select(Gen.OneOf(cities), Gen.OneOf(kinds), Gen.Shuffle(amenities), Gen.Int[0, 3], Gen.OneOf(currencies), Gen.Int[20, 300], Gen.Double[0, 10], Gen.Int[0, 5])
            .Select((city, kind, codes, count, currency, price, rating, stars) => (city, kind, codes: codes.Take(count).ToList(), currency, price, rating, stars));
        var properties = genProperty.Array[120].Single().Select((drawn, i) => new Property
        {
            Id = $"x__{i}",
            Name = $"Place {i}",
            Kind = drawn.kind,
            Address = new Address(drawn.city),
            Price = new PriceRange(drawn.price, drawn.currency),
            Stars = drawn.stars == 0 ? null : drawn.stars,
            GuestRating = drawn.rating,
            Amenities = drawn.codes,
            Reviews = [new Review("Quiet room.", "r")],
        }).ToList();
        await index.WriteAsync(Tenants.Default, [.. properties.Select(property => Sample.Indexed(property))], TestContext.Current.CancellationToken);

        var genFilters = Gen.Select(Gen.OneOf<string?>(null, "porto", "KRAKOW"), Gen.OneOf<string?>(null, "hostel"), Gen.Int[0, 2], Gen.OneOf<decimal?>(null, 60, 150), Gen.OneOf<double?>(null, 5), Gen.OneOf<double?>(null, 3))
            .Select((city, kind, count, price, rating, stars) => new Filters
            {
                City = city,
                PropertyKinds = kind is null ? [] : [kind],
                Amenities = [.. amenities.Take(count)],
                MaxPrice = price,
                Currency = price is null ? null : "EUR",
                MinGuestRating = rating,
                MinStars = stars,
            });

        await genFilters.SampleAsync(async filters =>
        {
            var expected = properties.Where(property =>
                (filters.City is null || TextAnalyzer.Fold(property.Address!.City) == TextAnalyzer.Fold(filters.City))
                && (filters.PropertyKinds.Count == 0 || property.Kind == filters.PropertyKinds[0])
                && !filters.Amenities.Except(property.Amenities).Any()
                && (filters.MaxPrice is null || (property.Price!.Currency == "EUR" && property.Price.From <= filters.MaxPrice))
                && (filters.MinGuestRating is null || property.GuestRating >= filters.MinGuestRating)
                && (filters.MinStars is null || property.Stars >= filters.MinStars)).Select(property => property.Id).Order().ToList();

            var listed = (await index.ListPropertiesAsync(Tenants.Default, filters, default)).Select(property => property.Id).Order();
            var found = (await index.SearchAsync(new IndexQuery(Tenants.Default, QuestionTerms.Of("quiet", []).Sparse(), null, filters, 500), default)).Select(candidate => candidate.Passage.PropertyId).Order();

            Assert.Equal(expected, listed);
            Assert.Equal(expected, found);
        }, iter: 200);
    }
}
