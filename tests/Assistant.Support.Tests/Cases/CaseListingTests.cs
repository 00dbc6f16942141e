using Assistant.Support.Cases;
using Assistant.Support.Reply;
using Assistant.Support.Triage;
using static Assistant.Support.Tests.Desk;

namespace Assistant.Support.Tests.Cases;

public sealed class CaseListingTests
{
    [Fact]
    public async Task Queue_puts_what_is_due_first_at_its_head_and_counts_what_is_late()
    {
        await using var desk = await OpenAsync();
        desk.Reads = supportCase => Reading("parking", "Yes.", urgency: supportCase.Id == "soon" ? Urgency.High : Urgency.Low);
        await desk.AddAsync(Guest("later", "Is there parking?"));
        await desk.AddAsync(Guest("soon", "Is there parking tonight?"));
        await desk.AddAsync(Guest("done", "Thanks."));
        await desk.Changes.SetStatusAsync(Tenant, "done", CaseStatus.Solved, "Kim", Token);
        desk.Clock.Pass(TimeSpan.FromHours(2));

        var page = await desk.Listing.ListAsync(Tenant, new CaseFilter(), 1, 50, Token);

        Assert.Equal(["soon", "later", "done"], page.Items.Select(stored => stored.Case.Id));
        Assert.Equal(new CaseCounts(2, 0, 1, 1), page.Counts);
    }

    [Fact]
    public async Task Filters_narrow_the_queue()
    {
        await using var desk = await OpenAsync();
        desk.Reads = supportCase => supportCase.Id == "c2" ? Reading("refund", null, SuggestedAction.Abstain, restricted: [RestrictedTopic.Refund]) : Reading("parking", "Yes.");
        await desk.AddAsync(Guest("c1", "Can I leave the car in a garage?"));
        await desk.AddAsync(Guest("c2", "I want my money back and an answer.", property: null));
        await desk.Changes.AssignAsync(Tenant, "c1", "Kim", "Kim", Token);

        Assert.Equal("c1", await OnlyAsync(new CaseFilter(Assignee: "Kim")));
        Assert.Equal("c2", await OnlyAsync(new CaseFilter(Assignee: CaseFilter.Nobody)));
        Assert.Equal("c1", await OnlyAsync(new CaseFilter(Property: Place)));
        Assert.Equal("c2", await OnlyAsync(new CaseFilter(Action: SuggestedAction.Abstain)));
        Assert.Equal("c2", await OnlyAsync(new CaseFilter(Restricted: true)));
        Assert.Equal("c1", await OnlyAsync(new CaseFilter(Words: "gara CAR")));
        Assert.Equal("c1", await OnlyAsync(new CaseFilter(Words: "harbour")));
        Assert.Equal("c2", await OnlyAsync(new CaseFilter(Words: "\"money\" AND* (back")));

        async Task<string> OnlyAsync(CaseFilter filter)
        {
            var page = await desk.Listing.ListAsync(Tenant, filter, 1, 50, Token);
            return string.Join(',', page.Items.Select(stored => stored.Case.Id));
        }
    }

    [Fact]
    public async Task Pages_part_the_queue()
    {
        await using var desk = await OpenAsync();
        for (var i = 1; i <= 5; i++) await desk.AddAsync(Guest($"c{i}", "Is there parking?"));
        var page = await desk.Listing.ListAsync(Tenant, new CaseFilter(), 3, 2, Token);
        Assert.Equal((1, 5), (page.Items.Count, page.Total));
    }
}
