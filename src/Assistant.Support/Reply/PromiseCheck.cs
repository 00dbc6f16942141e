using System.Text.RegularExpressions;
using Assistant.Text;
using Assistant.Verify;

namespace Assistant.Support.Reply;

/// <summary>
/// Finds sentences that commit the desk or the property to something that the content does not grant: money back, a waived fee, an upgrade, a guarantee, anything
/// free, an exception. A sentence that the content proves (word for word, or by <see cref="SentenceVerifier"/>) is no false promise, whatever it offers.
/// </summary>
public static partial class PromiseCheck
{
    private const double MinSupport = 0.6;

    /// <summary>The sentences of <paramref name="text"/> that promise what nothing grants, in order.</summary>
    /// <param name="text">A reply.</param>
    /// <param name="evidence">The passages it may draw on.</param>
    /// <param name="granted">Text that the operator answers for, such as the macro; null where there is none.</param>
    public static IReadOnlyList<string> Find(string text, IReadOnlyList<PassageView> evidence, string? granted = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(evidence);
        return [.. Sentences.Split(text).Select(range => text[range].Trim())
            .Where(sentence => IsPromise(sentence) && !(granted?.Contains(sentence, StringComparison.Ordinal) ?? false) && !IsGranted(sentence, evidence))];
    }

    /// <summary>Whether a sentence offers or assures something, rather than telling of it.</summary>
    internal static bool IsPromise(string sentence) => Spares().IsMatch(sentence) || ((Commits().IsMatch(sentence) || Gift().IsMatch(sentence)) && !Withholds().IsMatch(sentence));

    private static bool IsGranted(string sentence, IReadOnlyList<PassageView> evidence)
    {
        if (evidence.Any(passage => passage.Text.Contains(sentence.TrimEnd('.', '!'), StringComparison.OrdinalIgnoreCase))) return true;
        var ranked = evidence.Select(view => new RankedPassage(
            view.Ref, new Passage(view.PassageId, view.PropertyId, view.PropertyName, view.Kind, view.Tier, view.Heading, view.Text, "en", ""), 1, 1, .., new Candidate(null!, 0, null, null))).ToList();
        return ranked.Any(passage => SentenceVerifier.Verify(new Assistant.Verify.DraftSentence(sentence, [passage.Ref]), new Evidence(ranked, true), MinSupport).Sentence is not null);
    }

    [GeneratedRegex(@"\b(?:(?:we|i|they|the (?:hotel|hostel|property|owner|team|desk))(?:'ll| will| shall| can| are going to| have agreed to| would gladly| are happy to)\b[^.!?]*\b(?:give|gives|offer|refund|waive|reduce|pay|credit|compensate|reimburse|upgrade|arrange|guarantee|keep|hold|make sure|ensure|include|cover|throw in|let you|move you|return)\b|guarantee[ds]?\b|i promise|we promise|you(?:'ll| will) (?:get|receive|be refunded|have)\b|rest assured|no problem[,:]? (?:we|you)|wir (?:werden|erstatten|garantieren|schenken)|nous (?:allons|vous (?:remboursons|offrons|garantissons))|garanti[ct]\w*)", RegexOptions.IgnoreCase)]
    private static partial Regex Commits();

    [GeneratedRegex(@"\b(?:free of charge|for free|at no (?:extra |additional )?(?:cost|charge)|without (?:extra )?(?:charge|cost)|complimentary|on the house|refund(?:ed|s)?|money back|compensat\w+|discount\w*|voucher|waive[ds]?|upgrade[ds]?|gratis|kostenlos|gratuit\w*|erstatt\w+|rembours\w+|reembols\w+|rimbors\w+)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Gift();

    [GeneratedRegex(@"\byou(?:'ll not| will not| won't) (?:be charged|pay|have to pay|owe)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Spares();

    [GeneratedRegex(@"\b(?:cannot|can't|can not|unable|not able|no refund|non-refundable|do not|don't|does not|is not|isn't|are not|will not|won't|never|only the property|up to the property|nicht|kein\w*|ne \w+ pas)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Withholds();
}
