using Assistant.Index;
using Assistant.Index.Embedded;
using Assistant.Ingest;
using Assistant.Ingest.Properties;
using Assistant.Testing;
using Assistant.Text;
using CsCheck;

namespace Assistant.Tests.Index;

/// <summary>
/// What every index promises, over generated content: the same results as the embedded index, which is itself held to a search of every passage
/// (<see cref="SearchOracleTests"/>).
/// </summary>
public abstract class ConformanceTests : IAsyncDisposable
{
    private static readonly string[] Codes = ["wifi", "bar", "sauna", "indoor_pool"];

    private static readonly Gen<Property> GenProperty = Gen.Select(
        Gen.OneOf<string?>("Porto", "Ghent", "Kraków", null), Gen.OneOf<string?>(null, "Foz", "Baixa (Old Centre)"), Gen.OneOf("hotel", "hostel"), Gen.Int[0, 15], Gen.OneOf<int?>(null, 40, 80, 120),
        Gen.OneOf<int?>(null, 300, 900, 2500), Gen.OneOf<double?>(null, 6, 8.5, 9), Gen.OneOf<double?>(null, 2, 4))
        .Select((city, district, kind, codes, price, metres, rating, stars) => new Property
        {
            Id = "x",
            Name = "Place",
            Kind = kind,
            Address = city is null ? null : new Address(city, city == "Kraków" ? "PL" : "PT", District: district),
            Location = city is null ? null : new GeoPoint(city == "Porto" ? 41.15 : 51.05, city == "Porto" ? -8.61 : 3.72),
            Price = price is { } from ? new PriceRange(from, from == 40 ? "EUR" : "PLN", from == 80 ? null : from + 50) : null,
            GuestRating = rating,
            Stars = stars,
            Amenities = [.. Codes.Where((_, i) => (codes & (1 << i)) != 0)],
            Policies = rating is null ? new Dictionary<string, Policy> { ["pets"] = new("yes") } : new Dictionary<string, Policy>(),
            Nearby = metres is { } far ? [new NearbyPlace("Main Station", "station", far), new NearbyPlace("St. Mary's Castle", "sight", 100)] : [],
            Faqs = [new Faq("Is it quiet?", "Yes, it is.", "quiet")],
            Reviews = [new Review("Quiet room with a bar.", "r")],
        });

    private static readonly Gen<Filters> GenFilters = Gen.Int[0, 16].Array[1, 3].Select(numbers => numbers.Distinct().Aggregate(Filters.None, With));

    private readonly TemporaryFolder folder = new();
    private int references;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    protected abstract Task<IPassageIndex> OpenAsync();

