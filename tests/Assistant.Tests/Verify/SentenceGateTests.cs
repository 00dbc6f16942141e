using Assistant.Verify;

namespace Assistant.Tests.Verify;

public sealed class SentenceGateTests
{
    [Theory]
    [InlineData("Parking is free. [1] Pets are welcome. [2][3]", "Parking is free.:1|Pets are welcome.:2,3")]
    [InlineData("Parking is free [1]. Pets are welcome [2].", "Parking is free.:1|Pets are welcome.:2")]
    [InlineData("It opens at 7. It closes at 9. [1, 2]", "It opens at 7.:1,2|It closes at 9.:1,2")]
    [InlineData("No mark at all.", "No mark at all.:")]
    [InlineData("First line [1]\nsecond line\nthird [2]", "First line.:1|second line.:|third.:2")]
    [InlineData("Odd [x] mark.", "Odd [x] mark.:")]
    [InlineData("Far away [99999999999]", "Far away.:-1")]
    [InlineData("[1][2]", "")]
    [InlineData("One line\n  [1] Two [2]", "One line.:1|Two.:2")]
    [InlineData("Free. [1]. [3] Late. [2]", "Free.:1|Late.:2")]
    [InlineData("", "")]
    public void Push_whatever_the_pieces_gives_the_same_sentences(string text, string expected)
    {
        foreach (var size in (int[])[1, 2, 3, 7, 1000]) Assert.Equal(expected, Run(text, size));
    }

    [Fact]
    public void Push_holds_back_until_the_marks_are_over()
    {
        var gate = new SentenceGate();

        Assert.Empty(gate.Push("Parking is free. [1]"));
        Assert.Empty(gate.Push("[2]"));
        Assert.Equal([1, 2], gate.Push(" Next").Single().Refs);
    }

    [Fact]
    public void Push_long_white_space_is_read_once()
    {
        var gate = new SentenceGate();
        var drafts = gate.Push("Parking is free [1].\n").ToList();

        for (var i = 0; i < 20_000; i++) drafts.AddRange(gate.Push(new string(' ', 16))); // with time cubic in it, this does not end
        drafts.AddRange(gate.Push($"Dogs{new string(' ', 100_000)}too [2]"));
        drafts.AddRange(gate.Finish());

        Assert.Equal(["Parking is free.", $"Dogs{new string(' ', 100_000)}too."], drafts.Select(draft => draft.Text));
    }

    private static string Run(string text, int size)
    {
        var gate = new SentenceGate();
        var drafts = text.Chunk(size).SelectMany(piece => gate.Push(new string(piece))).ToList();
        drafts.AddRange(gate.Finish());
        return string.Join('|', drafts.Select(draft => $"{draft.Text}:{string.Join(',', draft.Refs)}"));
    }
}
