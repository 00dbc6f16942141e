using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Assistant.Ingest.Properties;

namespace Assistant.Ingest.MultiWoz;

/// <summary>
/// Structured facts in the form of the MultiWOZ hotel database: JSONL lines <c>{"entity","name","city","facts":{...}}</c>, where
/// <c>internet</c> and <c>parking</c> are yes or no and prices are pounds a night by room size.
/// </summary>
public sealed class MultiWozFormat : ISourceFormat
{
    private static readonly IReadOnlyDictionary<string, int> Sleeps = new Dictionary<string, int> { ["single"] = 1, ["double"] = 2, ["family"] = 4 };

    /// <inheritdoc/>
    public string Name => "multiwoz";

    /// <inheritdoc/>
    public bool Recognises(string path) => JsonLines.HasObjectWith(path, "entity", "facts");

    /// <inheritdoc/>
    public string FeedOf(string path) => JsonLines.Feed(Name, path);

    /// <inheritdoc/>
    public async IAsyncEnumerable<SourceItem> ReadAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (number, text) in JsonLines.ReadAsync(path, cancellationToken)) yield return Read(path, number, text);
    }

    private SourceItem Read(string path, int number, string text)
    {
        try
        {
            var line = JsonSerializer.Deserialize<Line>(text, JsonSerializerOptions.Web);
            if (line?.Entity is null || line.Name is null || line.Facts is null) return new SourceError(path, number, "entity, name and facts are needed");
            var property = PropertyOf(line, line.Facts);
            return new SourceDocument(FeedOf(path), property, PropertyPassages.Of(property));
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            return new SourceError(path, number, $"not a MultiWOZ line: {exception.Message}");
        }
    }

    private static Property PropertyOf(Line line, Facts facts)
    {
        var prices = (facts.Price ?? []).ToDictionary(pair => pair.Key, pair => decimal.Parse(pair.Value, CultureInfo.InvariantCulture));
        return new Property
        {
            Id = line.Entity!,
            Name = TitleCase(line.Name!),
            Kind = facts.Type ?? "hotel",
            Address = new Address(line.City ?? "Cambridge", "GB", facts.Address is { } street ? TitleCase(street) : null, facts.Area, Postcode: facts.Postcode?.ToUpperInvariant()),
            Location = facts.Location is [var latitude, var longitude] ? new GeoPoint(latitude, longitude) : null,
            Contact = facts.Phone is null ? null : new Contact(facts.Phone),
            Stars = facts.Stars is { } stars && double.Parse(stars, CultureInfo.InvariantCulture) is > 0 and var rating ? rating : null,
            Price = prices.Count == 0 ? null : new PriceRange(prices.Values.Min(), "GBP", prices.Values.Max()),
            Amenities = [.. new[] { (Code: "wifi", Has: facts.Internet), (Code: "parking", Has: facts.Parking) }.Where(amenity => amenity.Has == "yes").Select(amenity => amenity.Code)],
            Policies = new Dictionary<string, Policy>
            {
                ["internet"] = new(facts.Internet),
                ["parking"] = new(facts.Parking),
            }.Where(policy => policy.Value.Allowed is "yes" or "no").ToDictionary(),
            Rooms = [.. prices.Select(price => new Room(price.Key, $"{TitleCase(price.Key)} room", Sleeps.GetValueOrDefault(price.Key, 2), Price: new PriceRange(price.Value, "GBP")))],
        };
    }

    private static string TitleCase(string text) => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(text);

    private sealed record Line(string? Entity, string? Name, string? City, Facts? Facts);

    private sealed record Facts(
        string? Address, string? Area, string? Internet, string? Parking, double[]? Location, string? Phone, string? Postcode,
        Dictionary<string, string>? Price, string? Stars, string? Type);
}
