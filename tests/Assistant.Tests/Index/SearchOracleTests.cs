using Assistant.Index;
using Assistant.Index.Embedded;
using Assistant.Ingest;
using Assistant.Testing;
using Assistant.Text;
using CsCheck;

namespace Assistant.Tests.Index;

/// <summary>The index against a search that looks at every passage, over drawn corpora, questions, filters and limits.</summary>
public sealed class SearchOracleTests
{
    private const int Dimensions = 70; // more than one word of bits, and not whole ones
    private static readonly string[] Cities = ["Porto", "Ghent", "Oslo"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // Few distinct terms and vectors: many scores are equal, and their order by id matters.
    private static readonly Gen<Corpus> Corpora = Gen.Select(Gen.Int[1, 40], Gen.Int, Gen.Bool, (properties, seed, isCoarse) => Draw(properties, 60, seed, isCoarse));

    private static readonly Gen<Filters> GenFilters = Gen.Select(
        Gen.OneOfConst<string?>(null, "porto", "Ghent", "Nowhere"), Gen.Int[0, 3], Gen.Bool, Gen.Bool,
        (city, stars, isGuest, isFaq) => new Filters { City = city, MinStars = stars == 0 ? null : stars, Tiers = isGuest ? [Tier.Guest] : [], Kinds = isFaq ? [PassageKind.Faq, PassageKind.Review] : [] });

    [Fact]
    public Task Exact_search_is_that_of_brute_force() => CompareAsync(exactUpTo: int.MaxValue);

    [Fact]
    public Task Search_through_bits_that_all_pass_is_that_of_brute_force() => CompareAsync(exactUpTo: 0); // no corpus here has more than are scored again

    [Fact]
    public async Task Search_through_bits_scores_exactly_and_misses_little()
    {
        using var folder = new TemporaryFolder();
        var corpus = Draw(properties: 300, passages: 100, seed: 5, isCoarse: false);
        await using var index = await WriteAsync(corpus, folder.File("index.db"), exactUpTo: 0);
        double found = 0, all = 0;
        for (var seed = 0; seed < 40; seed++)
        {
            var query = new IndexQuery(Tenants.Default, SparseVector.Empty, corpus.Question(seed), Filters.None, 20, "drawn");
            var expected = Oracle(corpus, query);
            var hits = await index.SearchAsync(query, Token);

            Assert.Equal(20, hits.Count);
            Assert.Equal(hits.Select(hit => (corpus.Cosine(query.Dense!, hit.Passage.Id), hit.Passage.Id)).OrderByDescending(hit => hit.Item1).ThenBy(hit => hit.Id, StringComparer.Ordinal).Select(hit => hit.Id), hits.Select(hit => hit.Passage.Id));
            Assert.All(hits, hit => Assert.Equal(corpus.Cosine(query.Dense!, hit.Passage.Id), (float)hit.DenseScore!.Value));
            all += expected.Count;
            found += expected.Select(hit => hit.Id).Intersect(hits.Select(hit => hit.Passage.Id)).Count();
        }

        Assert.True(found / all >= .98, $"recall {found / all}");
        Assert.True(corpus.Passages.Count > 40 * 20 + 10_000, "the pass by bits must leave most out");
    }

    [Fact]
    public async Task Search_by_many_at_once_finds_the_same()
    {
        using var folder = new TemporaryFolder();
        var corpus = Draw(properties: 300, passages: 100, seed: 6, isCoarse: false);
        await using var index = await WriteAsync(corpus, folder.File("index.db"), exactUpTo: 0);
        var queries = Enumerable.Range(0, 12).Select(seed => new IndexQuery(Tenants.Default, corpus.Words(seed), corpus.Question(seed), Filters.None, 20, "drawn")).ToList();
        var expected = new List<IReadOnlyList<Candidate>>();
        foreach (var query in queries) expected.Add(await index.SearchAsync(query, Token));

        await Parallel.ForEachAsync(Enumerable.Range(0, 96), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Token }, async (i, token) =>
            Assert.Equal(expected[i % queries.Count], await index.SearchAsync(queries[i % queries.Count], token)));
    }

    private static async Task CompareAsync(int exactUpTo)
    {
        await Gen.Select(Corpora, GenFilters.Array[3], Gen.Int[1, 120], Gen.Int).SampleAsync(async (corpus, filters, limit, seed) =>
        {
            using var folder = new TemporaryFolder();
            await using var index = await WriteAsync(corpus, folder.File("index.db"), exactUpTo);
            foreach (var filter in filters.Append(Filters.None))
            {
                var both = new IndexQuery(Tenants.Default, corpus.Words(seed), corpus.Question(seed), filter, limit, "drawn");
                foreach (var query in new[] { both, both with { Dense = null }, both with { Sparse = SparseVector.Empty } })
                {
                    var hits = (await index.SearchAsync(query, default)).Select(hit => (hit.Passage.Id, (float)hit.Score));
                    Assert.Equal(Oracle(corpus, query), hits);
                }
            }
        }, iter: 25, threads: 1);
    }

