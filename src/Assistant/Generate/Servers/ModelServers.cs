using System.Globalization;
using Polly;
using Polly.Retry;

namespace Assistant.Generate.Servers;

/// <summary>
/// The servers of one model. A request goes to the one that is best off: not left alone, failing least, with the least to do. What may go well another
/// time is tried again after a drawn wait; in all it has a bound.
/// </summary>
internal sealed class ModelServers : IDisposable
{
    private readonly HttpClient http;
    private readonly IReadOnlyList<ModelServer> servers;
    private readonly ResiliencePipeline tries;
    private readonly TimeProvider time;
    private readonly ServerMetrics metrics;

    internal ModelServers(ServerSetting setting, string? apiKey, ServerLimits limits, TimeProvider? time = null)
    {
        this.time = time ?? TimeProvider.System;
        (Model, Limits) = (setting.Model, limits);
        http = new HttpClient(new SocketsHttpHandler { ConnectTimeout = limits.Connect, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = Timeout.InfiniteTimeSpan };
        servers = [.. setting.Bases.Select(address => new ModelServer(address, setting.Model, apiKey, http, new ServerHealth(limits, this.time)))];
        metrics = new ServerMetrics(servers);
        tries = new ResiliencePipelineBuilder { TimeProvider = this.time }.AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<ModelServerException>(exception => exception.Fault.IsPassing()),
            MaxRetryAttempts = Math.Max(limits.Tries, servers.Count) - 1,
            Delay = limits.FirstWait,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
        }).Build();
    }

    internal string Model { get; }

    internal ServerLimits Limits { get; }

    /// <summary>Each server and how it is off.</summary>
    internal IReadOnlyList<ModelServer> All => servers;

    /// <summary>Makes a call to the best server, and again where that may help.</summary>
    /// <exception cref="ModelServerException">No server does it, within <paramref name="limit"/> altogether.</exception>
    internal async Task<T> CallAsync<T>(TimeSpan limit, Func<ModelServer, CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        if (!servers.Any(server => server.Health.IsUp)) throw AllPaused();
        using var bound = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, bound.Token);
        var server = Best(null);
        var isFirst = true;
        try
        {
            return await tries.ExecuteAsync(async token =>
            {
                server = isFirst ? server : Best(server);
                isFirst = false;
                return await OnceAsync(server, call, token);
            }, either.Token);
        }
        catch (OperationCanceledException) when (bound.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            Failed(server, ModelServerFault.Slow);
            throw ServerFaults.Slow(server, limit);
        }
    }

    /// <summary>Notes that a server failed.</summary>
    internal void Failed(ModelServer server, ModelServerFault fault)
    {
        server.Health.Failed(isSlow: fault is ModelServerFault.Slow);
        metrics.Failed(server, fault);
    }

    public void Dispose()
    {
        metrics.Dispose();
        http.Dispose();
    }

    private async Task<T> OnceAsync<T>(ModelServer server, Func<ModelServer, CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        var isProbe = server.Health.Begin();
        try
        {
            var result = await call(server, cancellationToken);
            server.Health.Succeeded();
            return result;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            server.Health.Abandoned(isProbe);
            throw;
        }
        catch (OperationCanceledException exception) // a connection that does not come to stand is told so
        {
            var fault = ServerFaults.Unreachable(server, exception);
            Failed(server, fault.Fault);
            throw fault;
        }
        catch (Exception exception) when (ServerFaults.Of(server, exception) is { } fault)
        {
            if (fault.Fault is ModelServerFault.Refused) server.Health.Abandoned(isProbe); // it is there, and answers
            else Failed(server, fault.Fault);
            throw fault;
        }
        finally
        {
            server.Health.End();
        }
    }

    // Of several that are equally well off, another than the last time. Between the tries of one request all may have been left alone: the next one due.
    private ModelServer Best(ModelServer? last) => servers
        .OrderBy(server => server.Health.IsUp ? DateTimeOffset.MinValue : server.Health.PausedUntil).ThenBy(server => server.Health.Failures).ThenBy(server => server.Health.Running)
        .ThenBy(server => server == last).ThenBy(_ => Random.Shared.Next()).First();

    private ModelServerException AllPaused()
    {
        var wait = Math.Max(0, (servers.Min(server => server.Health.PausedUntil) - time.GetUtcNow()).TotalSeconds).ToString("0.#", CultureInfo.InvariantCulture);
        return new ModelServerException(
            ModelServerFault.Away,
            $"{string.Join(", ", servers.Select(server => server.Address))} failed too often and {(servers.Count == 1 ? "is" : "are")} left alone for {wait} s more. Check that the model server runs; it is tried again by itself.");
    }
}
