using System.ComponentModel;
using Assistant.Mcp.Resources;

namespace Assistant.Mcp.Tools;

/// <summary>A sentence of a result, with what it is taken from.</summary>
internal sealed record CitedSentence(
    [property: Description("The sentence.")] string Text,
    [property: Description("The parts of passages that say so. None: the sentence speaks of the search, not of a property.")] IReadOnlyList<Citation> Citations,
    [property: Description("0 to 1: the share of its content found in what it cites.")] double Support);

/// <summary>An answer as a tool returns it.</summary>
internal sealed record AnswerResult(
    [property: Description("Names this answer and its receipt.")] string AnswerId,
    [property: Description("Give it with a follow-up question.")] string ConversationId,
    [property: Description("answered: written, each sentence checked. quoted: the content's own words. refused: not known.")] Verdict Verdict,
    [property: Description("The sentences as one text.")] string Text,
    [property: Description("In order.")] IReadOnlyList<CitedSentence> Sentences,
    [property: Description("What citations point into; of a refusal, the nearest that is known.")] IReadOnlyList<PassageView> Passages,
    [property: Description("Questions that this content answers next.")] IReadOnlyList<string> FollowUps,
    [property: Description("Parts that could not be used for this answer.")] IReadOnlyList<Notice> Notices,
    [property: Description("The resource that holds all that the answer was made of.")] string Receipt)
{
    internal static AnswerResult Of(PassagesEvent found, IReadOnlyList<SentenceEvent> sentences, DoneEvent done) => new(
        done.AnswerId, done.ConversationId, done.Verdict, string.Join(' ', sentences.Select(sentence => sentence.Text)),
        [.. sentences.Select(sentence => new CitedSentence(sentence.Text, sentence.Citations, sentence.Support))], found.Passages, done.FollowUps, done.Notices ?? [],
        AssistantResources.Receipt(done.AnswerId));

    /// <summary>The answer for a reader: the verdict, each sentence, the sources.</summary>
    internal string ForReader() =>
        $"{(Verdict == Verdict.Refused ? "Not known. " : "")}{string.Join('\n', Sentences.Select(sentence => CitedText.Line(sentence.Text, sentence.Citations)))}"
        + $"{string.Concat(Notices.Select(notice => $"\n{notice.Text}"))}{CitedText.Sources(Passages, Sentences.SelectMany(sentence => sentence.Citations))}\n\n{Receipt}";
}
