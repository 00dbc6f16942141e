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
    [InlineData("two thousand five hundred euros", "cEUR n2500")]
    [InlineData("twenty-five or two hundred and six", "n206 n25")]
    [InlineData("2 hundred, a dozen, seven ten", "n10 n12 n200 n7")]
    [InlineData("$20", "cUSD n20")]
    [InlineData("at ９ am, ٣ nights", "n3 t09:00")]
    public void Facts_are_numbers_times_and_currencies(string text, string expected) =>
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), Claims.Facts(text).Order(StringComparer.Ordinal));

    [Fact]
    public void Stated_time_also_states_its_hour() => Assert.Equal(["n10", "n22", "t22:00"], Claims.Stated("until 22:00").Order(StringComparer.Ordinal));

    [Fact]
    public void Facts_number_without_end_is_read_all_the_same() => Assert.Single(Claims.Facts(string.Join(' ', Enumerable.Repeat("hundred", 100))));

    [Fact]
    public void Stated_time_past_the_hour_states_no_hour() => Assert.Equal(["t22:45"], Claims.Stated("until 22:45"));

    [Theory]
    [InlineData("Marriott has free parking.", "marriott")]
    [InlineData("Parking is free.", null)]
    [InlineData("According to guests it is quiet.", null)]
    [InlineData("There is a pool.", null)]
    public void UncommonOpener_may_be_a_name(string sentence, string? expected) => Assert.Equal(expected, Claims.UncommonOpener(sentence));

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
    [InlineData("The rate is non-refundable.", true)]
    [InlineData("There is no extra charge.", false)]
    [InlineData("Arrive no later than 22:00.", false)]
    [InlineData("The note is on the knob.", false)]
    public void IsNegative_sees_denials(string text, bool expected) => Assert.Equal(expected, Claims.IsNegative(text));
}
