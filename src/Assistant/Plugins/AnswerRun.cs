using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.SemanticKernel;

namespace Assistant.Plugins;

/// <summary>What the kernel's filters note down while one question is answered; it travels in <see cref="Kernel.Data"/>.</summary>
public sealed partial class AnswerRun
{
    private const string Key = "run";
    private readonly Lock guard = new();
    private readonly Dictionary<string, double> timings = [];
    private readonly List<Notice> notices = [];
    private readonly ILogger logger;
    private readonly long started = Stopwatch.GetTimestamp();

    private AnswerRun(ILogger logger) => this.logger = logger;

    /// <summary>Milliseconds by stage; a stage called several times adds up.</summary>
    public IReadOnlyDictionary<string, double> Timings
    {
        get
        {
            lock (guard) return new Dictionary<string, double>(timings) { ["total"] = Rounded(Stopwatch.GetElapsedTime(started)) };
        }
    }

    /// <summary>The prompt as it went to the model; null where none did.</summary>
    public string? Prompt { get; private set; }

    /// <summary>What could not be used, each once.</summary>
    public IReadOnlyList<Notice> Notices
    {
        get
        {
            lock (guard) return [.. notices];
        }
    }

    /// <summary>A kernel of its own for one question, and the run its filters write to.</summary>
    public static (Kernel Kernel, AnswerRun Run) Start(Kernel kernel)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        var own = kernel.Clone();
        var run = new AnswerRun(kernel.LoggerFactory.CreateLogger<AnswerRun>());
        own.Data[Key] = run;
        return (own, run);
    }

    /// <summary>Adds to a stage's time.</summary>
    public void Add(string stage, TimeSpan duration)
    {
        lock (guard) timings[stage] = Rounded(TimeSpan.FromMilliseconds(timings.GetValueOrDefault(stage)) + duration);
    }

    /// <summary>Notes that a part cannot be used: the answer goes on without it and says so, and the log says why.</summary>
    public void Without(Notice notice, Exception reason)
    {
        ArgumentNullException.ThrowIfNull(notice);
        lock (guard)
        {
            if (!notices.Contains(notice)) notices.Add(notice);
        }

        LogWithout(logger, notice.Code, (reason as ModelServerException)?.Fault.ToString() ?? reason.GetType().Name);
        LogReason(logger, notice.Code, reason);
    }

    internal static AnswerRun? Of(Kernel kernel) => kernel.Data.TryGetValue(Key, out var run) ? run as AnswerRun : null;

    internal void Rendered(string prompt) => Prompt = prompt;

    [LoggerMessage(2100, LogLevel.Warning, "An answer goes on without a part of it ({Code}): {Reason}")]
    private static partial void LogWithout(ILogger logger, string code, string reason);

    [LoggerMessage(2101, LogLevel.Trace, "Why an answer goes on without a part of it ({Code})")]
    private static partial void LogReason(ILogger logger, string code, Exception reason); // a server's words may repeat a guest's

    private static double Rounded(TimeSpan duration) => Math.Round(duration.TotalMilliseconds, 2);
}
