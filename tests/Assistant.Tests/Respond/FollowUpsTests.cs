using Assistant.Respond;

namespace Assistant.Tests.Respond;

public sealed class FollowUpsTests
{
    private static readonly Focus A = new("hotel__a", "Hotel A", "hotel", "test");

    private static readonly IReadOnlyList<Passage> Known =
        [.. new[] { "Is there a gym?", "Can I get a late check-out?", "Wo ist das Café?", "Is there a lift?", "Is there a bar?" }.Select((heading, i) => Sample.Passage("Yes.", $"{i}", heading))];

    [Fact]
    public void Of_are_questions_of_the_place_that_the_answer_did_not_use() =>
        Assert.Equal(["Is there a gym?", "Wo ist das Café?", "Is there a lift?"], FollowUps.Of(Sample.Question("helipad?", A), [], Known, ["1"]));

    [Theory]
    [InlineData("Is there a gym?")]
    [InlineData("is there a GYM")]
    [InlineData("wo ist das cafe")]
    public void Of_what_was_just_asked_is_not_offered(string question) =>
        Assert.DoesNotContain(FollowUps.Of(Sample.Question(question, A), [], Known, []), offered => string.Compare(offered.TrimEnd('?'), question.TrimEnd('?'), System.Globalization.CultureInfo.InvariantCulture, System.Globalization.CompareOptions.IgnoreCase | System.Globalization.CompareOptions.IgnoreNonSpace) == 0);

    [Fact]
    public void Of_question_about_no_place_there_is_nothing_to_offer() => Assert.Empty(FollowUps.Of(Sample.Question("helipad?"), [], Known, []));
}
