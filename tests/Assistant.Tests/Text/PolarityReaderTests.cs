using Assistant.Text;

namespace Assistant.Tests.Text;

public sealed class PolarityReaderTests
{
    [Theory]
    [InlineData("The staff was friendly and helpful.", Polarity.Good)]
    [InlineData("The staff was not friendly.", Polarity.Bad)]
    [InlineData("There was nothing to complain about.", Polarity.Good)]
    [InlineData("The breakfast left a lot to be desired.", Polarity.Bad)]
    [InlineData("It could have been better.", Polarity.Bad)]
    [InlineData("The room could have been a lot bigger.", Polarity.Bad)]
    [InlineData("We were not disturbed by any loud or rude guests.", Polarity.Good)]
    [InlineData("They didn't have a lift.", Polarity.Bad)]
    [InlineData("The food was great but the room was dirty.", Polarity.Mixed)]
    [InlineData("It was okay.", Polarity.Mixed)]
    [InlineData("We ordered two pizzas.", Polarity.Neutral)]
    public void Of_whole_sentence(string sentence, Polarity expected) => Assert.Equal(expected, PolarityReader.Of(sentence));

    [Theory]
    [InlineData("The food was great but the room was dirty.", "Is the food good?", Polarity.Good)]
    [InlineData("The food was great but the service was slow.", "How is the service?", Polarity.Bad)]
    [InlineData("The wifi was there, but it was slow.", "Is the wifi any good?", Polarity.Bad)]
    [InlineData("The street was quiet at night.", "Is it noisy?", Polarity.Good)]
    [InlineData("The hotel is far from everything.", "How is the location?", Polarity.Bad)]
    public void Of_only_what_is_asked_about_counts(string sentence, string question, Polarity expected) =>
        Assert.Equal(expected, PolarityReader.Of(sentence, QuestionTerms.Of(question, [])));

    [Theory]
    [InlineData("Is the wifi any good?", true)]
    [InlineData("Do guests find it clean?", true)]
    [InlineData("Is there wifi?", false)]
    public void AsksHow_not_whether(string question, bool expected) => Assert.Equal(expected, PolarityReader.AsksHow(question));
}
