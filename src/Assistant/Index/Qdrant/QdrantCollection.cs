using System.Globalization;
using Assistant.Text;
using Grpc.Core;
using Wire = Qdrant.Client.Grpc;

namespace Assistant.Index.Qdrant;

/// <summary>The collection: made with its vectors and payload indexes, and what it was built by.</summary>
internal sealed class QdrantCollection(QdrantCalls calls, QdrantSettings settings)
{
    private const int Schema = 1;
    private const uint Page = 256; // points of a scroll

    private static readonly Wire.PointId MetaId = Payload.Id(Fields.Whats.Meta);
    private long last;

    /// <summary>What the collection was built by, or null where there is none yet.</summary>
    /// <exception cref="IndexException">It was built by another version, or is something else.</exception>
    internal async Task<Meta?> FindMetaAsync(CancellationToken cancellationToken)
    {
        var request = new Wire.GetPoints { CollectionName = settings.Collection, Ids = { MetaId }, WithPayload = new Wire.WithPayloadSelector { Enable = true } };
        var found = await calls.FindAsync(options => calls.Points.GetAsync(request, options), cancellationToken);
        if (found is not { Result: [var point, ..] })
        {
            if (found is not null && await InfoAsync(cancellationToken) is { PointsCount: > 0 }) throw Foreign();
            return null;
        }

        var (schema, analyzer) = (point.Payload.Number("schema"), point.Payload.Text("analyzer"));
        if (schema != Schema || analyzer != TextAnalyzer.Version)
        {
            throw new IndexException(
                $"{settings.Uri} was built by another version (schema {schema}, analyzer {analyzer}; this one uses {Schema}, {TextAnalyzer.Version}). Ingest into a new collection, or use the version that built it.");
        }

        return new Meta(point.Payload.Text("embedder"), point.Payload.ContainsKey("dimensions") ? (int)point.Payload.Number("dimensions") : null, point.Payload.Number("generation"));
    }

    /// <summary>Makes the collection where there is none, and notes the embedder where none is noted yet.</summary>
    /// <exception cref="IndexException">The documents are not from the embedder that the collection was built with.</exception>
    internal async Task PrepareAsync(IReadOnlyList<IndexedDocument> documents, CancellationToken cancellationToken)
    {
        var meta = await FindMetaAsync(cancellationToken);
        var embedder = meta?.Embedder;
        int? dimensions = meta is null ? null : meta.Dimensions ?? 0;
        foreach (var document in documents)
        {
            embedder ??= document.Embedder;
            if (embedder != document.Embedder) throw new IndexException($"The index was built with the embedder {embedder}, and {document.Embedder ?? "none"} is configured. Configure that one, or ingest into a new index.");
            foreach (var dense in document.Vectors.Select(vectors => vectors.Dense).OfType<float[]>())
            {
                dimensions ??= dense.Length;
                if (dimensions == 0) throw new IndexException($"{settings.Uri} was made without an embedder and cannot take vectors. Ingest into a new collection.");
                if (dimensions != dense.Length) throw new IndexException($"The index holds vectors of {dimensions} and of {dense.Length} dimensions. Ingest into a new collection.");
            }
        }

        if (meta is null) await MakeAsync(embedder, dimensions, cancellationToken);
        else if (meta.Embedder is null && embedder is not null) await NoteAsync([("embedder", Payload.Value(embedder))], cancellationToken);
    }

    /// <summary>A number larger than any before, in time order across processes with a common clock.</summary>
    internal long Next()
    {
        while (true)
        {
            var known = Interlocked.Read(ref last);
            var next = Math.Max(DateTime.UtcNow.Ticks, known + 1);
            if (Interlocked.CompareExchange(ref last, next, known) == known) return next;
        }
    }

