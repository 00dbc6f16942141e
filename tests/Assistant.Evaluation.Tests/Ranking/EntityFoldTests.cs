using Assistant.Evaluation.Ranking;

namespace Assistant.Evaluation.Tests.Ranking;

public sealed class EntityFoldTests
{
    [Fact]
    public void IsHeldOut_weighs_code_points_by_their_place()
    {
        // "ab": 97 * 1 + 98 * 2 = 293; "ac": 97 + 99 * 2 = 295
        Assert.False(EntityFold.IsHeldOut("ab"));
        Assert.True(EntityFold.IsHeldOut("ac"));
    }

    [Fact]
    public void Of_a_query_goes_by_its_property_then_by_its_conversation()
    {
        var history = new[] { new Turn(Speaker.User, "A hotel, please."), new Turn(Speaker.Assistant, "The Acorn?") };

        Assert.Equal(EntityFold.Of("hotel__1"), EntityFold.Of(new AskRequest("Is it quiet?", Focus: ["hotel__1"], History: history)));
        Assert.Equal(EntityFold.Of("A hotel, please."), EntityFold.Of(new AskRequest("Is it quiet?", History: history)));
        Assert.Equal(EntityFold.Of("Is it quiet?"), EntityFold.Of(new AskRequest("Is it quiet?")));
    }

    [Fact]
    public void Of_uses_every_fold() =>
        Assert.Equal([0, 1, 2, 3, 4], Enumerable.Range(0, 100).Select(i => EntityFold.Of($"hotel__{i}")).Distinct().Order());
}
