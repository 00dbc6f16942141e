using Assistant.Support.Gaps;

namespace Assistant.Support.Tests.Gaps;

public sealed class GapGroupsTests
{
    private static readonly string[] Early = ["Can we check in early, around 11 in the morning?", "Is early check-in possible at Hotel Mill?", "Could you tell [email 1] about early check-in?"];

    [Fact]
    public void Clearest_question_is_near_to_the_others_and_holds_no_masked_data() => Assert.Equal(Early[1], GapGroups.Clearest(Early, "Hotel Mill"));

    [Fact]
    public void Topic_is_told_in_the_words_that_the_questions_share() => Assert.Equal("early check-in", GapGroups.Topic(Early[1], Early, "Hotel Mill"));

    [Fact]
    public void Topic_of_questions_without_a_word_in_common_is_unknown() => Assert.Null(GapGroups.Topic("Is it there?", ["Is it there?"], "Hotel Mill"));
}
