using Assistant.Index;

namespace Assistant.Tests.Index;

public sealed class ReciprocalRankFusionTests
{
    [Fact]
    public void Fuse_adds_reciprocal_ranks_by_hand()
    {
        var scores = ReciprocalRankFusion.Fuse<string>(["a", "b"], ["b", "c"]);

        Assert.Equal(1.0 / 61, scores["a"], 12);
        Assert.Equal(1.0 / 62 + 1.0 / 61, scores["b"], 12);
        Assert.Equal(1.0 / 62, scores["c"], 12);
    }

    [Fact]
    public void Fuse_nothing_is_nothing() => Assert.Empty(ReciprocalRankFusion.Fuse<string>([], []));
}
