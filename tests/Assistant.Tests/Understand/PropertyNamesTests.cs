using Assistant.Index;
using Assistant.Understand;

namespace Assistant.Tests.Understand;

public sealed class PropertyNamesTests
{
    private static readonly PropertyNames Names = new(
    [
        .. new[]
        {
            "Acorn Guest House", "A and B Guest House", "Slipway Hotel Coal Harbour", "Nandos", "Nandos City Centre", "Rosa's Bed and Breakfast", "Ask Restaurant",
            "Café Über Höf", "Alexander Bed and Breakfast", "Bridge Guest House", "Royal Spice",
        }.Select(name => new PropertySummary($"x__{name}", name, "hotel", null, null, null, null, null, null, null, [], 1)),
    ]);

    [Theory]
    [InlineData("Is there parking at the Acorn Guest House?", "Acorn Guest House")]
    [InlineData("is there parking at the acorn guesthouse", "Acorn Guest House")]
    [InlineData("does the Acorn have wifi", "Acorn Guest House")]
    [InlineData("I like the A & B guest house", "A and B Guest House")]
    [InlineData("How far is Slipway Hotel from the sea?", "Slipway Hotel Coal Harbour")]
    [InlineData("what about rosas bed and breakfast", "Rosa's Bed and Breakfast")]
    [InlineData("Can you book the Alexandar Bed and Breakfast?", "Alexander Bed and Breakfast")]
    [InlineData("cafe uber hof", "Café Über Höf")]
    [InlineData("A table at Ask, please", "Ask Restaurant")]
    public void Find_whole_partial_and_misspelt_names(string text, string expected) => Assert.Equal([expected], Found(text));

    [Theory]
    [InlineData("Can I ask about the guest house?")]
    [InlineData("Their address is 12 Bridge Street")]
    [InlineData("Is there enough space in the room?")]
    [InlineData("")]
    public void Find_everyday_words_name_nothing(string text) => Assert.Empty(Found(text));

    [Fact]
    public void Find_longer_name_wins() => Assert.Equal(["Nandos City Centre"], Found("I'd like Nandos City Centre"));

    [Fact]
    public void Find_several_names_in_order() => Assert.Equal(["Nandos", "Acorn Guest House"], Found("Compare Nandos with the Acorn Guest House"));

    [Fact]
    public void Find_offsets_point_at_the_words()
    {
        const string text = "Is the Acorn Guest House quiet?";
        var mention = Names.Find(text).Single();

        Assert.Equal("Acorn Guest House", text[mention.Start..mention.End]);
    }

    [Theory]
    [InlineData("harbour", "harbuor", 1, 1)]
    [InlineData("harbour", "harbor", 1, 1)]
    [InlineData("harbour", "hobart", 2, null)]
    [InlineData("same", "same", 1, 0)]
    public void EditDistance_counts_edits_and_swaps(string one, string other, int most, int? expected) => Assert.Equal(expected, EditDistance.Within(one, other, most));

    private static IEnumerable<string> Found(string text) => Names.Find(text).Select(mention => mention.Property.Name);
}
