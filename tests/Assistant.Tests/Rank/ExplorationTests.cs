using System.Text.Json;
using Assistant.Rank;

namespace Assistant.Tests.Rank;

public sealed class ExplorationTests
{
    private const int Draws = 20_000;

    [Fact]
    public void Draw_share_of_nothing_changes_nothing()
    {
        var evidence = Evidence(4);

        var (shown, order) = Exploration.Draw(evidence, 0, "a");

        Assert.Same(evidence, shown);
        Assert.Null(order);
    }

    [Fact]
    public void Draw_swaps_neighbours_and_numbers_them_anew()
    {
        var (shown, order) = Exploration.Draw(Evidence(2), 1, "a");

        Assert.Equal(["p2", "p1"], shown.Passages.Select(passage => passage.Passage.Id));
        Assert.Equal([1, 2], shown.Passages.Select(passage => passage.Ref));
        Assert.Equal(2, Assert.Single(shown.Opinions).Passage.Ref);
        Assert.Equal(new ShownOrder(1, 1, 1, "a"), order);
    }

    [Fact]
    public void Draw_same_seed_gives_the_same_order() =>
        Assert.Equal(Exploration.Draw(Evidence(5), .7, "seed").Order, Exploration.Draw(Evidence(5), .7, "seed").Order);

    [Fact]
    public void Draw_each_order_comes_as_often_as_its_propensity_says()
    {
        var orders = Enumerable.Range(0, Draws).Select(i => Exploration.Draw(Evidence(4), .3, $"answer {i}").Order!).GroupBy(order => order.Swapped).ToList();

        Assert.Equal(4, orders.Count); // as it is, and three pairs
        Assert.All(orders, order =>
        {
            var propensity = Assert.Single(order.Select(drawn => drawn.Propensity).Distinct());
            Assert.Equal(order.Key is null ? .7 : .1, propensity, 12);
            Assert.InRange((double)order.Count() / Draws, propensity - (4 * Math.Sqrt(propensity / Draws)), propensity + (4 * Math.Sqrt(propensity / Draws)));
        });
    }

    [Fact]
    public void Draw_what_has_no_order_to_try_is_logged_as_certain()
    {
        Assert.All(
            [Evidence(1), Evidence(3) with { IsRelevant = false }, Evidence(3) with { IsListing = true }],
            evidence =>
            {
                var (shown, order) = Exploration.Draw(evidence, 1, "a");
                Assert.Same(evidence, shown);
                Assert.Equal(new ShownOrder(1, null, 1, "a"), order);
            });
    }

    [Theory]
    [InlineData(-.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void Draw_share_out_of_range_is_refused(double share) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Exploration.Draw(Evidence(2), share, "a"));

    [Fact]
    public async Task Ask_receipt_says_what_was_drawn()
    {
        await using var assistant = await new TestAssistant(settings: ("Assistant:Answers:ExploreShare", "1")).WithAsync(Sample.Harbour);
        await using var plain = await new TestAssistant().WithAsync(Sample.Harbour);

        var explored = await assistant.AskAsync("Is there a pool at Harbour Lane Hotel?");
        var known = await plain.AskAsync("Is there a pool at Harbour Lane Hotel?");

        Assert.Null(known.Receipt.Order);
        Assert.DoesNotContain("exploreShare", JsonSerializer.Serialize(known.Receipt, AssistantJson.Stored), StringComparison.Ordinal); // receipts read as before
        Assert.True(known.Receipt.Passages.Count > 1);
        Assert.Equal(explored.Receipt.AnswerId, explored.Receipt.Order!.Seed);
        Assert.Equal(1.0 / (known.Receipt.Passages.Count - 1), explored.Receipt.Order.Propensity, 12);
        var expected = known.Receipt.Passages.Select(passage => passage.Passage.PassageId).ToList();
        var place = explored.Receipt.Order.Swapped!.Value;
        (expected[place - 1], expected[place]) = (expected[place], expected[place - 1]);
        Assert.Equal(expected, explored.Passages.Passages.Select(passage => passage.PassageId));
    }

    private static Evidence Evidence(int count)
    {
        var passages = Enumerable.Range(1, count).Select(i => Sample.Passage($"Text {i}.", $"p{i}")).Select((passage, i) =>
            new RankedPassage(i + 1, passage, .9, 1, .., new Candidate(passage, 1, null, null))).ToList();
        return new Evidence(passages, true) { Opinions = [new Opinion(passages[0], .., Polarity.Good, "r1")] };
    }
}
