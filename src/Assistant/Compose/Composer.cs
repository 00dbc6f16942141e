using System.Text;
using Assistant.Text;

namespace Assistant.Compose;

/// <summary>Puts evidence into the prompt's variables, best first, within the token budget.</summary>
public sealed class Composer(AnswerOptions options, Func<string, int> countTokens)
{
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
        foreach (var passage in evidence.Passages)
        {
            var line = Line(passage);
            tokens += countTokens(line);
            if (used.Count > 0 && tokens > options.MaxEvidenceTokens) break;
            text.Append(line).Append('\n');
            used.Add(passage);
        }

        return new ComposedPrompt(text.ToString().TrimEnd(), question.Standalone, CitationGrammar.For(used.Count, options.MaxSentences), evidence with { Passages = used });
    }

    private static string Line(RankedPassage ranked)
    {
        var passage = ranked.Passage;
        var source = passage.Tier switch { Tier.Structured => "fact", Tier.Owner => "owner", _ => "guest review" };
        var heading = passage.Heading is null ? "" : $" {passage.Heading}";
        return $"[{ranked.Ref}] {passage.PropertyName} ({source}):{heading} {Instructions.WithoutOrders(passage).ReplaceLineEndings(" ")}";
    }
}
