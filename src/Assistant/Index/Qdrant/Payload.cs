using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Assistant.Text;
using Google.Protobuf.Collections;
using Wire = Qdrant.Client.Grpc;

namespace Assistant.Index.Qdrant;

/// <summary>Points to and from what they hold.</summary>
internal static class Payload
{
    // A passage without terms counts among the passages that IDF is reckoned from, as in the embedded index: the server counts only vectors with
    // an entry, so it gets one that no question asks for.
    private static readonly Assistant.Text.SparseVector NoTerms = new([uint.MaxValue], [0.0001f]);

    /// <summary>The id of a point, always the same for the same parts.</summary>
    internal static Wire.PointId Id(params IEnumerable<string> parts) =>
        new() { Uuid = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001f', parts))).AsSpan(0, 16), bigEndian: true).ToString() };

    internal static Wire.Value Value(string value) => new() { StringValue = value };

    internal static Wire.Value Value(double value) => new() { DoubleValue = value };

    internal static Wire.Value Value(long value) => new() { IntegerValue = value };

    internal static string? Text(this MapField<string, Wire.Value> payload, string key) => payload.TryGetValue(key, out var value) && value.KindCase == Wire.Value.KindOneofCase.StringValue ? value.StringValue : null;

    internal static long Number(this MapField<string, Wire.Value> payload, string key) => payload.TryGetValue(key, out var value) ? value.IntegerValue : 0;

    /// <summary>A point without vectors.</summary>
    internal static Wire.PointStruct Point(Wire.PointId id, string what, params ReadOnlySpan<(string Key, Wire.Value Value)> fields)
    {
        var point = new Wire.PointStruct { Id = id, Vectors = new Wire.Vectors { Vectors_ = new Wire.NamedVectors() }, Payload = { [Fields.What] = Value(what) } };
        foreach (var (key, value) in fields) point.Payload[key] = value;
        return point;
    }

    /// <summary>A passage that is being written.</summary>
    internal static Wire.PointStruct Pending(string tenant, string feed, string revision, long sequence, int ordinal, Passage passage, PassageVectors vectors, Wire.Value place)
    {
        var point = Point(
            Id(tenant, feed, passage.PropertyId, passage.Id, revision), Fields.Whats.Pending,
            (Fields.Tenant, Value(tenant)), (Fields.Feed, Value(feed)), (Fields.Property, Value(passage.PropertyId)), (Fields.Revision, Value(revision)),
            (Fields.Sequence, Value(sequence)), (Fields.Ordinal, Value(ordinal)), (Fields.Kind, Value(passage.Kind.ToString())), (Fields.Tier, Value(passage.Tier.ToString())),
            (Fields.Passage, Value(passage.Id)), (Fields.Name, Value(passage.PropertyName)), (Fields.Text, Value(passage.Text)), (Fields.Language, Value(passage.Language)),
            (Fields.Path, Value(passage.FieldPath)), (Fields.Place, place));
        if (passage.Heading is { } heading) point.Payload[Fields.Heading] = Value(heading);
        if (passage.UpdatedAt is { } updated) point.Payload[Fields.Updated] = Value(updated.ToString("O", CultureInfo.InvariantCulture));
        var sparse = vectors.Sparse.Indices.Length == 0 ? NoTerms : vectors.Sparse;
        point.Vectors.Vectors_.Vectors[Fields.Words] = new Wire.Vector { Sparse = new Wire.SparseVector { Indices = { sparse.Indices }, Values = { sparse.Values } } };
        if (vectors.Dense is { } dense) point.Vectors.Vectors_.Vectors[Fields.Meaning] = new Wire.Vector { Dense = new Wire.DenseVector { Data = { dense } } };
        return point;
    }

    /// <summary>A stored passage, and where it stands.</summary>
    internal static StoredPassage Stored(MapField<string, Wire.Value> payload)
    {
        var updated = payload.Text(Fields.Updated);
        var passage = new Passage(
            Text(Fields.Passage), Text(Fields.Property), Text(Fields.Name), Enum.Parse<PassageKind>(Text(Fields.Kind)), Enum.Parse<Tier>(Text(Fields.Tier)), payload.Text(Fields.Heading),
            Text(Fields.Text), Text(Fields.Language), Text(Fields.Path),
            updated is null ? null : DateTimeOffset.Parse(updated, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind));
        return new StoredPassage(passage, Text(Fields.Feed), payload.Number(Fields.Sequence), payload.Number(Fields.Ordinal));

        string Text(string key) => payload.Text(key) ?? throw new IndexException($"A passage in the collection has no '{key}': something else has written to it. Ingest into a new collection.");
    }

    /// <summary>What filters ask of a property.</summary>
    internal static Wire.Value Place(PropertySummary property)
    {
        var fields = new Wire.Struct { Fields = { ["kind"] = Value(property.Kind), ["amenities"] = List(property.Amenities) } };
        if (property.City is { } city) fields.Fields["city"] = Value(TextAnalyzer.Fold(city));
        if (property.Country is { } country) fields.Fields["country"] = Value(country.ToUpperInvariant());
        if (property.District is { } district) fields.Fields["districts"] = List(Districts.Names(district).Select(TextAnalyzer.Fold));
        if (property.Location is { } at) fields.Fields["location"] = Struct(("lat", Value(at.Latitude)), ("lon", Value(at.Longitude)));
        if (property.Price is { } price)
        {
            fields.Fields["currency"] = Value(price.Currency.ToUpperInvariant());
            fields.Fields["from"] = Value((double)price.From);
            fields.Fields["most"] = Value((double)(price.To ?? price.From));
        }

        if (property.Stars is { } stars) fields.Fields["stars"] = Value(stars);
        if (property.GuestRating is { } rating) fields.Fields["rating"] = Value(rating);
        if (property.Nearby.Count > 0)
        {
            fields.Fields["nearby"] = List(property.Nearby.Select(near => Struct(("kind", Value(near.Kind)), ("metres", Value((double)near.DistanceMetres)), ("words", List(NearbyMatch.Of(near))))));
        }

        return new Wire.Value { StructValue = fields };
    }

    private static Wire.Value List(IEnumerable<string> values) => List(values.Select(Value));

    private static Wire.Value List(IEnumerable<Wire.Value> values) => new() { ListValue = new Wire.ListValue { Values = { values } } };

    private static Wire.Value Struct(params ReadOnlySpan<(string Key, Wire.Value Value)> fields)
    {
        var value = new Wire.Struct();
        foreach (var (key, field) in fields) value.Fields[key] = field;
        return new Wire.Value { StructValue = value };
    }
}

/// <summary>A passage as it is stored: which feed's, by which write, and its place in the document.</summary>
internal sealed record StoredPassage(Passage Passage, string Feed, long Sequence, long Ordinal)
{
    /// <summary>While a document is replaced, both its versions are there for a moment: only the later one counts.</summary>
    internal static IEnumerable<T> Latest<T>(IReadOnlyCollection<T> all, Func<T, StoredPassage> of)
    {
        var latest = all.GroupBy(one => (of(one).Feed, of(one).Passage.PropertyId)).ToDictionary(document => document.Key, document => document.Max(one => of(one).Sequence));
        return all.Where(one => of(one).Sequence == latest[(of(one).Feed, of(one).Passage.PropertyId)]);
    }
}
