using Assistant.Rank;

namespace Assistant.Respond;

/// <summary>Says that there is no answer, and what is known instead. The first sentence speaks of the search and cites nothing.</summary>
public static class Refusal
{
    private const double WorthTelling = 0.05; // below it, the nearest passage has nothing to do with the question

    /// <summary>The sentences of a refusal.</summary>
    public static IReadOnlyList<AnswerSentence> Of(Question question, Evidence evidence)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(evidence);
        var about = question.Focus.Count switch
        {
            0 => "Nothing here answers that",
            _ => $"What is known about {string.Join(" and ", question.Focus.Select(focus => focus.Name))} does not answer that",
        };
        var near = question.Focus.Count == 0 ? [] : evidence.Passages.Where(passage => passage.Relevance >= WorthTelling).ToList();
        var advice = near.Count > 0 ? "The nearest thing that is known:" : question.Focus.Count > 0 ? "It is worth asking the property itself." : "Naming a place or a city may help.";
        return [new AnswerSentence($"{about}. {advice}", [], 0), .. near.Take(2).Select(passage => Quotation.Quote(passage, passage.BestSentence))];
    }

    /// <summary>What to say where the filters leave no property at all.</summary>
    public static AnswerSentence Emptied(IReadOnlyList<string> filters) =>
        new($"No place here fulfils {(filters.Count == 1 ? "the filter" : "all of the filters")} {string.Join(", ", filters)}. Nothing was searched; take one away to see more.", [], 0);
}