    /// <summary>Says that the content has changed.</summary>
    internal Wire.PointsUpdateOperation NewGeneration() => new()
    {
        SetPayload = new Wire.PointsUpdateOperation.Types.SetPayload
        {
            Payload = { ["generation"] = Payload.Value(Next()) },
            PointsSelector = new Wire.PointsSelector { Points = new Wire.PointsIdsList { Ids = { MetaId } } },
        },
    };

    /// <summary>All points under the filter with these fields, page by page.</summary>
    internal async IAsyncEnumerable<Google.Protobuf.Collections.MapField<string, Wire.Value>> ScrollAsync(
        Wire.Filter filter, IEnumerable<string> fields, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new Wire.ScrollPoints { CollectionName = settings.Collection, Filter = filter, Limit = Page, WithPayload = Including(fields) };
        do
        {
            var page = await calls.FindAsync(options => calls.Points.ScrollAsync(request, options), cancellationToken);
            if (page is null) yield break;
            foreach (var point in page.Result) yield return point.Payload;
            request.Offset = page.NextPageOffset;
        }
        while (request.Offset is not null);
    }

    internal async Task<int> CountAsync(Wire.Filter filter, CancellationToken cancellationToken)
    {
        var request = new Wire.CountPoints { CollectionName = settings.Collection, Filter = filter, Exact = true };
        return (int)((await calls.FindAsync(options => calls.Points.CountAsync(request, options), cancellationToken))?.Result.Count ?? 0);
    }

    /// <summary>Applies operations one after the other, and waits until they are.</summary>
    internal async Task UpdateAsync(IEnumerable<Wire.PointsUpdateOperation> operations, CancellationToken cancellationToken)
    {
        var request = new Wire.UpdateBatchPoints { CollectionName = settings.Collection, Wait = true, Operations = { operations } };
        var done = await calls.CallAsync(options => calls.Points.UpdateBatchAsync(request, options), cancellationToken);
        Check(done.Result);
    }

    internal async Task UpsertAsync(IEnumerable<Wire.PointStruct> points, CancellationToken cancellationToken)
    {
        var request = new Wire.UpsertPoints { CollectionName = settings.Collection, Wait = true, Points = { points } };
        Check([(await calls.CallAsync(options => calls.Points.UpsertAsync(request, options), cancellationToken)).Result]);
    }

    /// <summary>Lets an alias name this collection in place of whatever it named before, in one step.</summary>
    internal async Task PublishAsync(string alias, CancellationToken cancellationToken)
    {
        var known = await calls.CallAsync(options => calls.Collections.ListAliasesAsync(new Wire.ListAliasesRequest(), options), cancellationToken);
        var change = new Wire.ChangeAliases();
        if (known.Aliases.Any(other => other.AliasName == alias)) change.Actions.Add(new Wire.AliasOperations { DeleteAlias = new Wire.DeleteAlias { AliasName = alias } });
        change.Actions.Add(new Wire.AliasOperations { CreateAlias = new Wire.CreateAlias { AliasName = alias, CollectionName = settings.Collection } });
        await calls.CallAsync(options => calls.Collections.UpdateAliasesAsync(change, options), cancellationToken);
    }

    /// <summary>Has the server write a snapshot of the collection; returns its name there.</summary>
    internal async Task<string> SnapshotAsync(CancellationToken cancellationToken)
    {
        var request = new Wire.CreateSnapshotRequest { CollectionName = settings.Collection };
        return (await calls.CallAsync(options => calls.Snapshots.CreateAsync(request, options), cancellationToken)).SnapshotDescription.Name;
    }

    internal static Wire.WithPayloadSelector Including(IEnumerable<string> fields) => new() { Include = new Wire.PayloadIncludeSelector { Fields = { fields } } };

