using Assistant.Rank;

namespace Assistant.Tests.Rank;

public sealed class KnowledgeSeekingTests
{
    [Fact]
    public void Terms_are_words_numbers_question_marks_and_neighbours()
    {
        var terms = KnowledgeSeeking.Terms("Book 2 rooms?");

        Assert.Equal(["#", "# rooms", "?", "^", "^ book", "book", "book #", "rooms", "rooms ?"], terms.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Of_adds_each_known_term_once_and_scales_by_five()
    {
        var model = new KnowledgeSeeking(-0.5, new Dictionary<string, double> { ["book"] = -1, ["^ book"] = -0.5, ["?"] = 4 });

        Assert.Equal(-0.4, model.Of("Book, book a table"), 6); // (-0.5 - 1 - 0.5) / 5
        Assert.Equal(0.7, model.Of("Is it quiet?"), 6);
    }

    [Fact]
    public void Of_is_never_beyond_one()
    {
        var model = new KnowledgeSeeking(0, new Dictionary<string, double> { ["yes"] = 40, ["no"] = -40 });

        Assert.Equal((1, -1), (model.Of("yes"), model.Of("no")));
    }

    [Theory]
    [InlineData("Is the wifi fast enough for video calls?")]
    [InlineData("Do they allow small dogs at the property?")]
    [InlineData("Are the rooms quiet at night?")]
    public void Bundled_model_hears_a_question(string message) => Assert.True(RelevanceModel.Default.Seeking.Of(message) > 0);

    [Theory]
    [InlineData("Please book it for 3 people and 2 nights starting Tuesday.")]
    [InlineData("I need a train to Cambridge on Monday, leaving after 10:15.")]
    [InlineData("No, that will be all. Thank you!")]
    public void Bundled_model_hears_other_business(string message) => Assert.True(RelevanceModel.Default.Seeking.Of(message) < 0);
}
