using System.Collections.Concurrent;
using System.Diagnostics;
using OpenTelemetry;

namespace Assistant.Web.Tests.Telemetry;

/// <summary>Keeps every span that is exported, and tells when a request's own has ended: that is after its response.</summary>
internal sealed class SpanRecorder : BaseProcessor<Activity>
{
    private readonly ConcurrentQueue<Activity> spans = new();
    private readonly SemaphoreSlim ended = new(0);

    internal IReadOnlyList<Activity> Spans => [.. spans];

    public override void OnEnd(Activity data)
    {
        spans.Enqueue(data);
        ended.Release();
    }

    /// <summary>The spans of a trace once its server span is among them.</summary>
    internal async Task<IReadOnlyList<Activity>> TraceAsync(string traceId)
    {
        while (true)
        {
            var trace = spans.Where(span => span.TraceId.ToHexString() == traceId).ToList();
            if (trace.Any(span => span.Kind == ActivityKind.Server)) return trace;
            Assert.True(await ended.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken), $"No server span of trace {traceId} has ended: {string.Join(", ", trace.Select(span => span.DisplayName))}");
        }
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        ended.Dispose();
    }
}
