using Assistant.Verify;

namespace Assistant.Tests.Verify;

public sealed class AnswerVerifierTests
{
    private static readonly GivenPassage[] Passages =
    [
        new("pets", "Pets are allowed. Bringing a pet costs EUR 10 per night."),
        new("garage", "The garage costs EUR 15 a day."),
        new("gym", "The gym is open from 06:00 to 22:00."),
    ];

    [Theory]
    [InlineData("Bringing a pet costs EUR 10 per night.", 1, "pets")]
    [InlineData("Bringing a pet costs EUR 12 per night.", 0, "")]
    [InlineData("Pets are not allowed.", 0, "")]
    [InlineData("The gym is open from 06:00 to 22:00. [3]", 1, "gym")]
    [InlineData("The gym is open from 06:00 to 22:00. [1]", 0, "")]
    [InlineData("The gym is open from 06:00 to 22:00. [9]", 0, "")]
    [InlineData("", 0, "")]
    [InlineData("Would you like to book?", 1, "")]
    public void Answer_is_scored_by_what_it_may_rest_on(string answer, double support, string citations)
    {
        var verified = AnswerVerifier.Verify(answer, Passages);

        Assert.Equal(support, verified.Support);
        Assert.Equal(citations, string.Join(' ', verified.Sentences.SelectMany(sentence => sentence.Citations)));
    }

    [Fact]
    public void Sentence_may_rest_on_two_passages()
    {
        var verified = AnswerVerifier.Verify("A pet costs EUR 10 per night and the garage EUR 15 a day.", Passages);

        Assert.Equal(["pets", "garage"], verified.Sentences.Single().Citations);
    }

    [Fact]
    public void Answer_is_as_weak_as_its_weakest_sentence()
    {
        var verified = AnswerVerifier.Verify("Pets are allowed. The garage costs EUR 99 a day.", Passages);

        Assert.Equal((0, 2), (verified.Support, verified.Sentences.Count));
        Assert.Equal(1, verified.Sentences[0].Support);
    }

    [Fact]
    public void Nothing_to_rest_on_supports_nothing() => Assert.Equal(0, AnswerVerifier.Verify("Pets are allowed.", []).Support);
}
