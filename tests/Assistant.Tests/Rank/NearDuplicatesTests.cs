using Assistant.Rank;

namespace Assistant.Tests.Rank;

public sealed class NearDuplicatesTests
{
    // Pairs of words: 7 and 8, 7 shared: 7/8 = .875.
    private const string Once = "I really have nothing to say against it.";
    private const string Again = "I really have nothing to say against it all!";

    [Fact]
    public void Without_a_tiny_change_repeats_and_the_first_stays() =>
        Assert.Equal([Once], Kept((Once, Tier.Guest, "hotel__a"), (Again, Tier.Guest, "hotel__a")));

    [Fact]
    public void Without_another_property_is_no_repeat() =>
        Assert.Equal(2, Kept((Once, Tier.Guest, "hotel__a"), (Again, Tier.Guest, "hotel__b")).Count);

    [Fact]
    public void Without_a_guest_confirms_the_owner() =>
        Assert.Equal(2, Kept((Once, Tier.Owner, "hotel__a"), (Again, Tier.Guest, "hotel__a")).Count);

    [Theory]
    [InlineData("Breakfast in the garden room is served every morning until 10.", "Breakfast in the garden room is served every morning until 11.")]
    [InlineData("The path from the station up to the house is very well lit and it is not steep at all.", "The path from the station up to the house is very well lit and it is steep at all.")]
    [InlineData("All in all the room we had on the second floor of the house was clean.", "All in all the room we had on the second floor of the house was dirty.")]
    public void Without_what_differs_in_a_number_a_denial_or_a_judgement_stays(string one, string other) =>
        Assert.Equal(2, Kept((one, Tier.Guest, "hotel__a"), (other, Tier.Guest, "hotel__a")).Count);

    [Fact]
    public void Without_the_same_answer_to_another_question_stays()
    {
        var passages = new[] { "Is there a gym?", "May I bring a dog?" }.Select((heading, i) => Sample.Ranked(Sample.Passage("Yes.", $"{i}", heading)));

        Assert.Equal(2, NearDuplicates.Without([.. passages]).Count);
    }

    private static List<string> Kept(params (string Text, Tier Tier, string Property)[] passages) =>
        [.. NearDuplicates.Without([.. passages.Select((item, i) => Sample.Ranked(Sample.Passage(item.Text, $"{i}", tier: item.Tier, property: item.Property), i + 1))]).Select(ranked => ranked.Passage.Text)];
}
