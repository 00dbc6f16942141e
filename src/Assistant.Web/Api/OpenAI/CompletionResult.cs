using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Assistant.Web.Api.OpenAI;

/// <summary>A piece of an answer as it is written: text, and at its end why it ended, what it cost and what stands behind it.</summary>
internal sealed record AnswerPiece(string Text, string? FinishReason = null, TokenUsage? Usage = null, AnswerSources? Sources = null);

/// <summary>An answer in OpenAI's form: whole, or as a stream of chunks.</summary>
internal static class CompletionResult
{
    internal static async Task<IResult> OfAsync(IAsyncEnumerable<AnswerPiece> answer, CompletionRequest request, CancellationToken cancellationToken)
    {
        var head = new Completion($"chatcmpl-{Guid.NewGuid():N}", "chat.completion", DateTimeOffset.UtcNow.ToUnixTimeSeconds(), request.Model, []);
        if (!request.Stream)
        {
            var pieces = await answer.ToListAsync(cancellationToken);
            var (text, last) = (string.Concat(pieces.Select(piece => piece.Text)), pieces[^1]);
            return OpenAIApi.Wire(head with { Choices = [new Choice(0, Message: new ChoiceMessage("assistant", text), FinishReason: last.FinishReason ?? "stop")], Usage = last.Usage, Assistant = last.Sources });
        }

        var stream = await answer.OpenAsync(cancellationToken);
        return TypedResults.ServerSentEvents(ChunksAsync(stream, head with { Object = "chat.completion.chunk" }, request.StreamOptions?.IncludeUsage == true, cancellationToken));
    }

    private static async IAsyncEnumerable<SseItem<string>> ChunksAsync(IAsyncEnumerator<AnswerPiece> pieces, Completion head, bool withUsage, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using (pieces)
        {
            string? role = "assistant";
            var more = true;
            while (more)
            {
                var piece = pieces.Current;
                yield return Chunk(head with { Choices = [new Choice(0, Delta: new ChoiceMessage(role, piece.Text.Length > 0 ? piece.Text : null), FinishReason: piece.FinishReason)], Assistant = piece.Sources });
                role = null;
                if (piece.FinishReason is not null && withUsage && piece.Usage is not null) yield return Chunk(head with { Usage = piece.Usage });
                object? problem = null;
                try
                {
                    more = await pieces.MoveNextAsync();
                }
                catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
                {
                    var detail = Problems.Of(exception);
                    problem = new { error = new { message = detail.Detail, type = detail.Title, code = detail.Status } };
                }

                if (problem is null) continue;
                yield return new SseItem<string>(JsonSerializer.Serialize(problem, WireJson.Options));
                yield break;
            }
        }

        yield return new SseItem<string>("[DONE]");
    }

    private static SseItem<string> Chunk(Completion completion) => new(JsonSerializer.Serialize(completion, WireJson.Options));
}
