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
    private readonly SortedDictionary<string, Held> points = new(StringComparer.Ordinal);
    private readonly HashSet<string> indexed = [];

    internal IReadOnlyCollection<string> Indexed => indexed;

    internal IEnumerable<Wire.PointStruct> Points => points.Values.Select(held => held.Point);

    /// <summary>How it was asked for.</summary>
    internal Wire.CreateCollection Description => description;

    /// <summary>How it was searched last, a query each.</summary>
    internal List<Wire.QueryPoints> Asked { get; } = [];

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

            points[point.Id.Uuid] = new Held(point.Clone());
        }
    }

    internal void SetPayload(MapField<string, Wire.Value> payload, Wire.PointsSelector selector)
    {
        foreach (var id in Select(selector))
        {
            foreach (var (key, value) in payload) points[id].Point.Payload[key] = value.Clone();
            points[id] = new Held(points[id].Point);
        }
    }

    internal void Delete(Wire.PointsSelector selector) => Select(selector).ForEach(id => points.Remove(id));

    internal Wire.GetResponse Get(Wire.GetPoints request) => new()
    {
        Result = { request.Ids.Where(id => points.ContainsKey(id.Uuid)).Select(id => new Wire.RetrievedPoint { Id = id, Payload = { Shown(points[id.Uuid].Point.Payload, request.WithPayload) } }) },
    };

    internal ulong Count(Wire.Filter filter) => (ulong)Under(filter).Count();

    internal Wire.ScrollResponse Scroll(Wire.ScrollPoints request)
    {
        var rest = Under(request.Filter).Select(held => held.Point).Where(point => request.Offset is null || string.CompareOrdinal(point.Id.Uuid, request.Offset.Uuid) >= 0).Take((int)request.Limit + 1).ToList();
        var response = new Wire.ScrollResponse { Result = { rest.Take((int)request.Limit).Select(point => new Wire.RetrievedPoint { Id = point.Id, Payload = { Shown(point.Payload, request.WithPayload) } }) } };
        if (rest.Count > (int)request.Limit) response.NextPageOffset = rest[^1].Id;
        return response;
    }

    internal Wire.BatchResult Query(Wire.QueryPoints query)
    {
        if (query.Limit < 1) throw new WireException(StatusCode.InvalidArgument, "limit: value 0 invalid, must be 1 or larger");
        Asked.Add(query);
        var input = query.Query.Nearest;
        var score = input.Sparse is { } sparse ? BySparse(query.Using, sparse) : ByDense(query.Using, input.Dense);
        var hits = Under(query.Filter).Select(held => (held.Point, Score: score(held))).Where(hit => hit.Score is not null)
            .OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Point.Id.Uuid, StringComparer.Ordinal).Take((int)query.Limit);
        return new Wire.BatchResult { Result = { hits.Select(hit => new Wire.ScoredPoint { Id = hit.Point.Id, Score = hit.Score!.Value, Payload = { Shown(hit.Point.Payload, query.WithPayload) } }) } };
    }

    private Func<Held, float?> BySparse(string name, Wire.SparseVector query)
    {
        CheckSparse(name, query);
        var all = points.Values.Select(held => held.Sparse(name)).Where(entries => entries.Count > 0).ToList();
        float count = all.Count;
        var hasIdf = description.SparseVectorsConfig.Map[name].Modifier == Wire.Modifier.Idf;
        var weights = query.Indices.Zip(query.Values, (index, value) =>
        {
            float holders = all.Count(entries => entries.ContainsKey(index));
            return (Index: index, Weight: hasIdf ? value * MathF.Log((count - holders + .5f) / (holders + .5f) + 1) : value);
        }).ToList();
        return held =>
        {
            float? sum = null;
            foreach (var (index, weight) in weights) if (held.Sparse(name).TryGetValue(index, out var value)) sum = (sum ?? 0) + weight * value;
            return sum;
        };
    }

    private Func<Held, float?> ByDense(string name, Wire.DenseVector query)
    {
        CheckDense(name, query.Data.Count);
        float[] asked = [.. query.Data];
        return held => held.Dense(name) is { } vector ? TensorPrimitives.Dot<float>(asked, vector) : null;
    }

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
        selector.Filter is { } filter ? [.. Under(filter).Select(held => held.Point.Id.Uuid)] : [.. selector.Points.Ids.Select(id => id.Uuid).Where(points.ContainsKey)];

    private IEnumerable<Held> Under(Wire.Filter? filter)
    {
        if (filter is null) return points.Values;
        PayloadMatch.Check(filter, indexed);
        return points.Values.Where(held => PayloadMatch.Matches(filter, held.Payload));
    }

    private static IDictionary<string, Wire.Value> Shown(MapField<string, Wire.Value> payload, Wire.WithPayloadSelector? selector) =>
        selector?.Include is { } include ? payload.Where(field => include.Fields.Contains(field.Key)).ToDictionary()
        : selector?.Enable == true ? payload : new Dictionary<string, Wire.Value>();

    // A point with its vectors and payload as search reads them.
    private sealed class Held(Wire.PointStruct point)
    {
        private static readonly Dictionary<uint, float> None = [];
        private readonly Dictionary<string, Dictionary<uint, float>> sparse = (point.Vectors.Vectors_?.Vectors ?? []).Where(vector => vector.Value.Sparse is not null)
            .ToDictionary(vector => vector.Key, vector => vector.Value.Sparse.Indices.Zip(vector.Value.Sparse.Values).ToDictionary());

        private readonly Dictionary<string, float[]> dense = (point.Vectors.Vectors_?.Vectors ?? []).Where(vector => vector.Value.Sparse is null)
            .ToDictionary(vector => vector.Key, vector => vector.Value.Dense.Data.ToArray());

        internal Wire.PointStruct Point => point;

        internal Wire.Value Payload { get; } = new() { StructValue = new Wire.Struct { Fields = { point.Payload } } };

        internal Dictionary<uint, float> Sparse(string name) => sparse.GetValueOrDefault(name) ?? None;

        internal float[]? Dense(string name) => dense.GetValueOrDefault(name);
    }
}
