using System.Collections;
using System.Diagnostics;

namespace Assistant.Observe;

/// <summary>One run of a stage: its span, and its time when it ends.</summary>
internal sealed class StageWatch(string stage) : IWatch<object>
{
    private readonly long started = Stopwatch.GetTimestamp();
    private string? error;

    /// <inheritdoc/>
    public Activity? Span { get; } = Signals.Source.StartActivity(stage);

    internal TimeSpan Elapsed => Stopwatch.GetElapsedTime(started);

    /// <summary>Notes how many things came of it, where it makes a list.</summary>
    internal void Made(object? result)
    {
        if (result is ICollection made) Span?.SetTag("assistant.results", made.Count);
        if (result is Evidence evidence) Span?.SetTag("assistant.results", evidence.Passages.Count).SetTag("assistant.relevant", evidence.IsRelevant);
    }

    /// <inheritdoc/>
    public void Saw(object item)
    {
    }

    /// <inheritdoc/>
    public void Fail(Exception exception, CancellationToken cancellationToken)
    {
        error = exception.GetType().Name;
        Span.Fail(exception, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        AssistantMetrics.Ran(stage, error, Elapsed);
        Span?.Dispose();
    }
}
