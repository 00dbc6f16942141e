using System.Text;
using Assistant.Text;

namespace Assistant.Compose;

/// <summary>Puts evidence into the prompt's variables, best first, within the token budget.</summary>
public sealed class Composer(AnswerOptions options, EvidenceForm form, Func<string, int> countTokens)
{
    private const int Excerpts = 4;
    private const int ExcerptCharacters = 280;
    private const double Near = 0.5; // of the best relevance: an excerpt below that would distract

    /// <summary>
    /// The prompt for a question with relevant evidence. What exceeds the budget is left out from the end, the first passage never.
    /// </summary>
    public ComposedPrompt Compose(Question question, Evidence evidence)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(evidence);
        var text = new StringBuilder();
        var tokens = 0;
        var used = new List<RankedPassage>();
        var isOne = evidence.Passages.Select(passage => passage.Passage.PropertyId).Distinct().Count() == 1;
        foreach (var passage in form == EvidenceForm.Excerpts ? Nearest(evidence) : evidence.Passages)
        {
            var line = form == EvidenceForm.Excerpts ? ShortLine(passage, isOne) : Line(passage);
            tokens += countTokens(line);
            if (used.Count > 0 && tokens > options.MaxEvidenceTokens) break;
            text.Append(line).Append('\n');
            used.Add(passage);
        }

        return new ComposedPrompt(text.ToString().TrimEnd(), question.Standalone, CitationGrammar.For(used.Count, options.MaxSentences), evidence with { Passages = used });
    }

    private static IEnumerable<RankedPassage> Nearest(Evidence evidence) =>
        evidence.Passages.TakeWhile(passage => passage.Relevance >= Near * evidence.Passages[0].Relevance).Take(Excerpts);

    private static string Line(RankedPassage ranked)
    {
        var source = ranked.Passage.Tier switch { Tier.Structured => "fact", Tier.Owner => "owner", _ => "guest review" };
        return $"[{ranked.Ref}] {ranked.Passage.PropertyName} ({source}):{Heading(ranked)} {Instructions.WithoutOrders(ranked.Passage).ReplaceLineEndings(" ")}";
    }

    private static string ShortLine(RankedPassage ranked, bool isOne)
    {
        var source = ranked.Passage.Tier switch { Tier.Structured => "fact", Tier.Owner => "owner", _ => "guest" };
        return $"[{ranked.Ref}] {source}{(isOne ? "" : $", {ranked.Passage.PropertyName}")}:{Heading(ranked)} {Excerpt.Of(ranked, ExcerptCharacters).ReplaceLineEndings(" ")}";
    }

    private static string Heading(RankedPassage ranked) => ranked.Passage.Heading is { } heading ? $" {heading}" : "";
}
