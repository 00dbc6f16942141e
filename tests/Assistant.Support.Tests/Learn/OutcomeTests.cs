using Assistant.Support.Learn;
using Assistant.Support.Reply;
using Assistant.Support.Send;
using Assistant.Support.Triage;
using static Assistant.Support.Tests.Desk;

namespace Assistant.Support.Tests.Learn;

public sealed class OutcomeTests
{
    private const string Suggested = "Parking costs 12 euros a night.";

    [Theory]
    [InlineData("Parking costs 12 euros a night.\r\n", OutcomeKind.Accepted, 0)]
    [InlineData("Parking costs 12 euros a day.", OutcomeKind.Edited, 5)] // night to day: two letters go, three change
    public async Task Suggestion_that_is_sent_is_accepted_or_edited(string text, OutcomeKind kind, int edits)
    {
        await using var desk = await OpenAsync();
        await desk.AddAsync(Guest("c1", "Is there parking?"));
        await desk.SendAsync("c1", text, ReplySource.Suggestion);

        var outcome = Assert.Single(await desk.OutcomesAsync());
        Assert.Equal((kind, SuggestedAction.Draft, edits), (outcome.Kind, outcome.Action, outcome.EditCharacters));
        Assert.Equal(edits / (double)Suggested.Length, outcome.EditShare, 6);
    }

    [Fact]
    public async Task Macro_counts_against_its_filled_text()
    {
        await using var desk = await OpenAsync();
        await desk.AddAsync(Guest("c1", "Please send it again.", new Assistant.Support.Cases.CaseBooking("48213-77", GuestName: "Ada Quillfeather")));
        await desk.SendAsync("c1", "Hello [name 1], booking [booking 1] is on its way again.\nThe support team", ReplySource.Macro, "again");

        var use = MacroUse.Of(desk.Macros.Macros[0], await desk.OutcomesAsync());
        Assert.Equal((1, 1, 0, null), (use.Used, use.Accepted, use.Edited, use.MedianEdit));
        Assert.Equal("Hello Ada Quillfeather, booking 48213-77 is on its way again.\nThe support team", desk.Sent.Single().Text);
    }

    [Fact]
    public async Task Figures_count_what_became_of_suggestions()
    {
        await using var desk = await OpenAsync();
        for (var i = 1; i <= 4; i++) await desk.AddAsync(Guest($"c{i}", "Is there parking?"));
        await desk.SendAsync("c1", Suggested, ReplySource.Suggestion);
        await desk.SendAsync("c2", "Parking costs 12 euros a day.", ReplySource.Suggestion);
        Assert.True(await desk.Outcomes.RejectAsync(Tenant, "c3", "Kim", "not true", Token));
        await desk.SendAsync("c3", "There is none.", ReplySource.Own);
        desk.Clock.Pass(TimeSpan.FromDays(2));

        var figures = DeskFigures.Of(await desk.Store.AllAsync(Tenant, Token), await desk.OutcomesAsync(), desk.Clock.GetUtcNow());

        Assert.Equal((4, 3, 1, 1, 1, 1, 1), (figures.Cases, figures.Replies, figures.Accepted, figures.Edited, figures.Rejected, figures.Own, figures.Overdue));
        Assert.Equal(1 / 3.0, figures.AcceptanceRate!.Value, 6);
        Assert.Equal(20 / 60.0, figures.MedianFirstReplyMinutes!.Value, 6); // 10, 20 and 30 seconds
    }

    [Fact]
    public async Task Macro_is_proposed_from_two_replies_by_hand_and_is_in_the_book_once_approved()
    {
        await using var desk = await OpenAsync();
        desk.Reads = _ => Reading("towel_swap", null, SuggestedAction.Abstain);
        await AnswerAsync(desk, "c1", "Ada Quillfeather");
        Assert.Empty(await desk.Proposals.ListAsync(Tenant, Token));
        await AnswerAsync(desk, "c2", "Bo Marsh");

        var proposal = Assert.Single(await desk.Proposals.ListAsync(Tenant, Token));
        Assert.Equal((ProposalKind.Macro, "Towel swap", "Dear {guest.name},\nfresh towels lie at the desk of {property.name}."), (proposal.Kind, proposal.Title, proposal.Text));
        Assert.Equal(["c1", "c2"], proposal.From);

        Assert.Equal(ProposalDecision.Done, await desk.Proposals.ApproveAsync(Tenant, proposal.Id, null, "Kim", Token));
        Assert.Equal(["towel_swap"], desk.Macros.Find("learnt-towel-swap")!.Intents);
        Assert.Equal("learnt-towel-swap", Proposals.LearntMacros(desk.Database).Single().Id);
        Assert.Equal(ProposalState.Approved, Assert.Single(await desk.Proposals.ListAsync(Tenant, Token)).State);
        Assert.Equal(ProposalDecision.Decided, await desk.Proposals.ApproveAsync(Tenant, proposal.Id, null, "Kim", Token));
    }

    [Fact]
    public async Task Restricted_topic_is_never_proposed()
    {
        await using var desk = await OpenAsync();
        desk.Reads = _ => Reading("refund", null, SuggestedAction.Abstain, restricted: [RestrictedTopic.Refund]);
        await AnswerAsync(desk, "c1", "Ada Quillfeather");
        await AnswerAsync(desk, "c2", "Bo Marsh");
        Assert.Empty(await desk.Proposals.ListAsync(Tenant, Token));
    }

    [Fact]
    public async Task Faq_is_proposed_where_content_had_no_answer_and_goes_live_once_approved()
    {
        await using var desk = await OpenAsync();
        desk.Reads = _ => Reading("services", null, SuggestedAction.Abstain, unanswered: ["Can a car be charged?"]);
        await desk.AddAsync(Guest("c1", "Can a car be charged?"));
        await desk.SendAsync("c1", "Hello,\n\nthere is a charger two streets away.\n\nKind regards\nKim", ReplySource.Own);

        var proposal = Assert.Single(await desk.Proposals.ListAsync(Tenant, Token));
        Assert.Equal((ProposalKind.Faq, "Can a car be charged?", "there is a charger two streets away.", Place), (proposal.Kind, proposal.Title, proposal.Text, proposal.Property));

        await desk.Proposals.ApproveAsync(Tenant, proposal.Id, "There is a charger in Mill Street.", "Kim", Token);
        Assert.Equal((Place, "Can a car be charged?", "There is a charger in Mill Street.", "Kim"), desk.Published.Single());
    }

    private static async Task AnswerAsync(Desk desk, string id, string name)
    {
        await desk.AddAsync(Guest(id, "Can we get other towels?", new Assistant.Support.Cases.CaseBooking(GuestName: name)));
        await desk.SendAsync(id, $"Dear {name},\nfresh towels lie at the desk of Harbour Lane Rooms.", ReplySource.Own);
    }
}
