using Assistant.Text;

namespace Assistant.Tests.Text;

public sealed class ClaimsTests
{
    [Theory]
    [InlineData("from 7:00", "t07:00")]
    [InlineData("at 3 pm", "t15:00")]
    [InlineData("at 3:30 p.m.", "t15:30")]
    [InlineData("at 12 am", "t00:00")]
    [InlineData("until noon", "t12:00")]
    [InlineData("until 22:30", "t22:30")]
    [InlineData("£15 a night", "cGBP n15")]
    [InlineData("15 euros", "cEUR n15")]
    [InlineData("EUR 12.50", "cEUR n12.5")]
    [InlineData("12,50 €", "cEUR n12.5")]
    [InlineData("1,200 yen", "cJPY n1200")]
    [InlineData("two dogs of 15 kg", "n15 n2")]
    [InlineData("one of the rooms", "")]
    public void Facts_are_numbers_times_and_currencies(string text, string expected) =>
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), Claims.Facts(text).Order(StringComparer.Ordinal));

    [Fact]
    public void Stated_time_also_states_its_hour() => Assert.Equal(["n10", "n22", "t22:00"], Claims.Stated("until 22:00").Order(StringComparer.Ordinal));

    [Fact]
    public void Names_are_capitals_inside_a_sentence() =>
        Assert.Equal(["george", "street"], Claims.Names("Meetings were on George Street. They went well, I think.").Order());

    [Fact]
    public void Names_of_possessives_and_accents_compare_folded()
    {
        Assert.Equal(["krakow"], Claims.Words("Kraków's"));
        Assert.Contains("krakow", Claims.Names("In Kraków"));
    }

    [Theory]
    [InlineData("Pets are not allowed.", true)]
    [InlineData("We don't take cards.", true)]
    [InlineData("Smoking is prohibited.", true)]
    [InlineData("There's no lift.", true)]
    [InlineData("Pets are allowed.", false)]
    [InlineData("The note is on the knob.", false)]
    public void IsNegative_sees_denials(string text, bool expected) => Assert.Equal(expected, Claims.IsNegative(text));
}
