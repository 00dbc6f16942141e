using System.Numerics.Tensors;
using Assistant.Index;
using Assistant.Ingest;
using Assistant.Text;

namespace Assistant.Cli.Bench;

/// <summary>
/// Invented places of about sixty passages each, the same for the same numbers: words by Zipf's law, and vectors that lie in clusters (a
/// subject, a place) of a space with few strong directions, as those of embedders do.
/// </summary>
internal sealed class SyntheticContent
{
    internal const string Embedder = "synthetic";
    private const int Factors = 64, Subjects = 300, Cities = 250, Seed = 20;
    private const double PerProperty = 60;

    private readonly SyntheticWords words = new(Seed);
    private readonly int dimensions;
    private readonly float[][] factors; // the strong directions, strongest first
    private readonly float[][] subjects;
    private readonly float[] common; // what all texts about lodging share

    internal SyntheticContent(int passages, int dimensions)
    {
        this.dimensions = dimensions;
        Properties = Math.Max(1, (int)Math.Round(passages / PerProperty));
        var random = new Random(Seed);
        factors = [.. Enumerable.Range(0, Factors).Select(i => Normal(random, dimensions, Math.Pow(i + 1, -0.5) / Math.Sqrt(dimensions)))];
        subjects = [.. Enumerable.Range(0, Subjects).Select(_ => Normal(random, Factors, 1))];
        common = Normal(random, dimensions, 1 / Math.Sqrt(dimensions));
    }

    /// <summary>How many places there are.</summary>
    internal int Properties { get; }

    /// <summary>The place of this number with its passages and their vectors.</summary>
    internal IndexedDocument Document(int number)
    {
        var (property, passages, vectors) = Draw(number);
        return new IndexedDocument(
            new SourceDocument("synthetic", property, passages), "1", [.. passages.Zip(vectors, (passage, vector) => new PassageVectors(PassageTerms.Sparse(passage), vector))], Embedder);
    }

    /// <summary>A question that a passage of some place answers, with words of it and a vector near its own.</summary>
    internal SyntheticQuestion Question(int number)
    {
        var random = new Random(unchecked((Seed * 7_919) - number));
        var (property, passages, vectors) = Draw(random.Next(Properties));
        var chosen = random.Next(passages.Count);
        var asked = SyntheticWords.ContentOf(passages[chosen].Text).Distinct().OrderBy(_ => random.Next()).Take(3).ToList();
        var vector = Unit(Sum(vectors[chosen], Normal(random, dimensions, 0.6 / Math.Sqrt(dimensions))));
        return new SyntheticQuestion($"Is there a {string.Join(" or a ", asked)}?", $"Does {property.Name} have a {string.Join(" or a ", asked)}?", property.Address!.City, vector);
    }

    private (Property Property, List<Passage> Passages, List<float[]> Vectors) Draw(int number)
    {
        var random = new Random(unchecked((Seed * 1_000_003) + number));
        var city = words.City(random.Next(Cities));
        var (name, kind) = words.Property(random, city);
        var property = new Property
        {
            Id = $"{kind}__{number}",
            Name = name,
            Kind = kind,
            Address = new Address(city),
            Stars = random.Next(1, 6),
            GuestRating = Math.Round(5 + (5 * random.NextDouble()), 1),
            Price = new PriceRange(random.Next(30, 300), "EUR"),
            Amenities = [.. Vocabulary.AmenityCodes.Where(_ => random.Next(4) == 0)],
        };
        var own = Normal(random, Factors, 0.5);
        var passages = new List<Passage>();
        var vectors = new List<float[]>();
        var count = random.Next((int)(PerProperty / 2), (int)(1.5 * PerProperty) + 1);
        for (var i = 0; i < count; i++)
        {
            var (passageKind, tier, heading) = random.Next(4) switch
            {
                0 => (PassageKind.Fact, Tier.Structured, (string?)null),
                1 => (PassageKind.Faq, Tier.Owner, words.Sentence(random, 5)),
                _ => (PassageKind.Review, Tier.Guest, null),
            };
            passages.Add(new Passage($"{property.Id}#{i}", property.Id, name, passageKind, tier, heading, words.Sentence(random, random.Next(8, 22)), "en", $"{i}"));
            vectors.Add(Vector(random, own));
        }

        return (property, passages, vectors);
    }

    private float[] Vector(Random random, float[] own)
    {
        var weights = Sum(Sum(subjects[random.Next(Subjects)], own), Normal(random, Factors, 0.7));
        var vector = Normal(random, dimensions, 0.4 / Math.Sqrt(dimensions));
        TensorPrimitives.Add(vector, common, vector);
        for (var i = 0; i < Factors; i++) TensorPrimitives.MultiplyAdd(factors[i], weights[i], vector, vector);
        return Unit(vector);
    }

    private static float[] Sum(float[] one, float[] other)
    {
        var sum = new float[one.Length];
        TensorPrimitives.Add(one, other, sum);
        return sum;
    }

    private static float[] Unit(float[] vector)
    {
        TensorPrimitives.Divide(vector, TensorPrimitives.Norm(vector), vector);
        return vector;
    }

    // Sums of four uniform draws: near enough to normal, and cheap.
    private static float[] Normal(Random random, int length, double deviation)
    {
        var vector = new float[length];
        for (var i = 0; i < length; i++)
        {
            var bits = random.NextInt64();
            var sum = (bits & 0x7FFF) + ((bits >> 15) & 0x7FFF) + ((bits >> 30) & 0x7FFF) + ((bits >> 45) & 0x7FFF);
            vector[i] = (float)(deviation * Math.Sqrt(3) * ((sum / (double)0x7FFF) - 2));
        }

        return vector;
    }
}

/// <summary>A question without and with the name of its place, the city of that, and the question's vector.</summary>
internal sealed record SyntheticQuestion(string Text, string Named, string City, float[] Vector);
