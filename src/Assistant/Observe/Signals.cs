using System.Diagnostics;

namespace Assistant.Observe;

/// <summary>
/// How traces and metrics are told apart from those of others. They hold counts, ids and times, never what a guest or a property says.
/// </summary>
public static class Signals
{
    /// <summary>The name of the library's own spans and meter.</summary>
    public const string Name = "Assistant";

    /// <summary>
    /// What a host exports, as patterns of names: the path and the models in this process (<c>Assistant.Llama</c>, <c>Assistant.Models</c>, ...), and what
    /// Microsoft.Extensions.AI calls itself where no other name was given.
    /// </summary>
    public static IReadOnlyList<string> Exported { get; } = ["Assistant", "Assistant.*", "Experimental.Microsoft.Extensions.AI"];

    /// <summary>The source of the path's spans: <c>ask</c>, one a stage below it, and calls to the index.</summary>
    public static ActivitySource Source { get; } = new(Name, AssistantVersion.Current);

    /// <summary>The trace that runs, as 32 hexadecimal digits (W3C Trace Context); null where nothing traces.</summary>
    public static string? TraceId => Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity ? activity.TraceId.ToHexString() : null;

    // The kind of fault only: a message may repeat what a guest wrote. What the caller broke off is no fault.
    internal static void Fail(this Activity? activity, Exception exception, CancellationToken cancellationToken)
    {
        if (activity is null) return;
        activity.SetTag("error.type", exception.GetType().Name);
        if (!(exception is OperationCanceledException && cancellationToken.IsCancellationRequested)) activity.SetStatus(ActivityStatusCode.Error);
    }
}
