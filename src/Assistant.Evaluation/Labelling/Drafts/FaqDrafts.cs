using System.Text.RegularExpressions;
using Assistant.Evaluation.Training;
using Assistant.Text;

namespace Assistant.Evaluation.Labelling.Drafts;

/// <summary>Questions that a FAQ answers, asked in other words than its heading where a simple rule knows some.</summary>
internal static partial class FaqDrafts
{
    private static readonly (Regex Opening, string Other)[] Rules =
    [
        (Starts("(Can|May|Could) (I|we) "), "would it be possible to "), (Starts("Is there "), "do you have "), (Starts("Are there "), "do you have "), (Starts("Do you have "), "is there "),
        (Starts("(What time|When) (is|are) "), "at what hour $2 "), (Starts("How do (I|we) get "), "what is the way to get "), (Starts("How far is "), "what is the distance to "),
        (Starts("Do (I|we) (need|have) to "), "must $1 "), (Starts("How (big|large) is "), "what size is "), (Starts("How much (is|are) "), "what is the price of "),
    ];

    internal static IEnumerable<KeyedQuestion> Of(DraftPlace place)
    {
        foreach (var passage in place.Passages.Where(passage => passage is { Kind: PassageKind.Faq, Language: "en", Heading: not null }))
        {
            var sentences = DraftPlace.SentencesOf(passage.Text).Take(2).ToList();
            if (sentences.Count == 0) continue;
            var first = sentences[0].Split(' ', '.', ',')[0];
            var answer = sentences[0].Length < 12 && sentences.Count > 1 ? string.Join(' ', sentences) : sentences[0]; // "No." alone tells little
            var number = Number().Match(answer);
            bool? negative = number.Success || first is not ("Yes" or "No") ? null : Claims.IsNegative(answer);
            if (!number.Success && negative is null) continue; // nothing that a right answer must hold
            yield return place.Quoting("single-fact", Otherwise(passage.Heading!), passage, answer, number.Success ? [number.Value] : [], negative, first == "No" ? "no" : "yes");
        }
    }

    /// <summary>The question in other words, or as it is.</summary>
    internal static string Otherwise(string question)
    {
        foreach (var (opening, other) in Rules)
        {
            if (opening.IsMatch(question)) return opening.Replace(question, other, 1);
        }

        return question;
    }

    private static Regex Starts(string pattern) => new($"^{pattern}", RegexOptions.CultureInvariant);

    [GeneratedRegex(@"(?<![\p{L}\d.,:])\d+(?:[:.]\d+)?(?![\p{L}\d]|[.:,]\d)")]
    private static partial Regex Number();
}
