using Assistant.Index;
using Assistant.Index.Embedded;
using Assistant.Testing;
using Assistant.Text;
using CsCheck;

namespace Assistant.Tests.Index;

/// <summary>What filters promise, over generated properties and filters: against an oracle that shares no code with them.</summary>
public sealed class FilterContractTests
{
    private static readonly string[] Codes = ["wifi", "bar", "sauna", "indoor_pool", "outdoor_pool"];

    private static readonly Gen<Property> GenProperty = Gen.Select(
        Gen.OneOf("Porto", "Ghent", "Kraków"), Gen.OneOf<string?>(null, "Foz", "Baixa (Old Centre)"), Gen.OneOf("hotel", "hostel"), Gen.Int[0, 31], Gen.OneOf<int?>(null, 40, 80, 120), Gen.OneOf("EUR", "PLN"),
        Gen.OneOf<int?>(null, 300, 900, 2500), Gen.OneOf<double?>(null, 6, 8, 9))
        .Select((city, district, kind, codes, price, currency, metres, rating) => new Property
        {
            Id = "x",
            Name = "Place",
            Kind = kind,
            Address = new Address(city, city == "Kraków" ? "PL" : "PT", District: district),
            Price = price is { } from ? new PriceRange(from, currency, from + 50) : null,
            GuestRating = rating,
            Amenities = [.. Codes.Where((_, i) => (codes & (1 << i)) != 0)],
            Nearby = metres is { } far ? [new NearbyPlace("Main Station", "station", far), new NearbyPlace("Castle", "sight", 100)] : [],
            Reviews = [new Review("Quiet room.", "r")],
        });

    private static readonly Gen<Filters> GenFilters = Gen.Select(
        Gen.OneOf<string?>(null, null, "porto", "KRAKOW"), Gen.OneOf<string?>(null, null, "foz", "old centre"), Gen.OneOf<string?>(null, null, "hostel"), Gen.Int[0, 7], Gen.OneOf<int?>(null, 50, 100),
        Gen.OneOf<int?>(null, null, 100), Gen.OneOf<NearPlace?>(null, null, new NearPlace(["station"], null, 1000), new NearPlace([], "castle", 500)), Gen.OneOf<double?>(null, null, 7))
        .Select((city, district, kind, codes, max, min, near, rating) => new Filters
        {
            City = city,
            District = district,
            PropertyKinds = kind is null ? [] : [kind],
            Amenities = (codes & 1) != 0 ? ["wifi"] : [],
            AnyAmenities = (codes & 6) == 6 ? [["indoor_pool", "outdoor_pool"]] : [],
            MaxPrice = max,
            MinPrice = min > max ? null : min,
            Currency = max is null && (min is null || min > max) ? null : "EUR",
            NearPlace = near,
            MinGuestRating = rating,
        });

    [Fact]
    public void Matches_as_the_oracle_does() => Gen.Select(GenProperty, GenFilters).Sample((property, filters) =>
        Oracle(filters, property) == FilterMatch.Matches(filters, PropertyMerge.Summarise(property, 1)), iter: 5000);

    [Fact]
    public void Adding_a_filter_never_adds_results() => Gen.Select(GenProperty.Array[10], GenFilters).Sample((properties, filters) =>
    {
        var summaries = Summaries(properties);
        var found = Ids(filters, summaries);
        return FilterConditions.Of(filters).All(condition => Ids(condition.Without, summaries).IsSupersetOf(found));
    }, iter: 500);

