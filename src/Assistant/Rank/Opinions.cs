using System.Text.RegularExpressions;
using Assistant.Text;

namespace Assistant.Rank;

/// <summary>Finds what guests make of the thing a question asks about: all of them, not only the most relevant ones.</summary>
public static partial class Opinions
{
    private const int MinGuests = 3; // fewer are quoted, not counted
    private const int Most = 20; // passages; a reader looks at no more
    private const double MinRelevance = 0.6; // of 386 counts about dstc11-val, .887 of the counted passages were judged relevant from here on, .733 from .275 on (eval/LOG.md)

    /// <summary>
    /// The opinions in passages of guests, most relevant first, at most 20; none unless one place is meant, the question asks how something is, and
    /// three guests or more say. A passage that makes nothing of it is left out.
    /// </summary>
    public static IReadOnlyList<Opinion> Of(Question question, IReadOnlyList<RankedPassage> ranked)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(ranked);
        if (question.Focus.Count != 1 || !AreAskedFor(question)) return [];
        var terms = QuestionTerms.Of(question.Standalone, question.SettledWords(), question.Language);
        var opinions = ranked.Where(passage => passage.Passage is { Tier: Tier.Guest, Language: "en" } && passage.Relevance >= MinRelevance)
            .Select(passage => Read(passage, terms)).OfType<Opinion>().Take(Most).ToList();
        return opinions.DistinctBy(opinion => opinion.Guest).Count() >= MinGuests ? opinions : [];
    }

    /// <summary>Who wrote a passage: its review, of which it may be a piece ("reviews/r1/2" is of "reviews/r1").</summary>
    internal static string GuestOf(Passage passage) =>
        passage.FieldPath.Split('/') is ["reviews", var review, ..] ? $"{passage.PropertyId}#{review}" : $"{passage.PropertyId}#{passage.FieldPath}";

    private static bool AreAskedFor(Question question)
    {
        if (question.AsksGuests) return true;
        var unnamed = question.SettledWords().Aggregate(question.Standalone, (text, name) => text.Replace(name, " ", StringComparison.OrdinalIgnoreCase));
        return !Practical().IsMatch(unnamed) && !Amounts.AreAskedFor(unnamed) && PolarityReader.AsksHow(unnamed);
    }

    // The sentence that matches best, or another one of the passage that speaks of the same.
    private static Opinion? Read(RankedPassage ranked, QuestionTerms terms)
    {
        var text = ranked.Passage.Text;
        var sentences = Sentences.Split(text).Where(range => !range.Equals(ranked.BestSentence) && !Instructions.IsOrder(text[range]) && Touches(terms, text[range]));
        foreach (var range in sentences.Prepend(ranked.BestSentence))
        {
            var polarity = PolarityReader.Of(text[range], terms);
            if (polarity != Polarity.Neutral) return new Opinion(ranked, range, polarity, GuestOf(ranked.Passage));
        }

        return null;
    }

    private static bool Touches(QuestionTerms terms, string sentence)
    {
        var own = TextAnalyzer.Terms(sentence).ToHashSet();
        return own.Overlaps(terms.Content) || Aspects.Of(own).Overlaps(terms.Aspects);
    }

    // "Can we check in late", "where is the nearest": what is possible, not how it is.
    [GeneratedRegex(@"\b(?:can|could|may) (?:i|we|my|our|one)\b|^\s*(?:when|where|who)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Practical();
}
