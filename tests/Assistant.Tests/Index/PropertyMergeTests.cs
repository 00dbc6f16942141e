using Assistant.Index;

namespace Assistant.Tests.Index;

public sealed class PropertyMergeTests
{
    [Fact]
    public void Join_first_feed_with_an_address_leads()
    {
        var bare = new Property { Id = "a", Name = "a guest house", Kind = "hotel", Stars = 3, Amenities = ["bar"] };
        var full = bare with { Name = "A Guest House", Address = new Address("Cambridge"), Stars = 4, Amenities = ["wifi"] };

        var joined = PropertyMerge.Join([bare, full]);

        Assert.Equal(("A Guest House", 4.0), (joined.Name, joined.Stars));
        Assert.Equal(["bar", "wifi"], joined.Amenities.Order());
    }

    [Fact]
    public void Join_summaries_add_their_passages()
    {
        var summary = PropertyMerge.Summarise(Sample.Harbour, 10);

        Assert.Equal(15, PropertyMerge.Join([summary, summary with { City = null, Passages = 5 }]).Passages);
        Assert.Equal(10, PropertyMerge.Join([summary]).Passages);
    }

    [Fact]
    public void Join_policies_of_the_leading_feed_win()
    {
        var other = Sample.Harbour with { Address = null, Policies = new Dictionary<string, Policy> { ["pets"] = new("no"), ["smoking"] = new("no") } };

        var joined = PropertyMerge.Join([Sample.Harbour, other]);

        Assert.Equal("yes", joined.Policies["pets"].Allowed);
        Assert.Equal("no", joined.Policies["smoking"].Allowed);
    }
}
