namespace Assistant.Rank;

/// <summary>Chooses what an answer may draw on, or says that nothing is relevant.</summary>
public static class EvidenceSelector
{
    private const int NearbyPassages = 3;

    /// <summary>
    /// Chooses from ranked passages. Each property in focus gets its share, so that a comparison has evidence on all; without focus no
    /// property takes more than two places.
    /// </summary>
    public static Evidence Select(Question question, IReadOnlyList<RankedPassage> ranked, AnswerOptions options)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(ranked);
        ArgumentNullException.ThrowIfNull(options);
        if (question.UnknownPlace is not null || question.IsSmallTalk) return new Evidence([], false); // what other places say is no answer
        var relevant = ranked.Where(passage => passage.Relevance >= options.MinRelevance
            && (question.Focus.Count > 0 || passage.Coverage >= options.MinCoverageWithoutFocus)).ToList();
        if (relevant.Count > 0 && relevant[0].Answerable < options.MinAnswerable) relevant = [];
        if (question.AsksGuests && Guests(ranked, options.MinRelevance) is { Count: > 0 } guests) relevant = guests;
        var share = question.Focus.Count switch
        {
            0 => 2,
            1 => options.MaxPassages,
            var count => Math.Max(2, (options.MaxPassages + count - 1) / count),
        };
        var fair = relevant.GroupBy(passage => passage.Passage.PropertyId).SelectMany(property => property.Take(share))
            .OrderBy(passage => passage.Ref).Take(options.MaxPassages);
        return relevant.Count > 0
            ? new Evidence(Numbered(fair), true)
            : new Evidence(Numbered(ranked.Take(NearbyPassages)), false);
    }

    // Where guests are asked for, their word counts before a more fitting one of the owner's.
    private static List<RankedPassage> Guests(IReadOnlyList<RankedPassage> ranked, double minRelevance) =>
        [.. ranked.Where(passage => passage.Passage.Tier == Tier.Guest && passage.Relevance >= minRelevance / 2)];

    private static List<RankedPassage> Numbered(IEnumerable<RankedPassage> passages) => [.. passages.Select((passage, i) => passage with { Ref = i + 1 })];
}
