using Assistant.Text;

namespace Assistant.Tests.Text;

public sealed class SentencesTests
{
    [Theory]
    [InlineData("One. Two! Three?", "One.|Two!|Three?")]
    [InlineData("It costs 3.50 a day. Ask us.", "It costs 3.50 a day.|Ask us.")]
    [InlineData("Open from 7 a.m. to 10 p.m. daily. Pets are welcome.", "Open from 7 a.m. to 10 p.m. daily.|Pets are welcome.")]
    [InlineData("Until 10 p.m. Pets are welcome.", "Until 10 p.m.|Pets are welcome.")]
    [InlineData("Ask Dr. Brown at St. James Quarter. He knows.", "Ask Dr. Brown at St. James Quarter.|He knows.")]
    [InlineData("booked for the pool. closed for wind. fine.", "booked for the pool.|closed for wind.|fine.")]
    [InlineData("\"Quiet.\" That is what he said.", "\"Quiet.\"|That is what he said.")]
    [InlineData("See www.x.example or J. Smith.", "See www.x.example or J. Smith.")]
    [InlineData("first line\nsecond line", "first line|second line")]
    [InlineData("静かでした。また来ます。", "静かでした。|また来ます。")]
    [InlineData("Wait... what? Yes.", "Wait...|what?|Yes.")]
    [InlineData("  ", "")]
    [InlineData("no end", "no end")]
    public void Split_finds_each_sentence(string text, string expected) =>
        Assert.Equal(expected.Split('|', StringSplitOptions.RemoveEmptyEntries), Sentences.Split(text).Select(range => text[range]));

    [Fact]
    public void Split_ranges_cover_all_but_white_space()
    {
        const string text = " A first one.  And a second (in brackets.) Then 3. ";

        var covered = string.Concat(Sentences.Split(text).Select(range => text[range]));

        Assert.Equal(text.Where(c => !char.IsWhiteSpace(c)), covered.Where(c => !char.IsWhiteSpace(c)));
    }
}
