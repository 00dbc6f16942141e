using System.Text.Json;
using System.Text.Json.Serialization;
using Google.Protobuf.Collections;
using Wire = Qdrant.Client.Grpc;

namespace Assistant.Index.Qdrant;

/// <summary>
/// Writes documents in three steps: their passages, which no search finds yet; then these become findable at once; then what they replace goes,
/// and the document is noted with its hash. A writer that dies in between leaves the hash as it was, so the next ingest writes the document again.
/// One process at a time should write the same properties.
/// </summary>
internal sealed class QdrantWriter(QdrantCollection collection)
{
    private const int PassagesPerRequest = 200;
    private const int PassagesPerGroup = 2000; // become findable together
    private const int DocumentsPerGroup = 100;
    private const int RequestsAtOnce = 4;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    internal async Task WriteAsync(string tenant, IReadOnlyList<IndexedDocument> documents, CancellationToken cancellationToken)
    {
        var group = new List<IndexedDocument>();
        var passages = 0;
        foreach (var document in documents.Reverse().DistinctBy(document => (document.Document.Feed, document.Document.Property.Id)).Reverse()) // the last one counts
        {
            if (group.Count > 0 && (group.Count == DocumentsPerGroup || passages + document.Vectors.Count > PassagesPerGroup)) await FlushAsync();
            group.Add(document);
            passages += document.Vectors.Count;
        }

        if (group.Count > 0) await FlushAsync();

        async Task FlushAsync()
        {
            await WriteGroupAsync(tenant, group, cancellationToken);
            group.Clear();
            passages = 0;
        }
    }

    /// <summary>Passages go first: a document is known until nothing of it is left.</summary>
    internal async Task<int> RemoveAsync(string tenant, string feed, IReadOnlyCollection<string> propertyIds, CancellationToken cancellationToken)
    {
        var known = await PartsAsync(tenant, propertyIds, cancellationToken);
        var gone = known.Where(part => part.Feed == feed).ToList();
        if (gone.Count == 0) return 0;
        var ids = gone.Select(part => part.Property).ToList();
        var operations = new List<Wire.PointsUpdateOperation>
        {
            Delete(Conditions.Of(Fields.Whats.Passage, tenant, Conditions.Is(Fields.Feed, feed), Conditions.IsAny(Fields.Property, ids))),
            Delete(Conditions.Of(Fields.Whats.Pending, tenant, Conditions.Is(Fields.Feed, feed), Conditions.IsAny(Fields.Property, ids))),
        };
        var rest = known.Except(gone).Where(part => ids.Contains(part.Property)).ToLookup(part => part.Property);
        if (ids.Where(id => !rest.Contains(id)).ToList() is { Count: > 0 } left) operations.Add(Delete(Conditions.Of(Fields.Whats.Property, tenant, Conditions.IsAny(Fields.Property, left))));
        foreach (var property in rest)
        {
            var joined = Joined(property);
            operations.Add(Refresh(tenant, joined));
            operations.Add(Upsert([PropertyPoint(tenant, joined)]));
        }

        operations.Add(Delete(Conditions.Of(Fields.Whats.Document, tenant, Conditions.Is(Fields.Feed, feed), Conditions.IsAny(Fields.Property, ids))));
        operations.Add(collection.NewGeneration());
        await collection.UpdateAsync(operations, cancellationToken);
        return gone.Count;
    }

    private async Task WriteGroupAsync(string tenant, IReadOnlyList<IndexedDocument> documents, CancellationToken cancellationToken)
    {
        var revision = Guid.NewGuid().ToString();
        var parts = documents.Select(document => new Part(
            document.Document.Feed, document.Document.Property.Id, collection.Next(), PropertyMerge.Summarise(document.Document.Property, document.Document.Passages.Count))).ToList();
        var replaced = parts.Select(part => (part.Feed, part.Property)).ToHashSet();
        var others = (await PartsAsync(tenant, [.. parts.Select(part => part.Property).Distinct()], cancellationToken)).Where(part => !replaced.Contains((part.Feed, part.Property))).ToList();
        var joined = others.Concat(parts).GroupBy(part => part.Property).ToDictionary(property => property.Key, Joined);
        var places = joined.ToDictionary(property => property.Key, property => Payload.Place(property.Value));

        var requests = documents.Zip(parts).SelectMany(pair => pair.First.Document.Passages.Zip(pair.First.Vectors)
            .Select((passage, ordinal) => Payload.Pending(tenant, pair.Second.Feed, revision, pair.Second.Sequence, ordinal, passage.First, passage.Second, places[pair.Second.Property]))).Chunk(PassagesPerRequest);
        await Parallel.ForEachAsync(requests, new ParallelOptions { MaxDegreeOfParallelism = RequestsAtOnce, CancellationToken = cancellationToken }, async (points, token) => await collection.UpsertAsync(points, token));

        var expected = documents.Sum(document => Math.Min(document.Vectors.Count, document.Document.Passages.Count));
        await collection.UpdateAsync([Show(tenant, revision)], cancellationToken);
        var found = await collection.CountAsync(Conditions.Of(Fields.Whats.Passage, tenant, Conditions.Is(Fields.Revision, revision)), cancellationToken);
        if (found != expected) throw new IndexException($"Of {expected} passages {found} arrived: another process writes the same properties, or two passages share an id. Let one process write at a time, and ingest again.");

        List<Wire.PointsUpdateOperation> operations = [.. documents.GroupBy(document => document.Document.Feed, document => document.Document.Property.Id).SelectMany(feed => Replace(tenant, feed.Key, feed, revision))];
        operations.AddRange(others.Select(part => part.Property).Distinct().Select(id => Refresh(tenant, joined[id])));
        operations.Add(Upsert(joined.Values.Select(property => PropertyPoint(tenant, property))));
        operations.Add(Upsert(documents.Zip(parts).Select(pair => DocumentPoint(tenant, pair.First, pair.Second))));
        operations.Add(collection.NewGeneration());
        await collection.UpdateAsync(operations, cancellationToken);
    }

