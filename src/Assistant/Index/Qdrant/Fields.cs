using Wire = Qdrant.Client.Grpc;

namespace Assistant.Index.Qdrant;

/// <summary>
/// What a point holds. There are passages, documents (what one feed says of a property), properties (what all feeds say, joined), one point with
/// what the collection was built by, and passages that are being written, which no search finds.
/// </summary>
internal static class Fields
{
    internal const string What = "what";
    internal const string Tenant = "tenant";
    internal const string Feed = "feed";
    internal const string Property = "property";
    internal const string Revision = "revision"; // which write a point comes from
    internal const string Kind = "kind";
    internal const string Tier = "tier";

    internal const string Place = "place"; // what filters ask of the property: the same at each of its passages
    internal const string City = $"{Place}.city";
    internal const string Country = $"{Place}.country";
    internal const string Districts = $"{Place}.districts";
    internal const string Nearby = $"{Place}.nearby";
    internal const string Location = $"{Place}.location";
    internal const string Currency = $"{Place}.currency";
    internal const string PriceFrom = $"{Place}.from";
    internal const string PriceMost = $"{Place}.most";
    internal const string Stars = $"{Place}.stars";
    internal const string Rating = $"{Place}.rating";
    internal const string Amenities = $"{Place}.amenities";
    internal const string PlaceKind = $"{Place}.kind";

    internal const string Sequence = "sequence"; // grows with each document that is written
    internal const string Ordinal = "ordinal"; // place of a passage in its document
    internal const string Passage = "passage";
    internal const string Name = "name";
    internal const string Heading = "heading";
    internal const string Text = "text";
    internal const string Language = "language";
    internal const string Path = "path";
    internal const string Updated = "updated";
    internal const string Hash = "hash";
    internal const string Summary = "summary";
    internal const string Content = "content";

    internal const string Words = "words"; // the vectors
    internal const string Meaning = "meaning";

    /// <summary>Every field that is filtered by, and its index.</summary>
    internal static IReadOnlyDictionary<string, Wire.FieldType> Indexed { get; } = new Dictionary<string, Wire.FieldType>
    {
        [Tenant] = Wire.FieldType.Keyword,
        [What] = Wire.FieldType.Keyword,
        [Feed] = Wire.FieldType.Keyword,
        [Property] = Wire.FieldType.Keyword,
        [Revision] = Wire.FieldType.Keyword,
        [Kind] = Wire.FieldType.Keyword,
        [Tier] = Wire.FieldType.Keyword,
        [City] = Wire.FieldType.Keyword,
        [Country] = Wire.FieldType.Keyword,
        [Districts] = Wire.FieldType.Keyword,
        [Currency] = Wire.FieldType.Keyword,
        [Amenities] = Wire.FieldType.Keyword,
        [PlaceKind] = Wire.FieldType.Keyword,
        [$"{Nearby}[].kind"] = Wire.FieldType.Keyword,
        [$"{Nearby}[].words"] = Wire.FieldType.Keyword,
        [$"{Nearby}[].metres"] = Wire.FieldType.Float,
        [PriceFrom] = Wire.FieldType.Float,
        [PriceMost] = Wire.FieldType.Float,
        [Stars] = Wire.FieldType.Float,
        [Rating] = Wire.FieldType.Float,
        [Location] = Wire.FieldType.Geo,
    };

    /// <summary>What a result is made from.</summary>
    internal static IReadOnlyList<string> OfPassage { get; } = [Feed, Property, Revision, Kind, Tier, Sequence, Ordinal, Passage, Name, Heading, Text, Language, Path, Updated];

    /// <summary>Kinds of point.</summary>
    internal static class Whats
    {
        internal const string Passage = "passage";
        internal const string Pending = "pending";
        internal const string Document = "document";
        internal const string Property = "property";
        internal const string Meta = "meta";
    }
}
