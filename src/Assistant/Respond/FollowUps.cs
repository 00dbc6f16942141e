using Assistant.Text;

namespace Assistant.Respond;

/// <summary>Questions a guest may ask next: other questions that the same property answers.</summary>
public static class FollowUps
{
    private const int Most = 3;

    /// <summary>
    /// Up to three FAQ questions of the property in focus that were not just asked and that the answer did not use: the nearest to the question
    /// first, then any.
    /// </summary>
    /// <param name="question">The question; unless it is about one property there is nothing to suggest.</param>
    /// <param name="ranked">The ranked candidates.</param>
    /// <param name="known">Everything that is known of the property.</param>
    /// <param name="usedPassageIds">What the answer cites.</param>
    public static IReadOnlyList<string> Of(
        Question question, IReadOnlyList<RankedPassage> ranked, IReadOnlyList<Passage> known, IReadOnlyCollection<string> usedPassageIds)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(ranked);
        string[] asked = [Folded(question.Text), Folded(question.Standalone)];
        return question.Focus.Count != 1 ? [] : [.. ranked.Select(candidate => candidate.Passage).Concat(known)
            .Where(passage => passage.Kind == PassageKind.Faq && passage.Heading is not null && !usedPassageIds.Contains(passage.Id))
            .Select(passage => passage.Heading!).Where(heading => !asked.Contains(Folded(heading))).Distinct().Take(Most)];
    }

    // Without case, diacritics and punctuation: however it was typed, it is the same question.
    private static string Folded(string text) => string.Concat(TextAnalyzer.Fold(text).Where(char.IsLetterOrDigit));
}
