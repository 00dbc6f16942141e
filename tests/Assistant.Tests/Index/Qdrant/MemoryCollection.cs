using System.Numerics.Tensors;
using Google.Protobuf.Collections;
using Grpc.Core;
using Wire = Qdrant.Client.Grpc;

namespace Assistant.Tests.Index.Qdrant;

/// <summary>
/// A collection in memory: points by id in id order, exact search. IDF is reckoned as Qdrant does: over all sparse vectors of the collection that have
/// an entry, in single precision.
/// </summary>
internal sealed class MemoryCollection(Wire.CreateCollection description)
{
    private readonly SortedDictionary<string, Wire.PointStruct> points = new(StringComparer.Ordinal);
    private readonly HashSet<string> indexed = [];

    internal IReadOnlyCollection<string> Indexed => indexed;

    internal IReadOnlyCollection<Wire.PointStruct> Points => points.Values;

    internal void AddIndex(string field) => indexed.Add(field);

    internal void Upsert(IEnumerable<Wire.PointStruct> added)
    {
        foreach (var point in added)
        {
            if (!Guid.TryParse(point.Id.Uuid, out _)) throw new WireException(StatusCode.InvalidArgument, $"Unable to parse UUID: {point.Id.Uuid}");
            if (point.Vectors is null) throw new WireException(StatusCode.InvalidArgument, "Expected some vectors");
            foreach (var (name, vector) in point.Vectors.Vectors_?.Vectors ?? [])
            {
                if (vector.Sparse is { } sparse) CheckSparse(name, sparse);
                else CheckDense(name, vector.Dense.Data.Count);
            }

            points[point.Id.Uuid] = point.Clone();
        }
    }

    internal void SetPayload(MapField<string, Wire.Value> payload, Wire.PointsSelector selector)
    {
        foreach (var id in Select(selector)) Merge(points[id].Payload, payload);
    }

    private static void Merge(MapField<string, Wire.Value> own, MapField<string, Wire.Value> more)
    {
        foreach (var (key, value) in more) own[key] = value.Clone();
    }

    internal void Delete(Wire.PointsSelector selector) => Select(selector).ForEach(id => points.Remove(id));

    internal Wire.GetResponse Get(Wire.GetPoints request) => new()
    {
        Result = { request.Ids.Where(id => points.ContainsKey(id.Uuid)).Select(id => new Wire.RetrievedPoint { Id = id, Payload = { Shown(points[id.Uuid].Payload, request.WithPayload) } }) },
    };

    internal ulong Count(Wire.Filter filter) => (ulong)Under(filter).Count();

    internal Wire.ScrollResponse Scroll(Wire.ScrollPoints request)
    {
        var rest = Under(request.Filter).Where(point => request.Offset is null || string.CompareOrdinal(point.Id.Uuid, request.Offset.Uuid) >= 0).Take((int)request.Limit + 1).ToList();
        var response = new Wire.ScrollResponse { Result = { rest.Take((int)request.Limit).Select(point => new Wire.RetrievedPoint { Id = point.Id, Payload = { Shown(point.Payload, request.WithPayload) } }) } };
        if (rest.Count > (int)request.Limit) response.NextPageOffset = rest[^1].Id;
        return response;
    }

    internal Wire.BatchResult Query(Wire.QueryPoints query)
    {
        if (query.Limit < 1) throw new WireException(StatusCode.InvalidArgument, "limit: value 0 invalid, must be 1 or larger");
        var input = query.Query.Nearest;
        var score = input.Sparse is { } sparse ? BySparse(query.Using, sparse) : ByDense(query.Using, input.Dense);
        var hits = Under(query.Filter).Select(point => (Point: point, Score: score(point))).Where(hit => hit.Score is not null)
            .OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Point.Id.Uuid, StringComparer.Ordinal).Take((int)query.Limit);
        return new Wire.BatchResult { Result = { hits.Select(hit => new Wire.ScoredPoint { Id = hit.Point.Id, Score = hit.Score!.Value, Payload = { Shown(hit.Point.Payload, query.WithPayload) } }) } };
    }

    private Func<Wire.PointStruct, float?> BySparse(string name, Wire.SparseVector query)
    {
        CheckSparse(name, query);
        var vectors = points.Values.ToDictionary(point => point.Id.Uuid, point => Entries(point, name));
        var all = vectors.Values.Where(entries => entries.Count > 0).ToList();
        float count = all.Count;
        var hasIdf = description.SparseVectorsConfig.Map[name].Modifier == Wire.Modifier.Idf;
        var weights = query.Indices.Zip(query.Values, (index, value) =>
        {
            float holders = all.Count(entries => entries.ContainsKey(index));
            return (Index: index, Weight: hasIdf ? value * MathF.Log((count - holders + .5f) / (holders + .5f) + 1) : value);
        }).ToList();
        return point =>
        {
            var entries = vectors[point.Id.Uuid];
            var shared = weights.Where(weight => entries.ContainsKey(weight.Index)).ToList();
            return shared.Count == 0 ? null : shared.Aggregate(0f, (sum, weight) => sum + weight.Weight * entries[weight.Index]);
        };
    }

    private Func<Wire.PointStruct, float?> ByDense(string name, Wire.DenseVector query)
    {
        CheckDense(name, query.Data.Count);
        float[] asked = [.. query.Data];
        return point => point.Vectors.Vectors_.Vectors.TryGetValue(name, out var vector) ? TensorPrimitives.Dot<float>(asked, [.. vector.Dense.Data]) : null;
    }

    private static Dictionary<uint, float> Entries(Wire.PointStruct point, string name) =>
        point.Vectors.Vectors_.Vectors.TryGetValue(name, out var vector) ? vector.Sparse.Indices.Zip(vector.Sparse.Values).ToDictionary() : [];

    private void CheckSparse(string name, Wire.SparseVector vector)
    {
        if (!description.SparseVectorsConfig.Map.ContainsKey(name)) throw new WireException(StatusCode.InvalidArgument, $"Not existing vector name error: {name}");
        if (vector.Indices.Count != vector.Values.Count || vector.Indices.Distinct().Count() != vector.Indices.Count) throw new WireException(StatusCode.InvalidArgument, "Sparse indices must be unique and as many as values");
    }

    private void CheckDense(string name, int length)
    {
        if (!description.VectorsConfig.ParamsMap.Map.TryGetValue(name, out var vector)) throw new WireException(StatusCode.InvalidArgument, $"Not existing vector name error: {name}");
        if ((int)vector.Size != length) throw new WireException(StatusCode.InvalidArgument, $"Vector dimension error: expected dim: {vector.Size}, got {length}");
    }

    private List<string> Select(Wire.PointsSelector selector) =>
        selector.Filter is { } filter ? [.. Under(filter).Select(point => point.Id.Uuid)] : [.. selector.Points.Ids.Select(id => id.Uuid).Where(points.ContainsKey)];

    private IEnumerable<Wire.PointStruct> Under(Wire.Filter? filter)
    {
        var match = new PayloadMatch(indexed);
        return points.Values.Where(point => match.Matches(filter, point.Payload));
    }

    private static IDictionary<string, Wire.Value> Shown(MapField<string, Wire.Value> payload, Wire.WithPayloadSelector? selector) =>
        selector?.Include is { } include ? payload.Where(field => include.Fields.Contains(field.Key)).ToDictionary()
        : selector?.Enable == true ? payload : new Dictionary<string, Wire.Value>();
}
