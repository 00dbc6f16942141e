using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Assistant.Ingest.Beir;

/// <summary>
/// A dataset folder in the BEIR layout, whose <c>corpus.jsonl</c> names the property of each passage in its metadata. Passage ids stay
/// the corpus ids. Lines of the same entity form one document, wherever they stand in the file.
/// </summary>
public sealed class BeirFormat : ISourceFormat
{
    /// <inheritdoc/>
    public string Name => "beir";

    /// <inheritdoc/>
    public bool Recognises(string path) => JsonLines.HasObjectWith(Corpus(path), "_id", "text");

    /// <inheritdoc/>
    public string FeedOf(string path) => JsonLines.Feed(Name, Corpus(path));

    /// <inheritdoc/>
    public async IAsyncEnumerable<SourceItem> ReadAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var corpus = Corpus(path);
        var documents = new Dictionary<string, (Property Property, List<Passage> Passages)>();
        var seen = new HashSet<string>();
        await foreach (var (number, text) in JsonLines.ReadAsync(corpus, cancellationToken))
        {
            if (Read(text, out var line) is { } problem) yield return new SourceError(corpus, number, problem);
            else if (!seen.Add(line!.Id)) yield return new SourceError(corpus, number, $"the _id {line.Id} was used before; passage ids must differ");
            else
            {
                var property = PropertyOf(line);
                if (!documents.TryGetValue(property.Id, out var document)) documents.Add(property.Id, document = (property, []));
                document.Passages.Add(PassageOf(line, document.Property));
            }
        }

        foreach (var (property, passages) in documents.Values) yield return new SourceDocument(FeedOf(path), property, passages, passages.Count);
    }

    private static string Corpus(string path) => Directory.Exists(path) ? Path.Combine(path, "corpus.jsonl") : path;

    private static string? Read(string text, out CorpusLine? line)
    {
        line = null;
        try
        {
            line = JsonSerializer.Deserialize<CorpusLine>(text, JsonSerializerOptions.Web);
        }
        catch (JsonException exception)
        {
            return $"not a corpus line: {exception.Message}";
        }

        if (string.IsNullOrWhiteSpace(line?.Id)) return "_id is missing or empty";
        return string.IsNullOrWhiteSpace(line.Text) ? "text is missing or empty" : null;
    }

    // A corpus without entities is one property a passage: each stands for itself.
    private static Property PropertyOf(CorpusLine line)
    {
        var meta = line.Metadata;
        return meta?.EntityId is null
            ? new Property { Id = $"document__{line.Id}", Name = line.Title ?? line.Id, Kind = "document" }
            : new Property { Id = $"{meta.Domain ?? "entity"}__{meta.EntityId}", Name = Calm(line.Title ?? meta.EntityName ?? meta.EntityId), Kind = meta.Domain ?? "entity" };
    }

    // Some corpora shout: AUTUMN HOUSE.
    private static string Calm(string name) => name.Any(char.IsLower) ? name : CultureInfo.InvariantCulture.TextInfo.ToTitleCase(name.ToLowerInvariant());

    private static Passage PassageOf(CorpusLine line, Property property)
    {
        var kind = Enum.TryParse<PassageKind>(line.Metadata?.Kind, ignoreCase: true, out var named) ? named : PassageKind.Description;
        var tier = kind switch { PassageKind.Review => Tier.Guest, PassageKind.Fact or PassageKind.Policy => Tier.Structured, _ => Tier.Owner };
        var (heading, text) = line.Metadata is { Question: { Length: > 0 } question, Answer: { Length: > 0 } answer } ? (question, answer) : (null, line.Text!);
        var path = kind == PassageKind.Review && line.Metadata is { DocumentId: { } review, SentenceId: { } sentence } ? $"reviews/{review}/{sentence}" : line.Id;
        return new Passage(line.Id, property.Id, property.Name, kind, tier, heading, text, "en", path);
    }

    private sealed record CorpusLine([property: JsonPropertyName("_id")] string Id, string? Title, string? Text, CorpusMetadata? Metadata);

    private sealed record CorpusMetadata(
        string? Domain,
        [property: JsonPropertyName("entity_id")] string? EntityId,
        [property: JsonPropertyName("entity_name")] string? EntityName,
        string? Kind,
        string? Question,
        string? Answer,
        [property: JsonPropertyName("doc_id")] string? DocumentId,
        [property: JsonPropertyName("sent_id")] string? SentenceId);
}
