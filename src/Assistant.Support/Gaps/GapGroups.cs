using Assistant.Text;

namespace Assistant.Support.Gaps;

/// <summary>Groups the questions of a property by meaning, one at a time, so that a gap keeps its id as questions come.</summary>
internal static class GapGroups
{
    // The best F0.5 on the development half of eval/datasets/gaps: two gaps taken for one hide a question, one gap in two pieces only repeats it.
    private const double LeastWithVectors = 0.33;
    private const double LeastByWords = 0.2;
    internal const int MostCompared = 50; // of one gap, the latest: the hundredth guest says nothing new of what it is about

    /// <summary>The gap whose questions are nearest on average to a new one; null where none is near enough. Of a gap give <see cref="MostCompared"/> at most.</summary>
    internal static string? Nearest(QuestionMeaning question, IReadOnlyList<(string Gap, QuestionMeaning Meaning)> known)
    {
        var groups = known.GroupBy(other => other.Gap, other => other.Meaning).Select(group => (Gap: group.Key, Members: group.ToList())).ToList();
        var counts = groups.SelectMany(group => group.Members.SelectMany(member => member.Words.Keys).Distinct()).CountBy(word => word).ToDictionary();
        var nearest = groups.Select(group => (group.Gap, Likeness: group.Members.Average(member => question.Likeness(member, word => counts.GetValueOrDefault(word)))))
            .OrderByDescending(group => group.Likeness).FirstOrDefault();
        return nearest.Gap is not null && nearest.Likeness >= (question.Vector is null ? LeastByWords : LeastWithVectors) ? nearest.Gap : null;
    }

    /// <summary>The question that is nearest to the others by its words; one without masked data first, the shorter one where two are alike.</summary>
    internal static string Clearest(IReadOnlyList<string> texts, string propertyName)
    {
        var meanings = texts.Distinct().TakeLast(MostCompared).Select(text => (Text: text, Meaning: QuestionMeaning.Of(text, propertyName, null))).ToList();
        return meanings.OrderBy(question => question.Text.Contains('[')).ThenByDescending(question => Math.Round(meanings.Average(other => question.Meaning.Likeness(other.Meaning, _ => 1)), 6))
            .ThenBy(question => question.Text.Length).First().Text;
    }

    /// <summary>What questions are about: the words of the clearest one, in its order, that half of them speak of; null where there are none.</summary>
    internal static string? Topic(string clearest, IReadOnlyList<string> texts, string propertyName)
    {
        var names = TextAnalyzer.Terms(propertyName).ToHashSet();
        var others = texts.Distinct().Select(text => TextAnalyzer.Terms(text).ToHashSet()).ToList();
        var words = clearest.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Trim('?', '!', '.', ',', ';', ':', '"', '“', '”', '(', ')')).Where(IsToldBy).Take(4).ToList();
        return words.Count == 0 ? null : string.Join(' ', words);

        bool IsToldBy(string word) => TextAnalyzer.Terms(word) is [var term] && !Aspects.IsFunctionWord(term) && !names.Contains(term) && 2 * others.Count(terms => terms.Contains(term)) >= others.Count;
    }
}
