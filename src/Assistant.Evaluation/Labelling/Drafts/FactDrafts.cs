using System.Globalization;
using System.Text.RegularExpressions;
using Assistant.Evaluation.Training;
using Assistant.Ingest;

namespace Assistant.Evaluation.Labelling.Drafts;

/// <summary>Questions about structured facts: the price, what is near, amenities, rooms.</summary>
internal static partial class FactDrafts
{
    private const string Topic = "single-fact";

    internal static IEnumerable<KeyedQuestion> Of(DraftPlace place)
    {
        if (place.Property.Price is { } price && place.At("price") is { } cost)
        {
            yield return place.Quoting(Topic, "what would one night set us back, at the cheapest?", cost, cost.Text, [Number(price.From)]);
        }

        foreach (var passage in place.Passages.Where(passage => passage.FieldPath.StartsWith("nearby/", StringComparison.Ordinal)))
        {
            if (Away().Match(passage.Text) is { Success: true } away) yield return place.Quoting(Topic, $"how far would we have to go to {away.Groups["name"].Value}?", passage, passage.Text, [away.Groups["distance"].Value]);
        }

        foreach (var amenity in place.Property.Amenities.Select(Vocabulary.AmenityOf))
        {
            if (Thing(amenity) is { } thing && place.At($"amenities/{amenity.Group}") is { } passage) yield return place.Quoting(Topic, $"Could we count on {thing.Article}{thing.Name}?", passage, amenity.Text, [thing.Name], negative: false);
        }

        foreach (var room in place.Property.Rooms)
        {
            if (place.At($"rooms/{room.Id}") is not { } passage) continue;
            if (room.SizeSquareMetres is { } size && DraftPlace.Sentence(passage, "measures", Number(size)) is { } measure) yield return place.Quoting(Topic, $"How much space is there in the {room.Name}?", passage, measure, [Number(size)]);
            if (room.Sleeps is { } sleeps && DraftPlace.Sentence(passage, "sleeps", Number(sleeps)) is { } bedded) yield return place.Quoting(Topic, $"How many of us fit into the {room.Name}?", passage, bedded, [Number(sleeps)]);
        }
    }

    /// <summary>What an amenity's sentence states, where it can be asked for: "a " and "sauna" of "There is a sauna."</summary>
    internal static (string Article, string Name)? Thing(Amenity amenity) =>
        States().Match(amenity.Text) is { Success: true } match ? (match.Groups["article"].Value, match.Groups["name"].Value) : null;

    private static string Number<T>(T value) where T : IFormattable => value.ToString("0.##", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<name>.+) is (?<distance>[\d.]+) k?m away")]
    private static partial Regex Away();

    [GeneratedRegex(@"^(?:There (?:is|are)|Rooms have|Some rooms have) (?<article>an? )?(?<name>[^(),.]+)\.$")]
    private static partial Regex States();
}