    [Fact]
    public void Explain_counts_what_each_relaxation_brings_and_names_a_smallest_conflict() => Gen.Select(GenProperty.Array[6], GenFilters).Sample((properties, filters) =>
    {
        var summaries = Summaries(properties);
        var emptiness = FilterConditions.Explain(filters, summaries);
        Assert.Equal(filters.ConcernsProperties && !properties.Any(property => Oracle(filters, property)), emptiness is not null);
        if (emptiness is null) return;
        foreach (var condition in FilterConditions.Of(filters))
        {
            var count = properties.Count(property => Oracle(condition.Without, property));
            var told = emptiness.Relaxations.Where(relaxation => relaxation.Change == $"Without {condition.Words}").ToList();
            if (told.Count > 0) Assert.Equal(count, told[0].Places);
            else Assert.True(count == 0 || emptiness.Relaxations.Count == 5);
        }

        foreach (var dearer in emptiness.Relaxations.Where(relaxation => relaxation.Change.StartsWith("Up to EUR ", StringComparison.Ordinal)))
        {
            var most = decimal.Parse(dearer.Change.AsSpan("Up to EUR ".Length), System.Globalization.CultureInfo.InvariantCulture);
            Assert.True(most > filters.MaxPrice);
            Assert.Equal(properties.Count(property => Oracle(filters with { MaxPrice = most }, property)), dearer.Places);
        }

        var conflict = FilterConditions.Of(filters).Where(condition => !emptiness.Conflict.Contains(condition.Text)).Aggregate(filters, Drop);
        Assert.DoesNotContain(properties, property => Oracle(conflict, property));
        Assert.All(FilterConditions.Of(conflict), condition => Assert.Contains(properties, property => Oracle(condition.Without, property)));
    }, iter: 500);

    [Fact]
    public async Task Search_under_filters_returns_every_matching_passage_and_no_other()
    {
        using var folder = new TemporaryFolder();
        await using var index = EmbeddedIndex.Open(folder.File("index.db"));
        var properties = GenProperty.Array[80].Single().Select((property, i) => property with { Id = $"x__{i}", Name = $"Place {i}" }).ToList();
        await index.WriteAsync(Tenants.Default, [.. properties.Select(property => Sample.Indexed(property))], TestContext.Current.CancellationToken);

        await Gen.Select(GenFilters, Gen.Int[1, 100]).SampleAsync(async (filters, limit) =>
        {
            var expected = properties.Where(property => Oracle(filters, property)).Select(property => property.Id).ToHashSet();
            var found = await index.SearchAsync(new IndexQuery(Tenants.Default, QuestionTerms.Of("quiet", []).Sparse(), null, filters, limit), default);

            Assert.Equal(Math.Min(limit, expected.Count), found.Count);
            Assert.Superset(found.Select(candidate => candidate.Passage.PropertyId).ToHashSet(), expected);
        }, iter: 100);
    }

    private static Filters Drop(Filters filters, FilterCondition condition) => FilterConditions.Of(filters).Single(own => own.Text == condition.Text).Without;

    private static List<PropertySummary> Summaries(IEnumerable<Property> properties) => [.. properties.Select((property, i) => PropertyMerge.Summarise(property with { Id = $"x__{i}" }, 1))];

    private static HashSet<string> Ids(Filters filters, IEnumerable<PropertySummary> summaries) => [.. summaries.Where(summary => FilterMatch.Matches(filters, summary)).Select(summary => summary.Id)];

    // Plain comparisons on the property itself; names are known, so no folding is needed.
    private static bool Oracle(Filters filters, Property property)
    {
        if (filters.City is not null && !(filters.City == "porto" ? property.Address!.City == "Porto" : property.Address!.City == "Kraków")) return false;
        if (filters.District == "foz" && property.Address!.District != "Foz") return false;
        if (filters.District == "old centre" && property.Address!.District != "Baixa (Old Centre)") return false;
        if (filters.PropertyKinds.Count > 0 && property.Kind != "hostel") return false;
        if (filters.Amenities.Count > 0 && !property.Amenities.Contains("wifi")) return false;
        if (filters.AnyAmenities.Count > 0 && !property.Amenities.Contains("indoor_pool") && !property.Amenities.Contains("outdoor_pool")) return false;
        if (filters.Currency is not null && property.Price?.Currency != "EUR") return false;
        if (filters.MaxPrice is { } max && (property.Price is null || property.Price.From > max)) return false;
        if (filters.MinPrice is { } min && (property.Price is null || property.Price.To < min)) return false;
        if (filters.NearPlace is { Name: null } && !property.Nearby.Any(place => place.Kind == "station" && place.DistanceMetres <= 1000)) return false;
        if (filters.NearPlace is { Name: not null } && property.Nearby.Count == 0) return false;
        return filters.MinGuestRating is null || property.GuestRating >= filters.MinGuestRating;
    }
}
