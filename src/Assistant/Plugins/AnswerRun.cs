using System.Diagnostics;
using Microsoft.SemanticKernel;

namespace Assistant.Plugins;

/// <summary>What the kernel's filters note down while one question is answered; it travels in <see cref="Kernel.Data"/>.</summary>
public sealed class AnswerRun
{
    private const string Key = "run";
    private readonly Lock guard = new();
    private readonly Dictionary<string, double> timings = [];
    private readonly long started = Stopwatch.GetTimestamp();

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

    /// <summary>A kernel of its own for one question, and the run its filters write to.</summary>
    public static (Kernel Kernel, AnswerRun Run) Start(Kernel kernel)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        var own = kernel.Clone();
        var run = new AnswerRun();
        own.Data[Key] = run;
        return (own, run);
    }

    /// <summary>Adds to a stage's time.</summary>
    public void Add(string stage, TimeSpan duration)
    {
        lock (guard) timings[stage] = Rounded(TimeSpan.FromMilliseconds(timings.GetValueOrDefault(stage)) + duration);
    }

    internal static AnswerRun? Of(Kernel kernel) => kernel.Data.TryGetValue(Key, out var run) ? run as AnswerRun : null;

    internal void Rendered(string prompt) => Prompt = prompt;

    private static double Rounded(TimeSpan duration) => Math.Round(duration.TotalMilliseconds, 2);
}
