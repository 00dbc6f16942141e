using Assistant.Support.Gaps;

namespace Assistant.Support.Tests.Gaps;

public sealed class GapLogTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;
    private GapDesk desk = null!;

    public async ValueTask InitializeAsync() => desk = await GapDesk.OpenAsync();

    public ValueTask DisposeAsync() => desk.DisposeAsync();

    [Fact]
    public async Task Questions_of_one_meaning_are_one_gap_and_keep_its_id()
    {
        var first = await desk.AddAsync("Is early check-in possible?");
        var other = await desk.AddAsync("Do you have a sauna?");
        var second = await desk.AddAsync("Can we check in early?");

        Assert.Equal(first, second);
        Assert.NotEqual(first, other);
        Assert.Equal([(first, 2), (other, 1)], (await desk.ListAsync()).Select(gap => (gap.Id, gap.Times)));
    }

    [Fact]
    public async Task Same_question_of_the_same_source_and_reference_counts_once()
    {
        await desk.AddAsync("Do you have a sauna?", GapSource.Case, "case-1");
        await desk.AddAsync("Do you have a sauna?", GapSource.Case, "case-1");
        await desk.AddAsync("Do you have a sauna?", GapSource.Case, "case-2");
        await desk.AddAsync("Do you have a sauna?");

        var gap = Assert.Single(await desk.ListAsync());

        Assert.Equal(new GapAskers(0, 2, 1), gap.AskedBy);
        Assert.Equal(3, gap.Times);
    }

    [Fact]
    public async Task Personal_data_is_masked_before_it_is_kept()
    {
        await desk.AddAsync("Can you send the sauna hours to ann@example.com?");

        Assert.Equal("Can you send the sauna hours to [email 1]?", Assert.Single(await desk.ListAsync()).Question);
    }

    [Theory]
    [InlineData("  ", GapDesk.Hotel, "empty")]
    [InlineData("Is there a sauna?", "hotel__nowhere", "hotel__nowhere")]
    public async Task Question_that_cannot_be_used_is_refused(string question, string property, string named)
    {
        var problem = await Assert.ThrowsAsync<ArgumentException>(() => desk.Gaps.AddAsync(
            Tenants.Default, new GapQuestion(property, question, GapSource.Report, null, Now), TestContext.Current.CancellationToken));

        Assert.Contains(named, problem.Message, StringComparison.Ordinal);
        Assert.Empty(await desk.ListAsync());
    }

    [Fact]
    public async Task Questions_that_come_at_once_are_all_kept_in_one_gap()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => desk.AddAsync("Do you have a sauna?", GapSource.Case, $"case-{i}"))));

        Assert.Equal(20, Assert.Single(await desk.ListAsync()).Times);
    }

    [Fact]
    public async Task Refused_questions_of_the_chat_are_taken_once_and_a_conversation_is_one_guest()
    {
        var refused = await desk.ChatAsync("Is there a helicopter pad?");
        Assert.Equal(Verdict.Refused, refused.Verdict);
        await desk.ChatAsync("Can a helicopter land on a pad here?", conversation: refused.ConversationId);
        Assert.NotEqual(Verdict.Refused, (await desk.ChatAsync("Are pets allowed?")).Verdict);

        await desk.ListAsync();
        var gap = Assert.Single(await desk.ListAsync());

        Assert.Equal(new GapAskers(1, 0, 0), gap.AskedBy);
        Assert.Equal("helicopter pad", gap.Topic);
        await desk.ChatAsync("Is there a helicopter pad?");
        Assert.Equal(2, Assert.Single(await desk.ListAsync()).Times);
    }

    [Theory]
    [InlineData("Hello!")]
    [InlineData("Thank you very much")]
    public async Task Small_talk_is_no_gap(string message)
    {
        await desk.ChatAsync(message);

        Assert.Empty(await desk.ListAsync());
    }

    [Fact]
    public async Task Gaps_are_ranked_by_what_their_open_questions_cost()
    {
        await desk.AddAsync("Do you have a sauna?", GapSource.Case, "case-1");
        for (var i = 0; i < 3; i++) await desk.AddAsync("Is there a helicopter pad?", GapSource.Chat, $"answer-{i}");
        for (var i = 0; i < 8; i++) await desk.AddAsync("Can I hire a bicycle?", GapSource.Chat, $"answer-{i}", Now - (2 * GapCost.HalfLife));

        Assert.Equal(["Do you have a sauna?", "Is there a helicopter pad?", "Can I hire a bicycle?"], (await desk.ListAsync()).Select(gap => gap.Question));
        Assert.Equal([5, 3, 2], (await desk.ListAsync()).Select(gap => Math.Round(gap.Cost, 1)));
    }

    [Fact]
    public async Task Dismissed_gap_is_listed_no_more_and_stays_so_when_it_is_asked_again()
    {
        var id = await desk.AddAsync("Is there a helicopter pad?");

        Assert.True(await desk.Gaps.DismissAsync(Tenants.Default, id, "Ana", "Nobody lands here.", TestContext.Current.CancellationToken));
        Assert.Equal(id, await desk.AddAsync("Is there a helicopter pad?"));

        Assert.Empty(await desk.ListAsync());
        Assert.False(await desk.Gaps.DismissAsync(Tenants.Default, "nothing", "Ana", "Nobody lands here.", TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Cost_halves_with_every_half_life()
    {
        Assert.Equal(5, GapCost.Of([(GapSource.Case, Now)], Now));
        Assert.Equal(2.5 + 0.25, GapCost.Of([(GapSource.Case, Now - GapCost.HalfLife), (GapSource.Chat, Now - (2 * GapCost.HalfLife))], Now), 9);
    }
}
