using Assistant.Observe;
using Microsoft.SemanticKernel;
using ChatResponseUpdate = Microsoft.Extensions.AI.ChatResponseUpdate;

namespace Assistant.Plugins;

/// <summary>Sees every kernel function and every prompt: watches each stage, and notes time and prompt on the run.</summary>
public sealed class StageFilter : IFunctionInvocationFilter, IPromptRenderFilter
{
    /// <inheritdoc/>
    public async Task OnFunctionInvocationAsync(FunctionInvocationContext context, Func<FunctionInvocationContext, Task> next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        if (context.IsStreaming)
        {
            await next(context); // a stream has not run yet when this returns
            if (context.Function.PluginName == PathPlugin.Name && context.Result.GetValue<IAsyncEnumerable<ChatResponseUpdate>>() is { } stream)
            {
                context.Result = new FunctionResult(context.Result, stream.WatchAsync<ChatResponseUpdate>(() => new StageWatch(context.Function.Name), context.CancellationToken));
            }

            return;
        }

        using var stage = new StageWatch(context.Function.Name);
        try
        {
            await next(context);
        }
        catch (Exception exception)
        {
            stage.Fail(exception, context.CancellationToken);
            throw;
        }

        stage.Made(context.Result.GetValue<object>());
        AnswerRun.Of(context.Kernel)?.Add(context.Function.Name, stage.Elapsed);
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
