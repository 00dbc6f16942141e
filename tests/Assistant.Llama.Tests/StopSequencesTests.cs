namespace Assistant.Llama.Tests;

public sealed class StopSequencesTests
{
    [Fact]
    public void Take_sequence_over_several_pieces_is_cut_before_it()
    {
        var stops = new StopSequences(["STOP"]);

        Assert.Equal("go ", stops.Take("go S"));
        Assert.Equal("", stops.Take("TO"));
        Assert.Equal("", stops.Take("P now"));
        Assert.True(stops.IsHit);
        Assert.Equal("", stops.Rest());
    }

    [Fact]
    public void Take_false_start_is_released()
    {
        var stops = new StopSequences(["STOP"]);

        Assert.Equal("", stops.Take("ST"));
        Assert.Equal("STAY", stops.Take("AY"));
        Assert.False(stops.IsHit);
    }

    [Fact]
    public void Rest_held_back_tail_comes_at_the_end()
    {
        var stops = new StopSequences(["STOP"]);

        Assert.Equal("a ", stops.Take("a STO"));
        Assert.Equal("STO", stops.Rest());
    }
}
