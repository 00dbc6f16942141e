using System.Diagnostics;
using Microsoft.Extensions.AI;

namespace Assistant.Llama.Engine;

/// <summary>A span a request, under source <c>Assistant.Llama</c>, after the GenAI semantic conventions; it holds counts and times, never text.</summary>
internal static class EngineTrace
{
    private static readonly ActivitySource Source = new(EngineMetrics.MeterName);

    /// <summary>Begins the span of a chat; null where nobody listens.</summary>
    internal static Activity? Start(LlamaModel model) => Start("chat", model);

    /// <summary>Begins the span of texts that are embedded; null where nobody listens.</summary>
    internal static Activity? StartEmbeddings(LlamaModel model) => Start("embeddings", model);

    /// <summary>Does what may refuse the request; then the span says why.</summary>
    internal static T Watch<T>(Activity? activity, Func<T> submit)
    {
        try
        {
            return submit();
        }
        catch (Exception exception)
        {
            activity?.SetTag("error.type", exception.GetType().Name).SetStatus(ActivityStatusCode.Error);
            throw;
        }
    }

    /// <summary>Writes down what came of it. An answer that nobody waits for any more has no finish reason.</summary>
    internal static void Ended(Activity? activity, Generation generation)
    {
        if (activity is null) return;
        activity.SetTag("gen_ai.usage.input_tokens", generation.PromptTokens).SetTag("gen_ai.usage.output_tokens", generation.Written)
            .SetTag("gen_ai.usage.cache_read.input_tokens", generation.CachedTokens);
        var completion = generation.Text.Completion;
        if (completion.IsCompletedSuccessfully) activity.SetTag("gen_ai.response.finish_reasons", (string[])[generation.FinishReason == ChatFinishReason.Length ? "length" : "stop"]);
        if (completion.IsFaulted) activity.SetTag("error.type", completion.Exception!.InnerException!.GetType().Name).SetStatus(ActivityStatusCode.Error);
        Step(activity, "queued", generation.SubmittedAt, generation.StartedAt);
        Step(activity, "first_token", generation.SubmittedAt, generation.FirstTokenAt);
    }

    private static Activity? Start(string operation, LlamaModel model)
    {
        if (!Source.HasListeners()) return null;
        var name = Path.GetFileName(model.Path);
        return Source.StartActivity($"{operation} {name}", ActivityKind.Internal)?
            .SetTag("gen_ai.operation.name", operation).SetTag("gen_ai.provider.name", "llama.cpp").SetTag("gen_ai.request.model", name);
    }

    private static void Step(Activity activity, string name, long from, long? to)
    {
        if (to is { } at) activity.AddEvent(new ActivityEvent(name, activity.StartTimeUtc + Stopwatch.GetElapsedTime(from, at)));
    }
}
