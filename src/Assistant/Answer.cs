using Assistant.Compose;
using Assistant.Converse;
using Microsoft.Extensions.AI;

namespace Assistant;

/// <summary>An answer in the making: what was released, what was withheld, what the model said and spent.</summary>
internal sealed class Answer
{
    private readonly List<AnswerSentence> sentences = [];
    private readonly List<WithheldSentence> withheld = [];
    private string text = "";
    private bool anyWritten;
    private bool refused;

    internal IReadOnlyList<AnswerSentence> Sentences => sentences;

    internal IReadOnlyList<WithheldSentence> Withheld => withheld;

    internal Usage Usage { get; private set; } = new(0, 0);

    internal bool HasText => text.Length > 0;

    internal bool SaysNoAnswer => text.TrimStart().StartsWith(CitationGrammar.NoAnswer, StringComparison.Ordinal);

    internal Verdict Verdict => refused ? Verdict.Refused : anyWritten ? Verdict.Answered : Verdict.Quoted;

    internal void Take(ChatResponseUpdate update)
    {
        text += update.Text;
        foreach (var usage in update.Contents.OfType<UsageContent>())
        {
            Usage = new Usage((int)(usage.Details.InputTokenCount ?? 0), (int)(usage.Details.OutputTokenCount ?? 0));
        }
    }

    /// <summary>Releases a sentence, unless the same was said already from the same source.</summary>
    internal AnswerSentence? Release(AnswerSentence sentence, bool written)
    {
        if (sentences.Any(said => said.Text == sentence.Text && said.Citations.SequenceEqual(sentence.Citations))) return null;
        sentences.Add(sentence);
        anyWritten |= written;
        return sentence;
    }

    internal void Withhold(string draft, string reason) => withheld.Add(new WithheldSentence(draft, reason));

    internal void Refuse(IReadOnlyList<AnswerSentence> refusal)
    {
        refused = true;
        sentences.AddRange(refusal);
    }
}
