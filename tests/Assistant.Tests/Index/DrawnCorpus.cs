using System.Numerics.Tensors;
using Assistant.Index;
using Assistant.Ingest;
using Assistant.Text;

namespace Assistant.Tests.Index;

/// <summary>
/// Drawn documents, and the search that looks at every passage. There are few terms, and few vectors where it is coarse: many scores are equal,
/// and their order by id matters.
/// </summary>
internal sealed class DrawnCorpus
{
    internal const string Embedder = "drawn";
    private const int Dimensions = 70; // more than one word of bits, and not whole ones
    private static readonly string[] Cities = ["Porto", "Ghent", "Oslo"];

    private readonly List<float[]> subjects;
    private readonly List<Entry> passages;
    private readonly Dictionary<string, Entry> byId;
    private readonly Dictionary<uint, int> holders;
    private readonly int written;

    internal DrawnCorpus(int properties, int passages, int seed, bool isCoarse)
    {
        var random = new Random(seed);
        subjects = [.. Enumerable.Range(0, 20).Select(_ => Gaussian(random))];
        Documents = [.. Enumerable.Range(0, properties).Select(number => Document(random, number, random.Next(1, passages), isCoarse))];
        this.passages = [.. Documents.SelectMany(document => document.Document.Passages.Zip(document.Vectors, (passage, vectors) =>
            new Entry(passage, PropertyMerge.Summarise(document.Document.Property, document.Document.Passages.Count), vectors)))];
        byId = this.passages.ToDictionary(entry => entry.Passage.Id);
        var all = this.passages.Select(entry => entry.Vectors).Concat(Documents[0].Vectors).ToList(); // the first is written for another tenant too
        written = all.Count;
        holders = all.SelectMany(vectors => vectors.Sparse.Indices).CountBy(term => term).ToDictionary();
    }

    internal IReadOnlyList<IndexedDocument> Documents { get; }

    internal static SparseVector Words(int seed) => Sparse(new Random(seed));

    internal float[] Question(int seed)
    {
        var random = new Random(seed);
        return Near(random, subjects[random.Next(subjects.Count)]);
    }

    internal float Cosine(float[] query, string id) => TensorPrimitives.Dot<float>(query, byId[id].Vectors.Dense);

    /// <summary>Sums are made in the index's order, so that scores are the same to the last bit.</summary>
    internal List<(string Id, float Score)> Search(IndexQuery query)
    {
        var allowed = passages.Where(entry => FilterMatch.Matches(query.Filters, entry.Property) && FilterMatch.Matches(query.Filters, entry.Passage.Kind, entry.Passage.Tier)).ToList();
        var sparse = Top(allowed.Select(entry => (entry.Passage.Id, Bm25Score(query.Sparse, entry))).Where(hit => hit.Item2 > 0));
        if (query.Dense is null) return sparse;
        var dense = Top(allowed.Select(entry => (entry.Passage.Id, Cosine(query.Dense, entry.Passage.Id))));
        if (sparse.Count == 0) return dense;
        var fused = sparse.Select((hit, rank) => (hit.Id, Score: 1.0 / (61 + rank))).Concat(dense.Select((hit, rank) => (hit.Id, Score: 1.0 / (61 + rank))))
            .GroupBy(hit => hit.Id).Select(hits => (Id: hits.Key, Score: hits.Sum(hit => hit.Score)));
        return [.. fused.OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Id, StringComparer.Ordinal).Take(query.Limit).Select(hit => (hit.Id, (float)hit.Score))];

        List<(string Id, float Score)> Top(IEnumerable<(string Id, float Score)> hits) =>
            [.. hits.OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Id, StringComparer.Ordinal).Take(query.Limit)];
    }

    private float Bm25Score(SparseVector query, Entry entry)
    {
        var sum = 0f;
        for (var i = 0; i < query.Indices.Length; i++)
        {
            var place = Array.IndexOf(entry.Vectors.Sparse.Indices, query.Indices[i]);
            if (place >= 0) sum += query.Values[i] * (float)Bm25.Idf(written, holders[query.Indices[i]]) * entry.Vectors.Sparse.Values[place];
        }

        return sum;
    }

    private IndexedDocument Document(Random random, int number, int count, bool isCoarse)
    {
        var property = new Property { Id = $"x__{random.Next(1_000_000)}-{number}", Name = $"Place {number}", Kind = "hotel", Address = new Address(Cities[random.Next(Cities.Length)]), Stars = random.Next(1, 6) };
        var texts = Enumerable.Range(0, count).Select(i => new Passage(
            $"{property.Id}#{random.Next(1000)}-{i}", property.Id, property.Name, (PassageKind)random.Next(6), (Tier)random.Next(3), null, "Text.", "en", $"{i}")).ToList();
        return new IndexedDocument(new SourceDocument("drawn", property, texts), "1", [.. texts.Select(_ =>
        {
            var subject = subjects[random.Next(subjects.Count)];
            return new PassageVectors(Sparse(random), isCoarse ? Unit(subject) : Near(random, subject));
        })], Embedder);
    }

    private static SparseVector Sparse(Random random)
    {
        var terms = Enumerable.Range(0, random.Next(6)).Select(_ => (uint)random.Next(12)).Distinct().Order().ToArray();
        return new SparseVector(terms, [.. terms.Select(_ => random.Next(1, 3) / 2f)]);
    }

    private static float[] Near(Random random, float[] subject) => Unit([.. subject.Zip(Gaussian(random), (one, other) => one + other)]);

    private static float[] Gaussian(Random random) => [.. Enumerable.Range(0, Dimensions).Select(_ => (float)(random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5))];

    private static float[] Unit(float[] vector)
    {
        var norm = MathF.Sqrt(vector.Sum(value => value * value));
        return [.. vector.Select(value => value / norm)];
    }

    private sealed record Entry(Passage Passage, PropertySummary Property, PassageVectors Vectors);
}
