using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Assistant.Web.Api.OpenAI;

/// <summary>The whole path behind a chat completion: a sentence a piece, each with [n] for its sources.</summary>
internal sealed partial class AssistantCompletion(TravelAssistant assistant)
{
    internal async IAsyncEnumerable<AnswerPiece> AnswerAsync(CompletionRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var spoken = request.Messages.Where(message => message.Role is "user" or "assistant").ToList();
        if (spoken is not [.., { Role: "user" } last]) throw new ArgumentException("The last message is not from the user, so there is nothing to answer.");
        var history = spoken.SkipLast(1).Select(message => message.Role == "user" ? new Turn(Speaker.User, message.Text()) : new Turn(Speaker.Assistant, Mark().Replace(message.Text(), "")));
        var filters = Read(request.Filters);
        IReadOnlyList<PassageView> passages = [];
        var cited = new SortedSet<int>();
        var isFirst = true;
        await foreach (var happening in assistant.AskAsync(new AskRequest(last.Text(), Focus: request.Focus, Filters: filters, History: [.. history]), cancellationToken))
        {
            switch (happening)
            {
                case PassagesEvent found:
                    passages = found.Passages;
                    break;
                case SentenceEvent sentence:
                    var refs = sentence.Citations.Select(citation => citation.Ref).Distinct().ToList();
                    cited.UnionWith(refs);
                    yield return new AnswerPiece($"{(isFirst ? "" : " ")}{sentence.Text}{string.Concat(refs.Select(number => $" [{number}]"))}");
                    isFirst = false;
                    break;
                case DoneEvent done:
                    var sources = passages.Where(passage => cited.Contains(passage.Ref)).Select(passage => new CitedPassage(
                        passage.Ref, passage.PassageId, passage.PropertyId, passage.PropertyName, passage.Kind.ToString().ToLowerInvariant(), passage.Tier.ToString().ToLowerInvariant(), passage.Heading, passage.Text));
                    yield return new AnswerPiece(
                        "", "stop", TokenUsage.Of(done.Usage.PromptTokens, done.Usage.CompletionTokens),
                        new AnswerSources(done.AnswerId, done.Verdict.ToString().ToLowerInvariant(), [.. sources], done.Notices?.Select(notice => notice.Text).ToList()));
                    break;
            }
        }
    }

    private static Filters? Read(JsonElement? filters)
    {
        try
        {
            return filters?.Deserialize<Filters>(AssistantJson.Options);
        }
        catch (JsonException exception)
        {
            throw new ArgumentException($"'filters' is not valid: {exception.Message}", exception);
        }
    }

    [GeneratedRegex(@" ?\[\d+\]")]
    private static partial Regex Mark();
}
