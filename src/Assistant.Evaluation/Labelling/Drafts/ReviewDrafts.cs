using Assistant.Evaluation.Training;
using Assistant.Text;

namespace Assistant.Evaluation.Labelling.Drafts;

/// <summary>Questions about things on which two guests disagree; a lexicon reads what each says, so these need a person's eye most.</summary>
internal static class ReviewDrafts
{
    private static readonly string[] Things = ["breakfast", "coffee", "bed", "shower", "bathroom", "staff", "wifi", "lift", "room", "kitchen", "pool", "location", "view", "food"];

    internal static IEnumerable<KeyedQuestion> Of(DraftPlace place)
    {
        var said = place.Passages.Where(passage => passage is { Kind: PassageKind.Review, Language: "en" })
            .SelectMany(passage => DraftPlace.SentencesOf(passage.Text).Select(sentence => (Passage: passage, Sentence: sentence.TrimEnd('.', ' ')))).ToList();
        foreach (var thing in Things)
        {
            var terms = QuestionTerms.Of(thing, []);
            var about = said.Where(one => one.Sentence.Split(' ', ',', ';').Contains(thing, StringComparer.OrdinalIgnoreCase) && !one.Sentence.Contains('[', StringComparison.Ordinal)).ToList();
            var good = about.FirstOrDefault(one => PolarityReader.Of(one.Sentence, terms) == Polarity.Good);
            var bad = about.FirstOrDefault(one => PolarityReader.Of(one.Sentence, terms) == Polarity.Bad);
            if (good.Passage is null || bad.Passage is null || Guest(good.Passage) == Guest(bad.Passage)) continue;
            yield return new KeyedQuestion(
                "", place.Property.Id, [], [], $"do guests agree about the {thing}, is it any good?",
                new Dictionary<string, IReadOnlyList<string>> { ["a"] = [good.Passage.Id], ["b"] = [bad.Passage.Id] },
                $"They differ. One guest is content: “{good.Sentence}”. [a] Another is not: “{bad.Sentence}”. [b]", [thing], null, "conflicting-evidence", "mixed");
        }
    }

    private static string Guest(Passage passage) => passage.FieldPath.Split('/')[1];
}
