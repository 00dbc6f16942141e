using System.Diagnostics.Metrics;

namespace Assistant.Mcp.Calls;

/// <summary>What the server counts, under meter <c>Assistant.Mcp</c>. Tags have few values: no argument is one.</summary>
internal static class CallMetrics
{
    private static readonly Meter Meter = new("Assistant.Mcp"); // without a version: it would begin every series anew

    private static readonly InstrumentAdvice<double> Seconds = new() { HistogramBucketBoundaries = [.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60] };

    private static readonly Histogram<double> Calls = Meter.CreateHistogram("assistant.mcp.call.duration", "s", "Of one call of a tool, or one reading of a resource, by what became of it.", advice: Seconds);

    /// <summary>A call ended.</summary>
    internal static void Called(string tool, CallOutcome outcome, TimeSpan duration) =>
        Calls.Record(duration.TotalSeconds, new("assistant.tool", tool), new("assistant.outcome", outcome.ToString().ToLowerInvariant()));
}

/// <summary>What became of a call.</summary>
internal enum CallOutcome
{
    /// <summary>It has a result.</summary>
    Done,

    /// <summary>The caller asked for what cannot be.</summary>
    Invalid,

    /// <summary>The caller's key does not open it.</summary>
    Denied,

    /// <summary>Something here failed.</summary>
    Failed,

    /// <summary>The caller broke it off.</summary>
    Cancelled,
}
