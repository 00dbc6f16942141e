using System.Runtime.CompilerServices;

namespace Assistant.Ingest.Properties;

/// <summary>
/// Our own format: a JSONL file, one <see cref="Property"/> a line, checked against <c>property.schema.json</c>.
/// </summary>
public sealed class PropertiesFormat(PropertySchema schema) : ISourceFormat
{
    /// <inheritdoc/>
    public string Name => "properties";

    /// <inheritdoc/>
    public bool Recognises(string path) => JsonLines.HasObjectWith(path, "id", "name");

    /// <inheritdoc/>
    public string FeedOf(string path) => JsonLines.Feed(Name, path);

    /// <inheritdoc/>
    public async IAsyncEnumerable<SourceItem> ReadAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var feed = FeedOf(path);
        var seen = new Dictionary<string, int>();
        await foreach (var (line, text) in JsonLines.ReadAsync(path, cancellationToken))
        {
            yield return Read(feed, path, line, text, seen);
        }
    }

    private SourceItem Read(string feed, string path, int line, string text, Dictionary<string, int> seen)
    {
        if (schema.Read(text, out var property) is { } problem) return new SourceError(path, line, problem);
        if (!seen.TryAdd(property!.Id, line))
        {
            return new SourceError(path, line, $"the id {property.Id} was used on line {seen[property.Id]} already; give each property its own");
        }

        return new SourceDocument(feed, property, PropertyPassages.Of(property));
    }
}