    // Others may be making it at the same time, or have been killed while they did: each step may find its work done.
    private async Task MakeAsync(string? embedder, int? dimensions, CancellationToken cancellationToken)
    {
        var known = await InfoAsync(cancellationToken);
        if (known is { PointsCount: > 0 }) throw Foreign();
        if (known is null)
        {
            var request = Description(dimensions);
            try
            {
                await calls.CallAsync(options => calls.Collections.CreateAsync(request, options), cancellationToken);
            }
            catch (IndexException exception) when (exception.InnerException is RpcException { StatusCode: StatusCode.AlreadyExists or StatusCode.InvalidArgument } && !cancellationToken.IsCancellationRequested)
            {
                if (await InfoAsync(cancellationToken) is null) throw;
            }
        }

        var indexed = known?.PayloadSchema.Keys ?? [];
        foreach (var (field, type) in Fields.Indexed.Where(index => !indexed.Contains(index.Key)))
        {
            var request = new Wire.CreateFieldIndexCollection { CollectionName = settings.Collection, Wait = true, FieldName = field, FieldType = type };
            if (field == Fields.Tenant) request.FieldIndexParams = new Wire.PayloadIndexParams { KeywordIndexParams = new Wire.KeywordIndexParams { IsTenant = true } };
            await calls.CallAsync(options => calls.Points.CreateFieldIndexAsync(request, options), cancellationToken);
        }

        var meta = Payload.Point(MetaId, Fields.Whats.Meta, ("schema", Payload.Value(Schema)), ("analyzer", Payload.Value(TextAnalyzer.Version)), ("generation", Payload.Value(0)));
        if (embedder is not null) meta.Payload["embedder"] = Payload.Value(embedder);
        if (dimensions is { } length) meta.Payload["dimensions"] = Payload.Value(length);
        await UpsertAsync([meta], cancellationToken);
    }

    private Wire.CreateCollection Description(int? dimensions)
    {
        var request = new Wire.CreateCollection
        {
            CollectionName = settings.Collection,
            SparseVectorsConfig = new Wire.SparseVectorConfig { Map = { [Fields.Words] = new Wire.SparseVectorParams { Modifier = Wire.Modifier.Idf } } },
            VectorsConfig = new Wire.VectorsConfig { ParamsMap = new Wire.VectorParamsMap() },
            HnswConfig = new Wire.HnswConfigDiff { PayloadM = 16 }, // links within each tenant too, so that a filter by tenant loses nothing
        };
        if (dimensions is { } length) request.VectorsConfig.ParamsMap.Map[Fields.Meaning] = new Wire.VectorParams { Size = (ulong)length, Distance = Wire.Distance.Dot }; // they have unit length
        if (settings.Shards is { } shards) request.ShardNumber = shards;
        if (settings.Replicas is { } replicas) request.ReplicationFactor = replicas;
        if (settings.IsQuantised) request.QuantizationConfig = new Wire.QuantizationConfig { Scalar = new Wire.ScalarQuantization { Type = Wire.QuantizationType.Int8 } };
        return request;
    }

    private async Task<Wire.CollectionInfo?> InfoAsync(CancellationToken cancellationToken) =>
        (await calls.FindAsync(options => calls.Collections.GetAsync(new Wire.GetCollectionInfoRequest { CollectionName = settings.Collection }, options), cancellationToken))?.Result;

    private Task NoteAsync(IEnumerable<(string Key, Wire.Value Value)> fields, CancellationToken cancellationToken)
    {
        var operation = NewGeneration();
        foreach (var (key, value) in fields) operation.SetPayload.Payload[key] = value;
        return UpdateAsync([operation], cancellationToken);
    }

    private IndexException Foreign() => new($"{settings.Uri} is a collection, but no index. Choose another name.");

    private void Check(IEnumerable<Wire.UpdateResult> results)
    {
        if (results.FirstOrDefault(result => result.Status != Wire.UpdateStatus.Completed) is { } other)
        {
            throw new IndexException(string.Create(CultureInfo.InvariantCulture, $"Qdrant at {settings.Server} did not carry out a write ({other.Status}). Check its log and its load, then ingest again."));
        }
    }

    internal sealed record Meta(string? Embedder, int? Dimensions, long Generation);
}
