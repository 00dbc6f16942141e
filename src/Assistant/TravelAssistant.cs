using System.Diagnostics;
using System.Runtime.CompilerServices;
using Assistant.Compose;
using Assistant.Converse;
using Assistant.Generate;
using Assistant.Index;
using Assistant.Plugins;
using Assistant.Rank;
using Assistant.Respond;
using Assistant.Understand;
using Assistant.Verify;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;

namespace Assistant;

/// <summary>
/// A question's way to its answer: understand, retrieve, rank, compose, generate, verify, respond. Each stage is a kernel function; no stage
/// calls another.
/// </summary>
public sealed class TravelAssistant(Kernel kernel, EvidenceFinder finder, IPassageIndex index, IConversationStore conversations, AnswerModel model, AnswerOptions options)
{
    /// <summary>
    /// Answers a message, as events: <c>passages</c>, sentences (each verified before it is yielded), <c>done</c>. The receipt is stored
    /// before <c>done</c>.
    /// </summary>
    /// <exception cref="ArgumentException">The message is empty or too long, or names a conversation, property or filter that does not exist.</exception>
    public async IAsyncEnumerable<AnswerEvent> AskAsync(AskRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Check(request);
        var askedAt = DateTimeOffset.UtcNow;
        var (run, notes) = AnswerRun.Start(kernel);
        var history = await HistoryAsync(request, cancellationToken);

        var (question, ranked, found) = await finder.FindAsync(run, request, history, cancellationToken);
        var answerId = Conversation.NewId();
        var (evidence, order) = Exploration.Draw(found, options.ExploreShare, answerId);
        yield return new PassagesEvent(
            question.Standalone, question.Filters, [.. question.Focus.Select(focus => focus.PropertyId)], question.Mentions, [.. evidence.Passages.Select(PassageView.Of)]);

        var answer = new Answer();
        if (evidence is { IsRelevant: true, IsListing: false, Comparison: null or { Summary: null } } && model.IsConfigured)
        {
            var prompt = await StageAsync<ComposedPrompt>(run, "compose", new() { ["question"] = question, ["evidence"] = evidence }, cancellationToken);
            await foreach (var sentence in WriteAsync(run, notes, prompt, answer, cancellationToken)) yield return Event(sentence);
        }

        var known = question.Focus.Count == 1 ? await index.PassagesOfAsync(question.Tenant, question.Focus[0].PropertyId, cancellationToken) : [];
        foreach (var sentence in await FallBackAsync(question, evidence, known, answer, cancellationToken)) yield return Event(sentence);
        var used = answer.Sentences.SelectMany(sentence => sentence.Citations).Select(citation => citation.PassageId).ToHashSet();
        var followUps = FollowUps.Of(question, ranked, known, used);
        yield return await RespondAsync(answerId, order, request, askedAt, history, question, evidence, answer, followUps, notes, cancellationToken);
    }

    /// <summary>The evidence that an answer would draw on, without one. It is whole or fails: nothing is left out of it as in an answer.</summary>
    /// <exception cref="ArgumentException">As above.</exception>
    /// <exception cref="ModelServerException">The embedder's server cannot be used.</exception>
    public async Task<Finding> FindAsync(AskRequest request, CancellationToken cancellationToken)
    {
        Check(request);
        return await finder.FindAsync(kernel.Clone(), request, await HistoryAsync(request, cancellationToken), cancellationToken);
    }

    // Generate and verify: the model's text is held back until a sentence is whole, and released only if it stands.
    private async IAsyncEnumerable<AnswerSentence> WriteAsync(
        Kernel run, AnswerRun notes, ComposedPrompt prompt, Answer answer, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var gate = new SentenceGate();
        var started = Stopwatch.GetTimestamp();
        var tokens = run.InvokeStreamingAsync<ChatResponseUpdate>(PathPlugin.Name, "generate", new() { ["prompt"] = prompt }, cancellationToken);
        ModelServerException? failure = null;
        await foreach (var update in tokens.UntilAsync<ChatResponseUpdate, ModelServerException>(reason => failure = reason, cancellationToken))
        {
            if (!answer.HasText) notes.Add("firstToken", Stopwatch.GetElapsedTime(started));
            answer.Take(update);
            foreach (var draft in gate.Push(update.Text))
            {
                if (await VerifyAsync(run, draft, prompt.Evidence, answer, cancellationToken) is { } sentence) yield return sentence;
            }
        }

        // What a model that broke off wrote last is half a sentence.
        if (failure is not null) notes.Without(answer.Sentences.Count > 0 ? Notice.AnswererBrokeOff : Notice.AnswererAway, failure);
        foreach (var draft in failure is null ? gate.Finish() : [])
        {
            if (await VerifyAsync(run, draft, prompt.Evidence, answer, cancellationToken) is { } sentence) yield return sentence;
        }

        notes.Add("generate", Stopwatch.GetElapsedTime(started));
    }

