using Grpc.Core;
using Grpc.Net.Client;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;
using Wire = Qdrant.Client.Grpc;

namespace Assistant.Index.Qdrant;

/// <summary>
/// Calls to the server: each try has a deadline, passing faults are tried again after a drawn wait, the whole call has a bound, and a server that
/// keeps failing is left alone for a while. Whatever still fails is an <see cref="IndexException"/> that says what to do. Every call may be
/// repeated: writes name what they write.
/// </summary>
internal sealed class QdrantCalls : IDisposable
{
    private const int LargestMessage = 64 * 1024 * 1024;

    private readonly QdrantSettings settings;
    private readonly GrpcChannel channel;
    private readonly Metadata headers = [];
    private readonly ResiliencePipeline pipeline;

    internal QdrantCalls(QdrantSettings settings)
    {
        this.settings = settings;
        channel = GrpcChannel.ForAddress($"{(settings.IsTls ? "https" : "http")}://{settings.Server}", new GrpcChannelOptions
        {
            MaxReceiveMessageSize = LargestMessage,
            MaxSendMessageSize = LargestMessage,
            DisposeHttpClient = true,
            InitialReconnectBackoff = settings.FirstWait,
            MaxReconnectBackoff = settings.Pause, // the default grows to two minutes, long after a server is back
            HttpHandler = new SocketsHttpHandler
            {
                EnableMultipleHttp2Connections = true,
                ConnectTimeout = settings.TryLimit,
                KeepAlivePingDelay = TimeSpan.FromSeconds(30),
                KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
            },
        });
        if (settings.ApiKey is { } key) headers.Add("api-key", key);
        (Points, Collections, Snapshots) = (new Wire.Points.PointsClient(channel), new Wire.Collections.CollectionsClient(channel), new Wire.Snapshots.SnapshotsClient(channel));
        var passing = new PredicateBuilder().Handle<RpcException>(IsPassing);
        pipeline = new ResiliencePipelineBuilder()
            .AddTimeout(settings.CallLimit)
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = passing,
                MaxRetryAttempts = settings.Retries,
                Delay = settings.FirstWait,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
            })
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions { ShouldHandle = passing, FailureRatio = .5, MinimumThroughput = 10, SamplingDuration = TimeSpan.FromSeconds(30), BreakDuration = settings.Pause })
            .Build();
    }

    internal Wire.Points.PointsClient Points { get; }

    internal Wire.Collections.CollectionsClient Collections { get; }

    internal Wire.Snapshots.SnapshotsClient Snapshots { get; }

    /// <summary>The answer to a call; null where the server knows no such collection.</summary>
    internal async Task<T?> FindAsync<T>(Func<CallOptions, AsyncUnaryCall<T>> call, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await TryAsync(call, cancellationToken);
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.NotFound)
        {
            return null;
        }
        catch (Exception exception) when (Explain(exception) is { } explained)
        {
            throw explained;
        }
    }

    /// <summary>The answer to a call.</summary>
    /// <exception cref="IndexException">There is none; also where the server knows no such collection.</exception>
    internal async Task<T> CallAsync<T>(Func<CallOptions, AsyncUnaryCall<T>> call, CancellationToken cancellationToken)
        where T : class =>
        await FindAsync(call, cancellationToken) ?? throw new IndexException($"{settings.Uri} is gone: the server knows no such collection any more. Ingest again.");

    public void Dispose() => channel.Dispose();

    private async Task<T> TryAsync<T>(Func<CallOptions, AsyncUnaryCall<T>> call, CancellationToken cancellationToken) => await pipeline.ExecuteAsync(async token =>
    {
        try
        {
            return await call(new CallOptions(headers, DateTime.UtcNow + settings.TryLimit, token));
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.Cancelled && token.IsCancellationRequested)
        {
            throw new OperationCanceledException(exception.Message, exception, token);
        }
    }, cancellationToken);

    // A connection that breaks within an answer is told as Internal or Unknown, with the cause beside it.
    private static bool IsPassing(RpcException exception) =>
        exception.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.ResourceExhausted
        || (exception.StatusCode is StatusCode.Internal or StatusCode.Unknown && exception.Status.DebugException is IOException or HttpRequestException);

    private IndexException? Explain(Exception exception) => exception switch
    {
        BrokenCircuitException => new($"Qdrant at {settings.Server} has failed too often and is left alone for {settings.Pause.TotalSeconds:0.#} s. Check that it runs; it is tried again by itself.", exception),
        TimeoutRejectedException => new($"Qdrant at {settings.Server} did not answer within {settings.CallLimit.TotalSeconds:0.#} s, retries included. Check its load, or try again later.", exception),
        RpcException rpc => new(Words(rpc), exception),
        _ => null,
    };

    private string Words(RpcException exception) => exception.StatusCode switch
    {
        StatusCode.Unauthenticated or StatusCode.PermissionDenied => $"Qdrant at {settings.Server} does not accept the API key. Set Assistant:IndexApiKey to one that may read and write {settings.Collection}.",
        StatusCode.DeadlineExceeded => $"Qdrant at {settings.Server} did not answer within {settings.TryLimit.TotalSeconds:0.#} s, {settings.Retries + 1} times. Check its load, or try again later.",
        StatusCode.ResourceExhausted => $"Qdrant at {settings.Server} has no room or too much to do: {exception.Status.Detail}. Give it more, or try again later.",
        _ when IsPassing(exception) => $"Qdrant at {settings.Server} cannot be reached. Check that it runs and that Assistant:Index names its gRPC port and the right scheme (qdrants:// for TLS).",
        _ => $"Qdrant at {settings.Server} refused a request ({exception.StatusCode}): {exception.Status.Detail}",
    };
}
