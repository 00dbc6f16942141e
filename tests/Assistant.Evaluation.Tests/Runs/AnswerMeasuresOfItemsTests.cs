using Assistant.Evaluation.Measures;
using Assistant.Evaluation.Runs;

namespace Assistant.Evaluation.Tests.Runs;

public sealed class AnswerMeasuresOfItemsTests
{
    private static readonly AskRequest Asked = new("Can I bring my dog?");

    [Fact]
    public void Of_right_answer_has_fact_and_citation()
    {
        var measures = Of(Query(["p1"], new AnswerKey(["5"], null)), Items.Answered("q", "Dogs cost EUR 5.", "Dogs cost EUR 5."));

        Assert.Equal((1, 1, 1, 1, 1), (measures["fact accuracy"], measures["right and cited"], measures["citation precision"], measures["sentences cited"], measures["groundedness"]));
        Assert.DoesNotContain("refusal precision", measures.Keys);
    }

    [Fact]
    public void Of_right_fact_with_a_wrong_citation_is_not_rightly_cited()
    {
        var measures = Of(Query(["p1"], new AnswerKey(["5"], null)), Items.Answered("q", "Dogs cost EUR 5.", "Dogs cost EUR 5.", passageId: "p2"));

        Assert.Equal((1, 0, 0), (measures["fact accuracy"], measures["right and cited"], measures["citation recall"]));
    }

    [Fact]
    public void Of_refusal_of_what_has_an_answer()
    {
        var measures = Of(Query(["p1"], new AnswerKey(["5"], null)), Items.Answered("q", "Nothing answers that.", "", Verdict.Refused));

        Assert.Equal((0, 0, 0), (measures["answer rate"], measures["fact accuracy"], measures["refusal precision"]));
        Assert.DoesNotContain("groundedness", measures.Keys);
    }

    [Fact]
    public void Of_refusal_of_what_has_none()
    {
        var measures = Of(Query(null, null), Items.Answered("q", "Nothing answers that.", "", Verdict.Refused));

        Assert.Equal((1, 1), (measures["refusal recall"], measures["refusal precision"]));
    }

    [Fact]
    public void Of_failure_is_zero_in_what_applies()
    {
        var measures = Of(Query(["p1"], new AnswerKey(["5"], null)), new EvalItem("q", "?", ["p1"], [], [], [], null, 0, "IOException: away"));

        Assert.Equal((0, 0, 0, 0), (measures["answer rate"], measures["right and cited"], measures["MRR@5"], measures["set F1"]));
    }

    [Theory]
    [InlineData("Check-in is from 7:00.", "07:00", true)]
    [InlineData("Check-in is from 21:30.", "2", false)]
    [InlineData("It costs EUR 12.50.", "12", false)]
    [InlineData("It costs EUR 12.", "12", true)]
    [InlineData("It costs EUR 19.50.", "19.5", true)]
    [InlineData("Two guitarists played.", "guitar", true)]
    [InlineData("It is uncarded.", "card", false)]
    public void Key_is_found_as_a_word(string sentence, string word, bool expected) => Assert.Equal(expected, new AnswerKey([word], null).IsIn([sentence]));

    [Theory]
    [InlineData("Pets are allowed.", "Pets are allowed.", 1)]
    [InlineData("Pets cost EUR 5.", "Pets cost EUR 6.", 0)]
    [InlineData("Pets are very welcome.", "Pets are allowed.", .5)] // pets, are of pets, are, very, welcome
    public void Groundedness_is_the_share_of_words_in_order(string sentence, string passage, double expected) => Assert.Equal(expected, Groundedness.Of(sentence, [passage]), 6);

    private static EvalQuery Query(IReadOnlyList<string>? relevant, AnswerKey? key) => new("q", Asked, relevant, key, null, new Dictionary<string, string>());

    private static IReadOnlyDictionary<string, double> Of(EvalQuery query, EvalItem item) => ItemMeasures.Of(
        query, item, [], [], (item.Answer?.Passages ?? []).ToDictionary(passage => passage.PassageId, passage => new Passage(passage.PassageId, "hotel__a", "Hotel A", PassageKind.Policy, Tier.Owner, null, passage.Text, "en", "policies/pets")), isToAnswer: true);
}