    // A sentence that fails is repaired by the words of the passage it cites; where that was said already, it is withheld.
    private async Task<AnswerSentence?> VerifyAsync(Kernel run, DraftSentence draft, Evidence evidence, Answer answer, CancellationToken cancellationToken)
    {
        if (answer.Sentences.Count >= options.MaxSentences || draft.Text.Contains(CitationGrammar.NoAnswer, StringComparison.Ordinal)) return null;
        var verification = await StageAsync<Verification>(run, "verify", new() { ["draft"] = draft, ["evidence"] = evidence }, cancellationToken);
        if (verification.Sentence is { } sentence) return answer.Release(sentence, written: true);
        answer.Withhold(draft.Text, verification.Failure!);
        var cited = evidence.Passages.FirstOrDefault(passage => draft.Refs.Contains(passage.Ref));
        return cited is null ? null : answer.Release(Quotation.Quote(cited, cited.BestSentence), written: false);
    }

    // Where nothing was written, the content answers in its own words; where it holds no answer, that is said.
    private async Task<IReadOnlyList<AnswerSentence>> FallBackAsync(
        Question question, Evidence evidence, IReadOnlyList<Passage> known, Answer answer, CancellationToken cancellationToken)
    {
        if (answer.Sentences.Count > 0) return [];
        if (evidence.IsRelevant && !answer.SaysNoAnswer)
        {
            var quotes = evidence.IsListing ? Listing.Of(question, evidence)
                : evidence.Comparison is not null ? Comparing.Of(question, evidence, options.MaxSentences)
                : Quotation.Of(question, evidence, options.MaxSentences);
            foreach (var quote in quotes) answer.Release(quote, written: false);
            return answer.Sentences;
        }

        answer.Refuse(question.UnknownPlace is null && await finder.ExplainEmptyAsync(question, cancellationToken) is { } emptiness ? Refusal.Emptied(emptiness) : Refusal.Of(question, evidence, known));
        return answer.Sentences;
    }

    private async Task<DoneEvent> RespondAsync(
        string answerId, ShownOrder? order, AskRequest request, DateTimeOffset askedAt, IReadOnlyList<Turn> history, Question question, Evidence evidence, Answer answer,
        IReadOnlyList<string> followUps, AnswerRun notes, CancellationToken cancellationToken)
    {
        var description = await index.DescribeAsync(request.Tenant, cancellationToken);
        var receipt = new Receipt(
            answerId, request.ConversationId ?? Conversation.NewId(), request.Tenant, askedAt, request, history, question,
            [.. evidence.Passages.Select(passage => new ReceiptPassage(
                PassageView.Of(passage), passage.Passage.ContentHash, passage.Candidate.Score, passage.Candidate.SparseScore, passage.Candidate.DenseScore))],
            answer.Verdict, answer.Sentences, answer.Withheld, notes.Prompt,
            new ReceiptIdentity(AssistantVersion.Current, $"{description.Uri}@{description.Generation}", model.PromptDigest, model.Identity, description.Embedder, options.Seed, 0, options),
            answer.Usage, notes.Timings, followUps)
        { Order = order, Notices = notes.Notices is { Count: > 0 } notices ? notices : null };
        await conversations.AppendAsync(receipt, cancellationToken);
        return new DoneEvent(receipt.AnswerId, receipt.ConversationId, receipt.Verdict, receipt.Withheld.Count, receipt.Usage, receipt.Timings, receipt.FollowUps, receipt.Notices);
    }

    private async Task<IReadOnlyList<Turn>> HistoryAsync(AskRequest request, CancellationToken cancellationToken) =>
        request.History ?? (request.ConversationId is null
            ? []
            : await conversations.HistoryAsync(request.Tenant, request.ConversationId, cancellationToken)
                ?? throw new ArgumentException($"There is no conversation '{request.ConversationId}'. Leave conversationId out to start one.", nameof(request)));

    private static async Task<T> StageAsync<T>(Kernel run, string stage, KernelArguments arguments, CancellationToken cancellationToken) =>
        (await run.InvokeAsync<T>(PathPlugin.Name, stage, arguments, cancellationToken))!;

    private static SentenceEvent Event(AnswerSentence sentence) => new(sentence.Text, sentence.Citations, sentence.Support);

    private void Check(AskRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (string.IsNullOrWhiteSpace(request.Message)) throw new ArgumentException("The message is empty. Ask a question.", nameof(request));
        if (request.Message.Length > options.MaxMessageCharacters)
        {
            throw new ArgumentException($"The message has {request.Message.Length} characters; at most {options.MaxMessageCharacters} are read. Shorten it.", nameof(request));
        }

        if (request.Filters is not null) FilterText.Check(request.Filters);
    }
}
