using Assistant.Index;
using Assistant.Index.Embedded;
using Assistant.Testing;
using Assistant.Text;
using CsCheck;

namespace Assistant.Tests.Index;

/// <summary>The index against a search that looks at every passage, over drawn corpora, questions, filters and limits.</summary>
public sealed class SearchOracleTests
{
    private static readonly Gen<DrawnCorpus> Corpora = Gen.Select(Gen.Int[1, 40], Gen.Int, Gen.Bool, (properties, seed, isCoarse) => new DrawnCorpus(properties, 60, seed, isCoarse));

    private static readonly Gen<Filters> GenFilters = Gen.Select(
        Gen.OneOf<string?>(null, "porto", "Ghent", "Nowhere"), Gen.Int[0, 3], Gen.Bool, Gen.Bool,
        (city, stars, isGuest, isFaq) => new Filters { City = city, MinStars = stars == 0 ? null : stars, Tiers = isGuest ? [Tier.Guest] : [], Kinds = isFaq ? [PassageKind.Faq, PassageKind.Review] : [] });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public Task Exact_search_is_that_of_brute_force() => CompareAsync(exactUpTo: int.MaxValue, leastLimit: 1);

    [Fact]
    public Task Search_through_bits_that_nearly_all_pass_is_that_of_brute_force() => CompareAsync(exactUpTo: 0, leastLimit: 40); // more are scored again than a corpus here has

    [Fact]
    public async Task Search_through_bits_scores_exactly_and_misses_little()
    {
        using var folder = new TemporaryFolder();
        var corpus = new DrawnCorpus(properties: 300, passages: 100, seed: 5, isCoarse: false);
        await using var index = await WriteAsync(corpus, folder.File("index.db"), exactUpTo: 0);
        double found = 0, all = 0;
        for (var seed = 0; seed < 40; seed++)
        {
            var query = new IndexQuery(Tenants.Default, SparseVector.Empty, corpus.Question(seed), Filters.None, 50, DrawnCorpus.Embedder);
            var expected = corpus.Search(query);
            var hits = await index.SearchAsync(query, Token);

            Assert.Equal(50, hits.Count);
            Assert.All(hits, hit => Assert.Equal(corpus.Cosine(query.Dense!, hit.Passage.Id), (float)hit.DenseScore!.Value));
            Assert.Equal(hits.OrderByDescending(hit => hit.DenseScore).ThenBy(hit => hit.Passage.Id, StringComparer.Ordinal), hits);
            all += expected.Count;
            found += expected.Select(hit => hit.Id).Intersect(hits.Select(hit => hit.Passage.Id)).Count();
        }

        Assert.InRange(found / all, .99, 1);
    }

    [Fact]
    public async Task Search_by_many_at_once_finds_the_same()
    {
        using var folder = new TemporaryFolder();
        var corpus = new DrawnCorpus(properties: 300, passages: 100, seed: 6, isCoarse: false);
        await using var index = await WriteAsync(corpus, folder.File("index.db"), exactUpTo: 0);
        var queries = Enumerable.Range(0, 12).Select(seed => new IndexQuery(Tenants.Default, DrawnCorpus.Words(seed), corpus.Question(seed), Filters.None, 20, DrawnCorpus.Embedder)).ToList();
        var expected = new List<IReadOnlyList<Candidate>>();
        foreach (var query in queries) expected.Add(await index.SearchAsync(query, Token));

        await Parallel.ForEachAsync(Enumerable.Range(0, 96), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Token }, async (i, token) =>
            Assert.Equal(expected[i % queries.Count], await index.SearchAsync(queries[i % queries.Count], token)));
    }

    private static Task CompareAsync(int exactUpTo, int leastLimit) =>
        Gen.Select(Corpora, GenFilters.Array[3], Gen.Int[leastLimit, 120], Gen.Int).SampleAsync(async (corpus, filters, limit, seed) =>
        {
            using var folder = new TemporaryFolder();
            await using var index = await WriteAsync(corpus, folder.File("index.db"), exactUpTo);
            foreach (var filter in filters.Append(Filters.None))
            {
                var both = new IndexQuery(Tenants.Default, DrawnCorpus.Words(seed), corpus.Question(seed), filter, limit, DrawnCorpus.Embedder);
                foreach (var query in new[] { both, both with { Dense = null }, both with { Sparse = SparseVector.Empty } })
                {
                    var hits = (await index.SearchAsync(query, default)).Select(hit => (hit.Passage.Id, (float)hit.Score));
                    Assert.Equal(corpus.Search(query), hits);
                }
            }
        }, iter: 25, threads: 1);

    private static async Task<EmbeddedIndex> WriteAsync(DrawnCorpus corpus, string path, int exactUpTo)
    {
        var index = EmbeddedIndex.Open(path, exactUpTo);
        await index.WriteAsync(Tenants.Default, corpus.Documents, Token);
        await index.WriteAsync("another", [corpus.Documents[0]], Token); // its passages must stay out
        return index;
    }
}
