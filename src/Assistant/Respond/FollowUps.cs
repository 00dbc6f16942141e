namespace Assistant.Respond;

/// <summary>Questions a guest may ask next: other questions that the same properties answer.</summary>
public static class FollowUps
{
    private const int Most = 3;

    /// <summary>Up to three FAQ questions among the candidates that the answer did not use, nearest first; none unless one property is in focus.</summary>
    public static IReadOnlyList<string> Of(Question question, IReadOnlyList<RankedPassage> ranked, IReadOnlyCollection<string> usedPassageIds)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(ranked);
        return question.Focus.Count != 1 ? [] : [.. ranked.Select(candidate => candidate.Passage)
            .Where(passage => passage.Kind == PassageKind.Faq && passage.Heading is not null && !usedPassageIds.Contains(passage.Id))
            .Select(passage => passage.Heading!).Distinct().Take(Most)];
    }
}
