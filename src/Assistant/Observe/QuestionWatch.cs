using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Assistant.Observe;

/// <summary>One question from its message to the end of its answer: the span <c>ask</c>, its figures, and one line in the log.</summary>
internal sealed partial class QuestionWatch(ILogger logger) : IWatch<AnswerEvent>
{
    private readonly long started = Stopwatch.GetTimestamp();
    private int passages;
    private int sentences;
    private DoneEvent? done;
    private (string Verdict, string Error)? fault;

    /// <inheritdoc/>
    public Activity? Span { get; } = Signals.Source.StartActivity("ask");

    /// <inheritdoc/>
    public void Saw(AnswerEvent item)
    {
        if (item is PassagesEvent found) passages = found.Passages.Count;
        if (item is SentenceEvent && ++sentences == 1) AssistantMetrics.FirstSentence(Stopwatch.GetElapsedTime(started));
        if (item is DoneEvent last) done = last;
    }

    /// <inheritdoc/>
    public void Fail(Exception exception, CancellationToken cancellationToken)
    {
        var verdict = exception is ArgumentException ? "invalid" : exception is OperationCanceledException && cancellationToken.IsCancellationRequested ? "abandoned" : "error";
        fault = (verdict, exception.GetType().Name);
        Span.Fail(exception, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        var duration = Stopwatch.GetElapsedTime(started);
        var verdict = fault?.Verdict ?? done?.Verdict.ToString().ToLowerInvariant() ?? "abandoned"; // whoever stops reading says nothing
        AssistantMetrics.Asked(verdict, fault?.Error, duration);
        AssistantMetrics.Said(sentences, done?.Withheld ?? 0);
        Span?.SetTag("assistant.verdict", verdict).SetTag("assistant.passages", passages).SetTag("assistant.sentences", sentences);
        if (done is not null)
        {
            foreach (var notice in done.Notices ?? []) AssistantMetrics.Without(notice);
            Span?.SetTag("assistant.answer.id", done.AnswerId).SetTag("gen_ai.conversation.id", done.ConversationId).SetTag("assistant.withheld", done.Withheld)
                .SetTag("gen_ai.usage.input_tokens", done.Usage.PromptTokens).SetTag("gen_ai.usage.output_tokens", done.Usage.CompletionTokens);
            LogAnswer(logger, done.AnswerId, verdict, passages, sentences, done.Withheld, done.Usage.PromptTokens, done.Usage.CompletionTokens, duration.TotalMilliseconds);
        }
        else if (verdict == "abandoned")
        {
            LogAbandoned(logger, sentences, duration.TotalMilliseconds);
        }

        Span?.Dispose();
    }

    [LoggerMessage(2001, LogLevel.Information, "Answer {AnswerId}: {Verdict}, {Passages} passages, {Sentences} sentences, {Withheld} withheld, {PromptTokens} + {CompletionTokens} tokens, {DurationMs:0.0} ms")]
    private static partial void LogAnswer(ILogger logger, string answerId, string verdict, int passages, int sentences, int withheld, int promptTokens, int completionTokens, double durationMs);

    [LoggerMessage(2002, LogLevel.Information, "A reader left after {Sentences} sentences, {DurationMs:0.0} ms")]
    private static partial void LogAbandoned(ILogger logger, int sentences, double durationMs);
}
