using Assistant.Llama.Engine;
using Assistant.Mcp.Calls;
using Microsoft.Extensions.AI;

namespace Assistant.Mcp.Tools;

/// <summary>Asks the assistant and tells the caller each step.</summary>
internal static class AnswerStream
{
    /// <summary>The whole answer. Each step is told: that the question is read, what was found, and every sentence when it is released.</summary>
    internal static async Task<AnswerResult> AnswerAsync(this TravelAssistant assistant, AskRequest request, IChatClient? answerer, CallProgress progress, CancellationToken cancellationToken)
    {
        answerer?.GetService<IChatEngine>()?.CheckBusy(); // before any work is done for it
        await progress.TellAsync("Reading the question", cancellationToken);
        PassagesEvent? found = null;
        var sentences = new List<SentenceEvent>();
        await foreach (var item in assistant.AskAsync(request, cancellationToken))
        {
            switch (item)
            {
                case PassagesEvent passages:
                    found = passages;
                    await progress.TellAsync($"{passages.Passages.Count} passages found", cancellationToken);
                    break;
                case SentenceEvent sentence:
                    sentences.Add(sentence);
                    await progress.TellAsync(CitedText.Line(sentence.Text, sentence.Citations), cancellationToken);
                    break;
                case DoneEvent done:
                    await progress.TellAsync($"Done: {done.Verdict.ToString().ToLowerInvariant()}", cancellationToken);
                    return AnswerResult.Of(found!, sentences, done);
            }
        }

        throw new InvalidOperationException("The answer ended without its last event.");
    }
}
