using Assistant.Evaluation.Training;
using Assistant.Ingest;
using Assistant.Text;

namespace Assistant.Evaluation.Labelling.Drafts;

/// <summary>Questions about amenities that a place does not list and of which none of its passages speaks: not listed is not known, so there is no answer.</summary>
internal static class UnlistedDrafts
{
    internal static IEnumerable<KeyedQuestion> Of(DraftPlace place)
    {
        var terms = place.Passages.SelectMany(passage => TextAnalyzer.Terms($"{passage.Heading} {passage.Text}")).ToHashSet();
        var aspects = Aspects.Of(terms);
        foreach (var code in Vocabulary.AmenityCodes.Except(place.Property.Amenities))
        {
            if (FactDrafts.Thing(Vocabulary.AmenityOf(code)) is not { } thing) continue;
            var asked = TextAnalyzer.Terms(thing.Name).Where(term => !Aspects.IsFunctionWord(term)).ToHashSet();
            // Neither in these words nor in others of the same aspect: "hot tub" for "whirlpool".
            if (asked.Count == 0 || asked.Overlaps(terms) || Aspects.Of(asked).Overlaps(aspects)) continue;
            yield return new KeyedQuestion("", place.Property.Id, [], [], $"Could we count on {thing.Article}{thing.Name}?", new Dictionary<string, IReadOnlyList<string>>(), null, [], null, "unanswerable", "nothing");
        }
    }
}
