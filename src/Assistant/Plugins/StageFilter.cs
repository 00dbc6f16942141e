using System.Diagnostics;
using Microsoft.SemanticKernel;

namespace Assistant.Plugins;

/// <summary>Sees every kernel function and every prompt: opens a trace span, and notes time and prompt on the run.</summary>
public sealed class StageFilter : IFunctionInvocationFilter, IPromptRenderFilter
{
    /// <summary>The source of the path's trace spans; names and counts only, never text.</summary>
    public static ActivitySource Activities { get; } = new("Assistant");

    /// <inheritdoc/>
    public async Task OnFunctionInvocationAsync(FunctionInvocationContext context, Func<FunctionInvocationContext, Task> next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        if (context.IsStreaming)
        {
            await next(context); // a stream has not run yet when this returns; whoever reads it keeps the time
            return;
        }

        using var activity = Activities.StartActivity(context.Function.Name);
        var started = Stopwatch.GetTimestamp();
        await next(context);
        AnswerRun.Of(context.Kernel)?.Add(context.Function.Name, Stopwatch.GetElapsedTime(started));
    }

    /// <inheritdoc/>
    public async Task OnPromptRenderAsync(PromptRenderContext context, Func<PromptRenderContext, Task> next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        await next(context);
        if (context.RenderedPrompt is { } prompt) AnswerRun.Of(context.Kernel)?.Rendered(prompt);
    }
}