    public virtual ValueTask DisposeAsync()
    {
        folder.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public Task Search_by_words_vectors_and_both_is_the_same() =>
        Gen.Select(Gen.Int[1, 15], Gen.Int, Gen.Bool, Gen.Int[1, 60], GenPassageFilters.Array[3]).SampleAsync(async (properties, seed, isCoarse, limit, filters) =>
        {
            var corpus = new DrawnCorpus(properties, 30, seed, isCoarse);
            await using var index = await OpenAsync();
            await using var reference = Reference();
            foreach (var one in new[] { index, reference })
            {
                await one.WriteAsync(Tenants.Default, corpus.Documents, Token);
                await one.WriteAsync("another", [corpus.Documents[0]], Token);
            }

            foreach (var filter in filters.Append(Filters.None).Append(new Filters { Properties = [corpus.Documents[^1].Document.Property.Id, "unknown"] }))
            {
                var both = new IndexQuery(Tenants.Default, DrawnCorpus.Words(seed), corpus.Question(seed), filter, limit, DrawnCorpus.Embedder);
                foreach (var query in new[] { both, both with { Dense = null }, both with { Sparse = SparseVector.Empty }, both with { Tenant = "another" }, both with { Tenant = "none" } }) await SameAsync(reference, index, query);
            }
        }, iter: 12, threads: 1);

    [Fact]
    public async Task Filters_of_every_kind_leave_the_same()
    {
        await using var index = await OpenAsync();
        await using var reference = Reference();
        var documents = GenProperty.Array[80].Single().Select((property, i) => Sample.Indexed(property with { Id = $"x__{i}", Name = $"Place {i % 7}" })).ToList();
        foreach (var one in new[] { index, reference }) await one.WriteAsync(Tenants.Default, documents, Token);

        for (var number = 0; number <= 16; number++) await CompareAsync(With(Filters.None, number)); // each one by itself
        await GenFilters.SampleAsync(CompareAsync, iter: 1000, threads: 1);

        async Task CompareAsync(Filters filters)
        {
            var expected = await reference.ListPropertiesAsync(Tenants.Default, filters, Token);
            Assert.Equivalent(expected, await index.ListPropertiesAsync(Tenants.Default, filters, Token), strict: true);
            await SameAsync(reference, index, new IndexQuery(Tenants.Default, QuestionTerms.Of("quiet bar", []).Sparse(), null, filters, 200));
        }
    }

    [Fact]
    public Task Writes_replacements_and_removals_leave_the_same() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 3], Gen.OneOf("one", "two"), Gen.OneOf("tenant-a", "tenant-b"), GenProperty).Array[1, 14].SampleAsync(async steps =>
        {
            await using var index = await OpenAsync();
            await using var reference = Reference();
            foreach (var (action, number, feed, tenant, drawn) in steps)
            {
                var property = drawn with { Id = $"x__{number}", Name = $"Place {number}" };
                foreach (var one in new[] { index, reference })
                {
                    if (action > 0) await one.WriteAsync(tenant, [Sample.Indexed(Sample.Document(property, feed), $"{action}")], Token);
                }

                if (action == 0) Assert.Equal(await reference.RemoveAsync(tenant, feed, [property.Id, "x__none"], Token), await index.RemoveAsync(tenant, feed, [property.Id, "x__none"], Token));
            }

            foreach (var tenant in new[] { "tenant-a", "tenant-b", "tenant-c" }) await SameContentAsync(reference, index, tenant);
        }, iter: 12, threads: 1);

    [Fact]
    public async Task Sample_catalogue_is_found_alike()
    {
        await using var index = await OpenAsync();
        await using var reference = Reference();
        var format = new PropertiesFormat(new PropertySchema());
        foreach (var file in new[] { "porto", "krakow" })
        {
            foreach (var one in new[] { index, reference }) await new Ingestor(one).IngestAsync(format, Repository.File($"eval/catalog/{file}.jsonl"), Tenants.Default, null, Token);
        }

        foreach (var question in new[] { "Is there a gym?", "Can I bring my dog?", "late check-out fee", "quiet rooms near the station", "breakfast", "Hat das Hotel einen Parkplatz?" })
        {
            foreach (var filters in new[] { Filters.None, new Filters { City = "Krakow" }, new Filters { MaxPrice = 100, Amenities = ["wifi"] }, new Filters { Near = new Near(41.15, -8.61, 1.5) } })
            {
                await SameAsync(reference, index, new IndexQuery(Tenants.Default, QuestionTerms.Of(question, []).Sparse(), null, filters, 100));
            }
        }
    }

    [Fact]
    public async Task Many_passages_are_all_there()
    {
        await using var index = await OpenAsync();
        var property = Sample.Mill with { Reviews = [.. Enumerable.Range(0, 700).Select(i => new Review($"Quiet room {i}.", $"r{i}"))] };
        var documents = new[] { property, property with { Id = "hostel__other" } }.Select(one => Sample.Indexed(one)).ToList();

        await index.WriteAsync(Tenants.Default, documents, Token);

        Assert.Equal(documents[0].Document.Passages, await index.PassagesOfAsync(Tenants.Default, property.Id, Token));
        Assert.Equal(documents.Sum(document => document.Vectors.Count), (await index.DescribeAsync(Tenants.Default, Token)).Passages);
    }

    [Fact]
    public async Task Empty_index_answers_that_it_is()
    {
        await using var index = await OpenAsync();

        var description = await index.DescribeAsync(Tenants.Default, Token);
        Assert.Equal((0, 0, null, 0L), (description.Properties, description.Passages, description.Embedder, description.Generation));
        Assert.Empty(await index.SearchAsync(new IndexQuery(Tenants.Default, QuestionTerms.Of("pool", []).Sparse(), [1, 0], Filters.None, 5, "one"), Token));
        Assert.Empty(await index.ListPropertiesAsync(Tenants.Default, Filters.None, Token));
        Assert.Empty(await index.DocumentHashesAsync(Tenants.Default, "sample", Token));
        Assert.Empty(await index.PassagesOfAsync(Tenants.Default, "x", Token));
        Assert.Null(await index.FindPropertyAsync(Tenants.Default, "x", Token));
        Assert.Equal(0, await index.RemoveAsync(Tenants.Default, "sample", ["x"], Token));
    }

    [Fact]
    public async Task Generation_grows_with_every_change()
    {
        await using var index = await OpenAsync();
        var seen = new List<long>();
        foreach (var change in new Func<Task>[] { WriteAsync, WriteAsync, () => index.RemoveAsync(Tenants.Default, "sample", [Sample.Mill.Id], Token) })
        {
            await change();
            seen.Add((await index.DescribeAsync(Tenants.Default, Token)).Generation);
        }

        Assert.Equal(seen.Distinct().Order(), seen);
        Task WriteAsync() => index.WriteAsync(Tenants.Default, [Sample.Indexed(Sample.Mill)], Token);
    }

    [Fact]
    public async Task Another_embedder_is_refused_by_name_and_nothing_is_written()
    {
        await using var index = await OpenAsync();
        await index.WriteAsync(Tenants.Default, [Dense(Sample.Mill, "one")], Token);

        var written = await Assert.ThrowsAsync<IndexException>(() => index.WriteAsync(Tenants.Default, [Dense(Sample.Harbour, "two")], Token));
        var asked = await Assert.ThrowsAsync<IndexException>(() => index.SearchAsync(new IndexQuery(Tenants.Default, SparseVector.Empty, [0, 1], Filters.None, 3, "two"), Token));
        var longer = await Assert.ThrowsAsync<IndexException>(() => index.SearchAsync(new IndexQuery(Tenants.Default, SparseVector.Empty, [0, 1, 0], Filters.None, 3, "one"), Token));

        Assert.Contains("built with the embedder one, and two is configured", written.Message, StringComparison.Ordinal);
        Assert.Contains("built with the embedder one, and the question comes from two", asked.Message, StringComparison.Ordinal);
        Assert.Contains("3 dimensions, the index 2", longer.Message, StringComparison.Ordinal);
        Assert.Null(await index.FindPropertyAsync(Tenants.Default, Sample.Harbour.Id, Token));
    }

    private static Gen<Filters> GenPassageFilters => Gen.Select(Gen.OneOf<string?>(null, "porto", "Nowhere"), Gen.Int[0, 3], Gen.Bool, Gen.Bool, (city, stars, isGuest, isFaq) =>
        new Filters { City = city, MinStars = stars == 0 ? null : stars, Tiers = isGuest ? [Tier.Guest] : [], Kinds = isFaq ? [PassageKind.Faq, PassageKind.Review] : [] });

    private static IndexedDocument Dense(Property property, string embedder)
    {
        var document = Sample.Document(property);
        return new IndexedDocument(document, "1", [.. document.Passages.Select(passage => new PassageVectors(PassageTerms.Sparse(passage), [1, 0]))], embedder);
    }

    private static Filters With(Filters filters, int number) => number switch
    {
        0 => filters with { City = "KRAKOW" },
        1 => filters with { City = "porto" },
        2 => filters with { Country = "pt" },
        3 => filters with { District = " old centre" },
        4 => filters with { Near = new Near(41.1, -8.6, 20) },
        5 => filters with { NearPlace = new NearPlace(["station", "airport"], null, 1000) },
        6 => filters with { NearPlace = new NearPlace([], "st marys castle", 500) },
        7 => filters with { NearPlace = new NearPlace([], null, 500) },
        8 => filters with { Currency = "eur" },
        9 => filters with { MaxPrice = 80, Currency = "PLN" },
        10 => filters with { MinPrice = 100 },
        11 => filters with { MinStars = 3 },
        12 => filters with { MinGuestRating = 8.5 },
        13 => filters with { Amenities = ["wifi", "pets_allowed"] },
        14 => filters with { AnyAmenities = [["bar", "sauna"], ["indoor_pool", "wifi"]] },
        15 => filters with { PropertyKinds = ["hostel", "inn"] },
        _ => filters with { Properties = ["x__1", "x__2", "x__33", "nowhere"], Kinds = [PassageKind.Review], Tiers = [Tier.Guest] },
    };

    private static async Task SameContentAsync(IPassageIndex reference, IPassageIndex index, string tenant)
    {
        var (expected, actual) = (await reference.DescribeAsync(tenant, Token), await index.DescribeAsync(tenant, Token));
        Assert.Equal((expected.Properties, expected.Passages, expected.Embedder), (actual.Properties, actual.Passages, actual.Embedder));
        foreach (var feed in new[] { "one", "two" }) Assert.Equivalent(await reference.DocumentHashesAsync(tenant, feed, Token), await index.DocumentHashesAsync(tenant, feed, Token), strict: true);
        foreach (var filters in new[] { Filters.None, new Filters { City = "Porto" }, new Filters { MinStars = 3 }, new Filters { Amenities = ["bar"] } })
        {
            Assert.Equivalent(await reference.ListPropertiesAsync(tenant, filters, Token), await index.ListPropertiesAsync(tenant, filters, Token), strict: true);
            await SameAsync(reference, index, new IndexQuery(tenant, QuestionTerms.Of("quiet bar pets", []).Sparse(), null, filters, 50));
        }

        for (var number = 0; number < 4; number++)
        {
            Assert.Equivalent(await reference.FindPropertyAsync(tenant, $"x__{number}", Token), await index.FindPropertyAsync(tenant, $"x__{number}", Token), strict: true);
            Assert.Equal(await reference.PassagesOfAsync(tenant, $"x__{number}", Token), await index.PassagesOfAsync(tenant, $"x__{number}", Token));
        }
    }

    // The same ranking up to ties: servers add up in single precision and in another order, so what ties here may differ there in the last digits. Fused ranks then move within the tie.
    private static async Task SameAsync(IPassageIndex reference, IPassageIndex index, IndexQuery query)
    {
        var (expected, actual) = (await reference.SearchAsync(query, Token), await index.SearchAsync(query, Token));
        var isFused = query.Dense is not null && query.Sparse.Indices.Length > 0;
        var tie = isFused ? 2e-3 : 1e-4;
        Assert.Equal(expected.Count, actual.Count);
        foreach (var (one, other) in expected.Zip(actual)) Assert.Equal(one.Score, other.Score, tie);
        var found = actual.ToList();
        foreach (var hit in expected)
        {
            if (found.Find(other => other.Passage == hit.Passage) is not { } same)
            {
                Assert.Equal(expected[^1].Score, hit.Score, tie); // it ties with the last one, and another one was taken
                continue;
            }

            found.Remove(same);
            Assert.Equal(hit.Score, same.Score, tie);
            if (hit is { SparseScore: { } words } && same is { SparseScore: { } itsWords }) Assert.Equal(words, itsWords, 1e-4);
            if (hit is { DenseScore: { } vector } && same is { DenseScore: { } itsVector }) Assert.Equal(vector, itsVector, 1e-4);
        }

        Assert.All(found, hit => Assert.Equal(expected[^1].Score, hit.Score, tie));
    }

    private EmbeddedIndex Reference() => EmbeddedIndex.Open(folder.File($"reference-{Interlocked.Increment(ref references)}.db"));
}

/// <summary>The embedded index.</summary>
public sealed class EmbeddedConformanceTests : ConformanceTests
{
    private readonly TemporaryFolder own = new();
    private int count;

    protected override Task<IPassageIndex> OpenAsync() => Task.FromResult<IPassageIndex>(EmbeddedIndex.Open(own.File($"{count++}.db")));

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        own.Dispose();
    }
}
