using Assistant.Support.Cases;
using Assistant.Support.Send;
using static Assistant.Support.Tests.Desk;

namespace Assistant.Support.Tests.Send;

public sealed class ReplySenderTests
{
    private static readonly CaseBooking Booking = new("48213-77", GuestName: "Ada Quillfeather");

    [Fact]
    public async Task Reply_is_sent_in_clear_after_the_time_to_take_it_back_and_the_case_waits()
    {
        await using var desk = await WithCaseAsync();
        var (_, queued) = await desk.Replies.QueueAsync(Tenant, "c1", new ReplyDraft("Dear [name 1], yes.", ReplySource.Own, null, "Kim"), Token);
        Assert.Equal(0, await desk.Sender.SendDueAsync(Token));

        desk.Clock.Pass(TimeSpan.FromSeconds(10));
        Assert.Equal(1, await desk.Sender.SendDueAsync(Token));

        var sent = Assert.Single(desk.Sent);
        Assert.Equal((queued!.Id, "Dear Ada Quillfeather, yes.", "ada@quill.example", "Harbour Lane Rooms"), (sent.Id, sent.Text, sent.To, sent.Subject));
        var stored = await desk.FindAsync("c1");
        Assert.Equal((CaseStatus.Waiting, (DateTimeOffset?)null, desk.Clock.GetUtcNow()), (stored.Status, stored.DueAt, stored.FirstReplyAt!.Value));
        Assert.Equal((Party.Agent, "Dear [name 1], yes."), (stored.Case.Messages[^1].From, stored.Case.Messages[^1].Text));
    }

    [Fact]
    public async Task Undo_takes_a_queued_reply_back_and_no_sent_one()
    {
        await using var desk = await WithCaseAsync();
        await desk.Replies.QueueAsync(Tenant, "c1", new ReplyDraft("Yes.", ReplySource.Own, null, "Kim"), Token);
        Assert.Equal(ReplyChange.Done, await desk.Replies.UndoAsync(Tenant, "c1", "Kim", Token));
        desk.Clock.Pass(TimeSpan.FromHours(1));
        Assert.Equal(0, await desk.Sender.SendDueAsync(Token));
        Assert.Null(await desk.Replies.LatestAsync(Tenant, "c1", Token));

        await desk.SendAsync("c1", "No.", ReplySource.Own);
        Assert.Equal(ReplyChange.NotQueued, await desk.Replies.UndoAsync(Tenant, "c1", "Kim", Token));
    }

    [Fact]
    public async Task What_a_reply_promises_that_nothing_grants_is_told_while_it_can_be_taken_back()
    {
        await using var desk = await WithCaseAsync();
        var (_, own) = await desk.Replies.QueueAsync(Tenant, "c1", new ReplyDraft("Dear [name 1], the garage is yours. We will refund the second night.", ReplySource.Own, null, "Kim"), Token);
        Assert.Equal(["We will refund the second night."], own!.Promises);

        await desk.Replies.UndoAsync(Tenant, "c1", "Kim", Token);
        var (_, again) = await desk.Replies.QueueAsync(Tenant, "c1", new ReplyDraft("Hello [name 1], booking [booking 1] is on its way again.", ReplySource.Macro, "again", "Kim"), Token);
        Assert.Empty(again!.Promises!);
    }

