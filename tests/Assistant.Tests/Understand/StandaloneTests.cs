using Assistant.Understand;

namespace Assistant.Tests.Understand;

public sealed class StandaloneTests
{
    private static readonly PropertyNames Names = new(
    [
        new("hotel__1", "Acorn Guest House", "hotel", null, null, null, null, null, null, null, [], 1),
        new("hotel__2", "Hobsons House", "hotel", null, null, null, null, null, null, null, [], 1),
    ]);

    [Theory]
    [InlineData("How much is it?", "Is there parking at Hobsons House? How much is it?")]
    [InlineData("Is it free?", "Is there parking at Hobsons House? Is it free?")]
    [InlineData("What about the Acorn Guest House?", "Is there parking at Acorn Guest House?")]
    [InlineData("And breakfast?", "And breakfast?")]
    [InlineData("Are dogs welcome?", "Are dogs welcome?")]
    public void Of_follow_up_takes_its_subject_from_the_question_before(string message, string expected) =>
        Assert.Equal(expected, Standalone.Of(message, [new(Speaker.User, "Is there parking at Hobsons House?"), new(Speaker.Assistant, "Yes.")], Names).Text);

    [Fact]
    public void Of_follow_ups_never_add_to_the_subject()
    {
        var history = new List<Turn> { new(Speaker.User, "Is there parking at Hobsons House?") };
        foreach (var message in (string[])["How much is it?", "What about the Acorn Guest House?", "Is it free?", "How much is it?"])
        {
            history.Add(new(Speaker.User, message) { Subject = Standalone.Of(message, history, Names).Subject });
        }

        Assert.Equal("Is there parking at Acorn Guest House? Is it far?", Standalone.Of("Is it far?", history, Names).Text);
    }

    [Fact]
    public void Of_long_question_before_is_cut_at_a_word() =>
        Assert.Equal(
            $"{string.Join(' ', Enumerable.Repeat("parking", 62))} Is it free?", // 62 words of 8 characters with the space, of at most 500
            Standalone.Of("Is it free?", [new(Speaker.User, string.Join(' ', Enumerable.Repeat("parking", 500)))], Names).Text);

    [Fact]
    public void Of_first_message_stands_alone() => Assert.Equal("How much is it?", Standalone.Of("How much is it?", [], Names).Text);
}
