namespace Assistant.Rank;

/// <summary>Chooses what an answer may draw on, or says that nothing is relevant.</summary>
public static class EvidenceSelector
{
    private const int NearbyPassages = 3;

    /// <summary>
    /// Chooses from ranked passages, those that say the same as a more relevant one left out. Each property in focus gets its share, so that a comparison has evidence on all; without focus no
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
        if (question.AsksGuests && Guests(ranked, options.MinRelevance) is { Count: > 0 } guests) relevant = guests;
        if (ranked is [{ Answerable: var answerable }, ..] && answerable < options.MinAnswerable) relevant = [];
        relevant = NearDuplicates.Without(relevant);
        var share = question.Focus.Count switch
        {
            0 => 2,
            1 => options.MaxPassages,
            var count => Math.Max(2, (options.MaxPassages + count - 1) / count),
        };
        var fair = relevant.GroupBy(passage => passage.Passage.PropertyId).SelectMany(property => property.Take(share))
            .OrderBy(passage => passage.Ref).Take(options.MaxPassages).ToList();
        return relevant.Count > 0
            ? WithOpinions(Numbered(fair), Opinions.Of(question, ranked))
            : new Evidence(Numbered(ranked.Take(NearbyPassages)), false);
    }

    // Whoever is counted is shown: passages that hold an opinion follow those that were chosen for their relevance.
    private static Evidence WithOpinions(IReadOnlyList<RankedPassage> chosen, IReadOnlyList<Opinion> opinions)
    {
        var known = chosen.Select(passage => passage.Passage.Id).ToHashSet();
        var all = Numbered([.. chosen, .. opinions.Select(opinion => opinion.Passage).Where(passage => !known.Contains(passage.Passage.Id))]);
        var byId = all.ToDictionary(passage => passage.Passage.Id);
        return new Evidence(all, true) { Opinions = [.. opinions.Select(opinion => opinion with { Passage = byId[opinion.Passage.Passage.Id] })] };
    }

    // Where guests are asked for, their word counts before a more fitting one of the owner's.
    private static List<RankedPassage> Guests(IReadOnlyList<RankedPassage> ranked, double minRelevance) =>
        [.. ranked.Where(passage => passage.Passage.Tier == Tier.Guest && passage.Relevance >= minRelevance / 2)];

    private static List<RankedPassage> Numbered(IEnumerable<RankedPassage> passages) => [.. passages.Select((passage, i) => passage with { Ref = i + 1 })];
}
