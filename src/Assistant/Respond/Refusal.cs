namespace Assistant.Respond;

/// <summary>Says that there is no answer, and what is known instead. The first sentence speaks of the search and cites nothing.</summary>
public static class Refusal
{
    private const double WorthTelling = 0.05; // below it, the nearest passage has nothing to do with the question
    private const int TopicsToName = 6;

    /// <summary>
    /// The sentences of a refusal.
    /// </summary>
    /// <param name="question">The question.</param>
    /// <param name="evidence">The nearest passages.</param>
    /// <param name="known">Everything that is known of the property in focus; empty without one.</param>
    public static IReadOnlyList<AnswerSentence> Of(Question question, Evidence evidence, IReadOnlyList<Passage> known)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(evidence);
        if (question.IsSmallTalk) return [Plain("Ask about a place to stay: its rooms, rules and prices, what is near, or what guests say. Each answer shows its source.")];
        if (question.UnknownPlace is { } unknown) return [Plain($"No place called {unknown} is known here. Check the name, or ask about a city.")];
        if (question is { AsksForPlaces: true, Wishes.Count: > 0 })
        {
            return [Plain($"Of no place here is anything known about {string.Join(", ", question.Wishes.Select(wish => $"\"{wish.Words}\""))}.")];
        }

        if (question.Focus.Count == 0) return [Plain("Nothing here answers that. Naming a place or a city may help.")];

        var names = string.Join(" and ", question.Focus.Select(focus => focus.Name));
        var near = evidence.Passages.Where(passage => passage.Relevance >= WorthTelling).Take(2).ToList();
        if (near.Count > 0)
        {
            return [Plain($"What is known about {names} does not answer that. The nearest that is known:"), .. near.Select(passage => Quotation.Quote(passage, passage.BestSentence))];
        }

        var topics = known.Where(passage => passage.Kind == PassageKind.Policy).Select(passage => passage.Heading!.ToLowerInvariant()).Distinct().Take(TopicsToName).ToList();
        return [Plain(topics.Count > 1
            ? $"What is known about {names} does not answer that. It does tell about {string.Join(", ", topics[..^1])} and {topics[^1]}, for example."
            : $"What is known about {names} does not answer that. It is worth asking the property itself.")];
    }

    /// <summary>What to say where the filters leave no property at all: which did, and what each one's absence alone would bring.</summary>
    public static IReadOnlyList<AnswerSentence> Emptied(Emptiness emptiness)
    {
        ArgumentNullException.ThrowIfNull(emptiness);
        var (filters, conflict) = (emptiness.Filters, emptiness.Conflict);
        var sentences = new List<AnswerSentence>
        {
            Plain($"No place here is {And(filters)}, so nothing was searched."),
        };
        if (filters.Count > 1 && conflict.Count < filters.Count) sentences.Add(Plain(conflict.Count == 1 ? $"None at all is {conflict[0]}." : $"What no place is at once: {And(conflict)}."));
        if (filters.Count > 1 && emptiness.Relaxations.Count == 0) sentences.Add(Plain("Taking one of them away would not bring any."));
        sentences.AddRange(emptiness.Relaxations.Select(relaxation => Plain($"{relaxation.Change}: {relaxation.Places} {(relaxation.Places == 1 ? "place" : "places")}.")));
        return sentences;
    }

    private static string And(IReadOnlyList<string> parts) => parts.Count == 1 ? parts[0] : $"{string.Join(", ", parts.SkipLast(1))} and {parts[^1]}";

    private static AnswerSentence Plain(string text) => new(text, [], 0);
}
