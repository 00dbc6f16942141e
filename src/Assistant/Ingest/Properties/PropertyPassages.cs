using System.Globalization;
using Assistant.Text;

namespace Assistant.Ingest.Properties;

/// <summary>Turns a property into passages: structured facts into plain sentences, long texts into pieces that keep their field path.</summary>
public static class PropertyPassages
{
    private const int MaxWords = 80; // a piece a person reads at a glance; longer reviews and owner texts are split between sentences

    /// <summary>Every passage of <paramref name="property"/>, facts first. Ids are <c>propertyId#fieldPath</c>: the same content, the same ids.</summary>
    public static IReadOnlyList<Passage> Of(Property property)
    {
        ArgumentNullException.ThrowIfNull(property);
        var facts = PropertyFacts.Of(property).Select(fact => Passage(property, fact.Kind, Tier.Structured, fact.Path, fact.Heading, fact.Text));
        var rooms = property.Rooms.Where(room => room.Description is not null).SelectMany(room =>
            Pieces(property, PassageKind.Room, Tier.Owner, $"rooms/{room.Id}/description", room.Name, room.Description!));
        var descriptions = property.Descriptions.SelectMany((description, i) =>
            Pieces(property, PassageKind.Description, Tier.Owner, $"descriptions/{i}", description.Title, description.Text, description.Language));
        var faqs = property.Faqs.SelectMany(faq =>
            Pieces(property, PassageKind.Faq, Tier.Owner, $"faqs/{faq.Id ?? IdOf(faq.Question)}", faq.Question, faq.Answer, faq.Language));
        var reviews = property.Reviews.SelectMany(review =>
            Pieces(property, PassageKind.Review, Tier.Guest, $"reviews/{review.Id ?? IdOf(review.Text)}", review.Title, review.Text, review.Language)
                .Select(piece => review.Date is { } date ? piece with { UpdatedAt = new DateTimeOffset(date, TimeOnly.MinValue, TimeSpan.Zero) } : piece));
        return [.. Distinct([.. facts, .. rooms, .. descriptions, .. faqs, .. reviews])];
    }

    // Two bus stops of one name, or a question asked twice, would share an id: the second gets a number.
    private static IEnumerable<Passage> Distinct(IEnumerable<Passage> passages)
    {
        var seen = new Dictionary<string, int>();
        foreach (var passage in passages)
        {
            var count = seen[passage.Id] = seen.GetValueOrDefault(passage.Id) + 1;
            yield return count == 1 ? passage : passage with { Id = $"{passage.Id}~{count.ToString(CultureInfo.InvariantCulture)}" };
        }
    }

    private static IEnumerable<Passage> Pieces(
        Property property, PassageKind kind, Tier tier, string path, string? heading, string text, string language = "en")
    {
        var pieces = Split(text).ToList();
        return pieces.Select((piece, i) =>
            Passage(property, kind, tier, pieces.Count == 1 ? path : $"{path}/{i.ToString(CultureInfo.InvariantCulture)}", heading, piece, language));
    }

    // As few pieces as the limit allows, of about the same length, so that no piece is a lonely last sentence.
    private static IEnumerable<string> Split(string text)
    {
        var sentences = Sentences.Split(text).Select(range => text[range]).ToList();
        var words = sentences.Sum(Words);
        var aim = (double)words / Math.Max(1, (words + MaxWords - 1) / MaxWords);
        var piece = new List<string>();
        foreach (var sentence in sentences)
        {
            if (piece.Count > 0 && piece.Sum(Words) + Words(sentence) / 2.0 > aim)
            {
                yield return string.Join(' ', piece);
                piece.Clear();
            }

            piece.Add(sentence);
        }

        if (piece.Count > 0) yield return string.Join(' ', piece);
    }

    private static int Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;

    private static string IdOf(string text) => ContentHashes.Of(text);

    private static Passage Passage(
        Property property, PassageKind kind, Tier tier, string path, string? heading, string text, string language = "en") =>
        new($"{property.Id}#{path}", property.Id, property.Name, kind, tier, heading, text, language, path, property.UpdatedAt);
}