    /// <summary>What each feed says of these properties.</summary>
    private async Task<List<Part>> PartsAsync(string tenant, IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        var filter = Conditions.Of(Fields.Whats.Document, tenant, Conditions.IsAny(Fields.Property, ids));
        return await collection.ScrollAsync(filter, [Fields.Feed, Fields.Property, Fields.Sequence, Fields.Summary], cancellationToken).Select(Read).ToListAsync(cancellationToken);

        static Part Read(MapField<string, Wire.Value> payload) => new(
            payload.Text(Fields.Feed)!, payload.Text(Fields.Property)!, payload.Number(Fields.Sequence), JsonSerializer.Deserialize<PropertySummary>(payload.Text(Fields.Summary)!, Json)!);
    }

    private static PropertySummary Joined(IEnumerable<Part> parts) => PropertyMerge.Join([.. parts.OrderBy(part => part.Sequence).Select(part => part.Summary)]);

    private static Wire.PointsUpdateOperation Show(string tenant, string revision) => new()
    {
        SetPayload = new Wire.PointsUpdateOperation.Types.SetPayload
        {
            Payload = { [Fields.What] = Payload.Value(Fields.Whats.Passage) },
            PointsSelector = new Wire.PointsSelector { Filter = Conditions.Of(Fields.Whats.Pending, tenant, Conditions.Is(Fields.Revision, revision)) },
        },
    };

    private static IEnumerable<Wire.PointsUpdateOperation> Replace(string tenant, string feed, IEnumerable<string> ids, string revision)
    {
        string[] all = [.. ids];
        foreach (var what in new[] { Fields.Whats.Passage, Fields.Whats.Pending })
        {
            var old = Conditions.Of(what, tenant, Conditions.Is(Fields.Feed, feed), Conditions.IsAny(Fields.Property, all));
            old.MustNot.Add(Conditions.Is(Fields.Revision, revision));
            yield return Delete(old);
        }
    }

    private static Wire.PointsUpdateOperation Refresh(string tenant, PropertySummary property) => new()
    {
        SetPayload = new Wire.PointsUpdateOperation.Types.SetPayload
        {
            Payload = { [Fields.Place] = Payload.Place(property) },
            PointsSelector = new Wire.PointsSelector { Filter = Conditions.Of(Fields.Whats.Passage, tenant, Conditions.Is(Fields.Property, property.Id)) },
        },
    };

    private static Wire.PointsUpdateOperation Delete(Wire.Filter filter) =>
        new() { DeletePoints = new Wire.PointsUpdateOperation.Types.DeletePoints { Points = new Wire.PointsSelector { Filter = filter } } };

    private static Wire.PointsUpdateOperation Upsert(IEnumerable<Wire.PointStruct> points) =>
        new() { Upsert = new Wire.PointsUpdateOperation.Types.PointStructList { Points = { points } } };

    private static Wire.PointStruct PropertyPoint(string tenant, PropertySummary property) => Payload.Point(
        Payload.Id(Fields.Whats.Property, tenant, property.Id), Fields.Whats.Property,
        (Fields.Tenant, Payload.Value(tenant)), (Fields.Property, Payload.Value(property.Id)), (Fields.Place, Payload.Place(property)), (Fields.Summary, Payload.Value(JsonSerializer.Serialize(property, Json))));

    private static Wire.PointStruct DocumentPoint(string tenant, IndexedDocument document, Part part) => Payload.Point(
        Payload.Id(Fields.Whats.Document, tenant, part.Feed, part.Property), Fields.Whats.Document,
        (Fields.Tenant, Payload.Value(tenant)), (Fields.Feed, Payload.Value(part.Feed)), (Fields.Property, Payload.Value(part.Property)), (Fields.Hash, Payload.Value(document.Hash)),
        (Fields.Sequence, Payload.Value(part.Sequence)), (Fields.Summary, Payload.Value(JsonSerializer.Serialize(part.Summary, Json))),
        (Fields.Content, Payload.Value(JsonSerializer.Serialize(document.Document.Property, Json))));

    private sealed record Part(string Feed, string Property, long Sequence, PropertySummary Summary);
}