    // Every passage is looked at; the sums are made in the index's order, so that scores are the same to the last bit.
    private static List<(string Id, float Score)> Oracle(Corpus corpus, IndexQuery query)
    {
        var allowed = corpus.Passages.Where(passage => FilterMatch.Matches(query.Filters, passage.Property) && FilterMatch.Matches(query.Filters, passage.Kind, passage.Tier)).ToList();
        var sparse = Top(allowed.Select(passage => (passage.Id, corpus.Bm25(query.Sparse, passage))).Where(hit => hit.Item2 > 0));
        if (query.Dense is null) return sparse;
        var dense = Top(allowed.Select(passage => (passage.Id, corpus.Cosine(query.Dense, passage.Id))));
        if (sparse.Count == 0) return dense;
        var fused = sparse.Select((hit, rank) => (hit.Id, Score: 1.0 / (61 + rank))).Concat(dense.Select((hit, rank) => (hit.Id, Score: 1.0 / (61 + rank))))
            .GroupBy(hit => hit.Id).Select(hits => (hits.Key, Score: hits.Sum(hit => hit.Score)));
        return [.. fused.OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Key, StringComparer.Ordinal).Take(query.Limit).Select(hit => (hit.Key, (float)hit.Score))];

        List<(string Id, float Score)> Top(IEnumerable<(string Id, float Score)> hits) =>
            [.. hits.OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Id, StringComparer.Ordinal).Take(query.Limit)];
    }

    private static async Task<EmbeddedIndex> WriteAsync(Corpus corpus, string path, int exactUpTo)
    {
        var index = EmbeddedIndex.Open(path, exactUpTo);
        await index.WriteAsync(Tenants.Default, corpus.Documents, Token);
        await index.WriteAsync("another", [corpus.Documents[0]], Token); // its passages must stay out
        return index;
    }

    private static Corpus Draw(int properties, int passages, int seed, bool isCoarse)
    {
        var random = new Random(seed);
        var subjects = Enumerable.Range(0, 20).Select(_ => Gaussian(random)).ToList();
        var documents = new List<IndexedDocument>();
        for (var number = 0; number < properties; number++)
        {
            var property = new Property { Id = $"x__{random.Next(1_000_000)}-{number}", Name = $"Place {number}", Kind = "hotel", Address = new Address(Cities[random.Next(Cities.Length)]), Stars = random.Next(1, 6) };
            var texts = Enumerable.Range(0, random.Next(1, passages)).Select(i => new Passage(
                $"{property.Id}#{random.Next(1000)}-{i}", property.Id, property.Name, (PassageKind)random.Next(6), (Tier)random.Next(3), null, "Text.", "en", $"{i}")).ToList();
            documents.Add(new IndexedDocument(new SourceDocument("drawn", property, texts), "1", [.. texts.Select(_ => new PassageVectors(Sparse(random), Dense(random)))], "drawn"));
        }

        return new Corpus(documents, subjects);

        float[] Dense(Random random)
        {
            var subject = subjects[random.Next(subjects.Count)];
            return Unit(isCoarse ? subject : [.. subject.Zip(Gaussian(random), (one, other) => one + other)]);
        }
    }

    private static SparseVector Sparse(Random random)
    {
        var terms = Enumerable.Range(0, random.Next(6)).Select(_ => (uint)random.Next(12)).Distinct().Order().ToArray();
        return new SparseVector(terms, [.. terms.Select(_ => random.Next(1, 3) / 2f)]);
    }

    private static float[] Gaussian(Random random) => [.. Enumerable.Range(0, Dimensions).Select(_ => (float)(random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5))];

    private static float[] Unit(float[] vector)
    {
        var norm = MathF.Sqrt(vector.Sum(value => value * value));
        return [.. vector.Select(value => value / norm)];
    }

    private sealed record Entry(string Id, PropertySummary Property, PassageKind Kind, Tier Tier, PassageVectors Vectors);

    private sealed class Corpus
    {
        private readonly Dictionary<string, Entry> byId;
        private readonly Dictionary<uint, int> holders;
        private readonly IReadOnlyList<float[]> subjects;
        private readonly int count;

        internal Corpus(IReadOnlyList<IndexedDocument> documents, IReadOnlyList<float[]> subjects)
        {
            (Documents, this.subjects) = (documents, subjects);
            Passages = [.. documents.SelectMany(document => document.Document.Passages.Zip(document.Vectors, (passage, vectors) =>
                new Entry(passage.Id, PropertyMerge.Summarise(document.Document.Property, document.Document.Passages.Count), passage.Kind, passage.Tier, vectors)))];
            byId = Passages.ToDictionary(passage => passage.Id);
            IEnumerable<PassageVectors> all = [.. Passages.Select(passage => passage.Vectors), .. documents[0].Vectors]; // as written, with the other tenant's
            count = all.Count();
            holders = all.SelectMany(vectors => vectors.Sparse.Indices).GroupBy(term => term).ToDictionary(term => term.Key, term => term.Count());
        }

        internal IReadOnlyList<IndexedDocument> Documents { get; }

        internal IReadOnlyList<Entry> Passages { get; }

        internal float[] Question(int seed)
        {
            var random = new Random(seed);
            return Unit([.. subjects[random.Next(subjects.Count)].Zip(Gaussian(random), (one, other) => one + other)]);
        }

        internal SparseVector Words(int seed) => Sparse(new Random(seed));

        internal float Cosine(float[] query, string id) => System.Numerics.Tensors.TensorPrimitives.Dot<float>(query, byId[id].Vectors.Dense);

        internal float Bm25(SparseVector query, Entry passage)
        {
            var sum = 0f;
            for (var i = 0; i < query.Indices.Length; i++)
            {
                var place = Array.IndexOf(passage.Vectors.Sparse.Indices, query.Indices[i]);
                if (place >= 0) sum += query.Values[i] * (float)Text.Bm25.Idf(count, holders[query.Indices[i]]) * passage.Vectors.Sparse.Values[place];
            }

            return sum;
        }
    }
}
