using System.Diagnostics.Metrics;

namespace Assistant.Generate.Servers;

/// <summary>How the servers of a model are off, for OpenTelemetry, under meter <see cref="Models.Telemetry"/>.</summary>
internal sealed class ServerMetrics : IDisposable
{
    private readonly Meter meter = new(Models.Telemetry);
    private readonly Counter<long> failures;

    internal ServerMetrics(IReadOnlyList<ModelServer> servers)
    {
        failures = meter.CreateCounter<long>("assistant.model_server.failures", "{failure}", "Requests that a model server failed.");
        meter.CreateObservableGauge("assistant.model_server.up", () => servers.Select(server => new Measurement<int>(server.Health.IsUp ? 1 : 0, Tag(server))), null, "1 where the server is used, 0 where it is left alone.");
        meter.CreateObservableGauge("assistant.model_server.requests", () => servers.Select(server => new Measurement<int>(server.Health.Running, Tag(server))), "{request}", "Requests that run on the server.");
    }

    internal void Failed(ModelServer server, ModelServerFault fault) => failures.Add(1, Tag(server), new KeyValuePair<string, object?>("error.type", fault.ToString()));

    public void Dispose() => meter.Dispose();

    private static KeyValuePair<string, object?> Tag(ModelServer server) => new("server.address", server.Address.Authority);
}