    [Fact]
    public async Task Second_reply_is_refused_while_one_waits()
    {
        await using var desk = await WithCaseAsync();
        var draft = new ReplyDraft("Yes.", ReplySource.Own, null, "Kim");
        var changes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => desk.Replies.QueueAsync(Tenant, "c1", draft, Token), Token)));
        Assert.Single(changes, change => change.Change == ReplyChange.Done);
        Assert.Equal(7, changes.Count(change => change.Change == ReplyChange.AlreadyQueued));
    }

    [Fact]
    public async Task Several_senders_at_once_send_each_reply_once()
    {
        await using var desk = await OpenAsync(options => options.UndoSeconds = 0);
        for (var i = 0; i < 12; i++)
        {
            await desk.AddAsync(Guest($"c{i}", "Is there parking?"));
            await desk.Replies.QueueAsync(Tenant, $"c{i}", new ReplyDraft("Yes.", ReplySource.Own, null, "Kim"), Token);
        }

        var tried = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => desk.Sender.SendDueAsync(Token), Token)));

        Assert.Equal((12, 12), (tried.Sum(), desk.Sent.Select(sent => sent.Id).Distinct().Count()));
    }

    [Fact]
    public async Task Failed_reply_is_kept_with_its_error_and_can_be_sent_again()
    {
        await using var desk = await WithCaseAsync();
        desk.Fails = new InvalidOperationException("The outbox is full.");
        await desk.SendAsync("c1", "Yes.", ReplySource.Own);
        var failed = await desk.Replies.LatestAsync(Tenant, "c1", Token);
        Assert.Equal((ReplyState.Failed, "The outbox is full."), (failed!.State, failed.Error));
        Assert.Equal(CaseStatus.Open, (await desk.FindAsync("c1")).Status);

        desk.Fails = null;
        await desk.SendAsync("c1", "Yes.", ReplySource.Own);
        Assert.Equal(ReplyState.Sent, (await desk.Replies.LatestAsync(Tenant, "c1", Token))!.State);
        Assert.Single(desk.Sent);
    }

    [Theory]
    [InlineData(true, ReplyState.Sent, 1)]
    [InlineData(false, ReplyState.Failed, 0)]
    public async Task Reply_that_was_cut_short_is_sent_again_only_where_the_channel_can_tell(bool isIdempotent, ReplyState state, int sent)
    {
        await using var desk = await WithCaseAsync(isIdempotent);
        desk.Fails = new OperationCanceledException();
        await desk.Replies.QueueAsync(Tenant, "c1", new ReplyDraft("Yes.", ReplySource.Own, null, "Kim"), Token);
        desk.Clock.Pass(TimeSpan.FromMinutes(1));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => desk.Sender.SendDueAsync(Token));

        desk.Fails = null;
        await desk.Sender.RecoverAsync(Token);
        await desk.Sender.SendDueAsync(Token);

        Assert.Equal((state, sent), ((await desk.Replies.LatestAsync(Tenant, "c1", Token))!.State, desk.Sent.Count));
    }

    [Theory]
    [InlineData("Dear {guest.name}", "still holds {guest.name}")]
    [InlineData("Dear [name 9]", "nothing to put in the place of [name 9]")]
    [InlineData(" ", "The reply is empty")]
    public async Task Reply_that_cannot_be_sent_as_it_is_is_refused(string text, string words)
    {
        await using var desk = await WithCaseAsync();
        var problem = await Assert.ThrowsAsync<ArgumentException>(() => desk.Replies.QueueAsync(Tenant, "c1", new ReplyDraft(text, ReplySource.Own, null, "Kim"), Token));
        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_of_a_solved_case_is_deleted_in_time_and_no_reply_goes_out_with_a_placeholder()
    {
        await using var desk = await WithCaseAsync();
        await desk.SendAsync("c1", "Dear [name 1], yes.", ReplySource.Own, solve: true);
        desk.Clock.Pass(TimeSpan.FromDays(29));
        Assert.Equal(0, await desk.Forgetting.ForgetDueAsync(Token));
        desk.Clock.Pass(TimeSpan.FromDays(1));
        Assert.Equal(1, await desk.Forgetting.ForgetDueAsync(Token));
        Assert.Equal(0, await desk.Forgetting.ForgetDueAsync(Token));
        Assert.All((await desk.Store.SecretsAsync(Tenant, "c1", Token)).Values, Assert.Empty);

        var problem = await Assert.ThrowsAsync<ArgumentException>(() => desk.Replies.QueueAsync(Tenant, "c1", new ReplyDraft("Dear [name 1].", ReplySource.Own, null, "Kim"), Token));
        Assert.Contains("deleted", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Value_after_forgotten_ones_gets_a_number_of_its_own()
    {
        await using var desk = await WithCaseAsync();
        await desk.SendAsync("c1", "Dear [name 1], yes.", ReplySource.Own, solve: true);
        desk.Clock.Pass(TimeSpan.FromDays(31));
        await desk.Forgetting.ForgetDueAsync(Token);

        await desk.Changes.AppendAsync(Tenant, "c1", new CaseMessage(Party.Guest, "Please ask bob@other.example instead."), Token);

        Assert.Contains("[email 2]", (await desk.Store.FindAsync(Tenant, "c1", Token))!.Case.Messages[^1].Text, StringComparison.Ordinal);
    }

    private static async Task<Desk> WithCaseAsync(bool isIdempotent = true)
    {
        var desk = await OpenAsync(isIdempotent: isIdempotent);
        await desk.AddAsync(Guest("c1", "Is there parking?", Booking, "ada@quill.example"));
        return desk;
    }
}
