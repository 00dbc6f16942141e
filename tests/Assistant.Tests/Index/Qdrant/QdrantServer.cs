using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Wire = Qdrant.Client.Grpc;

namespace Assistant.Tests.Index.Qdrant;

/// <summary>What goes wrong with a call.</summary>
internal sealed record Fault(StatusCode? Status = null, TimeSpan Delay = default, bool Resets = false, bool IsHalf = false, bool AfterWork = false);

/// <summary>
/// Qdrant's gRPC calls that are used here, over HTTP/2 on a port of this machine, with collections in memory. Faults are asked for before each call;
/// it can be stopped and started again on its port, and keeps what it holds.
/// </summary>
internal sealed class QdrantServer : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, MemoryCollection> collections = [];
    private readonly Dictionary<string, string> aliases = [];
    private WebApplication? app;

    internal int Port { get; private set; }

    internal string? ApiKey { get; init; }

    internal ConcurrentQueue<string> Calls { get; } = [];

    /// <summary>Told the name of each call; null where it goes well.</summary>
    internal Func<string, Fault?> Faults { get; set; } = _ => null;

    internal static async Task<QdrantServer> StartAsync(string? apiKey = null)
    {
        var server = new QdrantServer { ApiKey = apiKey };
        await server.RestartAsync();
        return server;
    }

    internal async Task RestartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, Port, listen => listen.Protocols = HttpProtocols.Http2));
        builder.WebHost.ConfigureKestrel(options => options.Limits.MaxRequestBodySize = null);
        app = builder.Build();
        app.MapPost("/{service}/{method}", AnswerAsync);
        await app.StartAsync();
        Port = new Uri(app.Urls.First()).Port;
    }

    internal async Task StopAsync()
    {
        if (app is null) return;
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await app.StopAsync(now.Token);
        await app.DisposeAsync();
        app = null;
    }

    internal MemoryCollection Collection(string name)
    {
        lock (gate) return Find(name);
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private async Task AnswerAsync(HttpContext context, string service, string method)
    {
        var name = $"{service.Split('.')[^1]}.{method}";
        Calls.Enqueue(name);
        var fault = Faults(name);
        var body = await ReadAsync(context.Request);
        context.Response.ContentType = "application/grpc";
        try
        {
            if (fault is not null)
            {
                if (fault.Delay > TimeSpan.Zero) await Task.Delay(fault.Delay, context.RequestAborted);
                if (fault.AfterWork) Answer(name, body);
                if (fault.Resets)
                {
                    context.Abort();
                    return;
                }

                if (fault.Status is { } status) throw new WireException(status, "as the test wishes");
            }

            if (ApiKey is not null && context.Request.Headers["api-key"] != ApiKey) throw new WireException(StatusCode.Unauthenticated, "Invalid api-key");
            var answer = Answer(name, body);
            var framed = new byte[5 + answer.Length];
            BinaryPrimitives.WriteInt32BigEndian(framed.AsSpan(1), answer.Length);
            answer.CopyTo(framed, 5);
            if (fault?.IsHalf == true)
            {
                await context.Response.Body.WriteAsync(framed.AsMemory(0, framed.Length / 2), context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                context.Abort();
                return;
            }

            await context.Response.Body.WriteAsync(framed, context.RequestAborted);
            context.Response.AppendTrailer("grpc-status", "0");
        }
        catch (WireException exception)
        {
            context.Response.AppendTrailer("grpc-status", $"{(int)exception.Status}");
            context.Response.AppendTrailer("grpc-message", Uri.EscapeDataString(exception.Message));
        }
    }

    private static async Task<byte[]> ReadAsync(HttpRequest request)
    {
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, request.HttpContext.RequestAborted);
        return buffer.ToArray()[5..];
    }

    // One call at a time: Qdrant promises less.
    private byte[] Answer(string name, byte[] body)
    {
        lock (gate)
        {
            return ((IMessage)(name switch
            {
                "Collections.Get" => Info(Wire.GetCollectionInfoRequest.Parser.ParseFrom(body).CollectionName),
                "Collections.Create" => Create(Wire.CreateCollection.Parser.ParseFrom(body)),
                "Collections.Delete" => new Wire.CollectionOperationResponse { Result = collections.Remove(Wire.DeleteCollection.Parser.ParseFrom(body).CollectionName) },
                "Collections.UpdateAliases" => Change(Wire.ChangeAliases.Parser.ParseFrom(body)),
                "Collections.ListAliases" => new Wire.ListAliasesResponse { Aliases = { aliases.Select(pair => new Wire.AliasDescription { AliasName = pair.Key, CollectionName = pair.Value }) } },
                "Snapshots.Create" => Snapshot(Wire.CreateSnapshotRequest.Parser.ParseFrom(body)),
                "Points.Upsert" => Upsert(Wire.UpsertPoints.Parser.ParseFrom(body)),
                "Points.Get" => Get(Wire.GetPoints.Parser.ParseFrom(body)),
                "Points.UpdateBatch" => Update(Wire.UpdateBatchPoints.Parser.ParseFrom(body)),
                "Points.CreateFieldIndex" => Index(Wire.CreateFieldIndexCollection.Parser.ParseFrom(body)),
                "Points.Scroll" => Scroll(Wire.ScrollPoints.Parser.ParseFrom(body)),
                "Points.Count" => Count(Wire.CountPoints.Parser.ParseFrom(body)),
                "Points.QueryBatch" => Query(Wire.QueryBatchPoints.Parser.ParseFrom(body)),
                _ => throw new WireException(StatusCode.Unimplemented, name),
            })).ToByteArray();
        }
    }

    private MemoryCollection Find(string name) =>
        collections.TryGetValue(aliases.GetValueOrDefault(name, name), out var found) ? found : throw new WireException(StatusCode.NotFound, $"Collection `{name}` doesn't exist!");

    private Wire.GetCollectionInfoResponse Info(string name)
    {
        var found = Find(name);
        var info = new Wire.CollectionInfo { PointsCount = (ulong)found.Points.Count() };
        foreach (var field in found.Indexed) info.PayloadSchema[field] = new Wire.PayloadSchemaInfo();
        return new Wire.GetCollectionInfoResponse { Result = info };
    }

    private Wire.CreateSnapshotResponse Snapshot(Wire.CreateSnapshotRequest request) =>
        new() { SnapshotDescription = new Wire.SnapshotDescription { Name = $"{request.CollectionName}-{Find(request.CollectionName).Points.Count()}.snapshot" } };

    private Wire.CollectionOperationResponse Create(Wire.CreateCollection request)
    {
        if (!collections.TryAdd(request.CollectionName, new MemoryCollection(request))) throw new WireException(StatusCode.AlreadyExists, $"Collection `{request.CollectionName}` already exists!");
        return new Wire.CollectionOperationResponse { Result = true };
    }

    private Wire.CollectionOperationResponse Change(Wire.ChangeAliases request)
    {
        foreach (var action in request.Actions)
        {
            if (action.DeleteAlias is { } deleted) aliases.Remove(deleted.AliasName);
            if (action.CreateAlias is not { } created) continue;
            _ = Find(created.CollectionName);
            if (collections.ContainsKey(created.AliasName)) throw new WireException(StatusCode.InvalidArgument, $"Collection with the same name already exists: {created.AliasName}");
            aliases[created.AliasName] = created.CollectionName;
        }

        return new Wire.CollectionOperationResponse { Result = true };
    }

    private Wire.PointsOperationResponse Upsert(Wire.UpsertPoints request)
    {
        Find(request.CollectionName).Upsert(request.Points);
        return new Wire.PointsOperationResponse { Result = Done() };
    }

    private Wire.GetResponse Get(Wire.GetPoints request) => Find(request.CollectionName).Get(request);

    private Wire.UpdateBatchResponse Update(Wire.UpdateBatchPoints request)
    {
        var collection = Find(request.CollectionName);
        foreach (var operation in request.Operations)
        {
            if (operation.Upsert is { } upsert) collection.Upsert(upsert.Points);
            if (operation.SetPayload is { } set) collection.SetPayload(set.Payload, set.PointsSelector);
            if (operation.DeletePoints is { } delete) collection.Delete(delete.Points);
        }

        return new Wire.UpdateBatchResponse { Result = { request.Operations.Select(_ => Done()) } };
    }

    private Wire.PointsOperationResponse Index(Wire.CreateFieldIndexCollection request)
    {
        Find(request.CollectionName).AddIndex(request.FieldName);
        return new Wire.PointsOperationResponse { Result = Done() };
    }

    private Wire.ScrollResponse Scroll(Wire.ScrollPoints request) => Find(request.CollectionName).Scroll(request);

    private Wire.CountResponse Count(Wire.CountPoints request) => new() { Result = new Wire.CountResult { Count = Find(request.CollectionName).Count(request.Filter) } };

    private Wire.QueryBatchResponse Query(Wire.QueryBatchPoints request) => new() { Result = { request.QueryPoints.Select(query => Find(query.CollectionName).Query(query)) } };

    private static Wire.UpdateResult Done() => new() { Status = Wire.UpdateStatus.Completed };
}
