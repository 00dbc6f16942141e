using Assistant.Support.Gaps;
using Assistant.Support.Gaps.Contradictions;

namespace Assistant.Support.Tests.Gaps;

public sealed class OwnerReportTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;

    [Fact]
    public void Report_says_how_many_asked_about_what_and_that_it_should_be_added()
    {
        var gap = Open("Is early check-in possible?", new GapAskers(11, 1, 0)) with { Topic = "early check-in" };

        var report = OwnerReport.Of("p", "Mill", [gap], []);

        Assert.Contains("# Mill: what guests ask and do not find\n\n1. **12 guests asked about early check-in; add it.**\n   - “Is early check-in possible?”", report.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 0, "1 guest asked;")]
    [InlineData(2, 1, "2 guests and 1 report asked;")]
    [InlineData(0, 3, "3 reports ask;")]
    public void Report_counts_guests_and_reports(int guests, int reports, string told) =>
        Assert.Contains(told, OwnerReport.Of("p", "Mill", [Open("Is it?", new GapAskers(guests, 0, reports))], []).Text, StringComparison.Ordinal);

    [Fact]
    public void What_guests_wrote_stays_text()
    {
        var report = OwnerReport.Of("p", "Mill", [Open("<b>Is</b> [this](http://x.example) a\n# heading?", new GapAskers(1, 0, 0))], []);

        Assert.Contains(@"“\<b\>Is\</b\> \[this\](http://x.example) a \# heading?”", report.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Answered_gaps_and_contradictions_are_told()
    {
        var answered = Open("Is there a pool?", new GapAskers(4, 0, 0)) with { State = GapState.Answered, Answer = "Yes.", Measured = new GapMeasure(4, 3) };
        var contradiction = new Contradiction("p", "Mill", "pets", [new Statement("a", PassageKind.Policy, Tier.Structured, "Pets are not allowed.", "no"), new Statement("b", PassageKind.Faq, Tier.Owner, "Yes.", "yes")], "Pets: no against yes.");

        var text = OwnerReport.Of("p", "Mill", [answered], [contradiction]).Text;

        Assert.Contains("No question is open.", text, StringComparison.Ordinal);
        Assert.Contains("- “Is there a pool?” (3 of 4 questions find it).", text, StringComparison.Ordinal);
        Assert.Contains("- **Pets: no against yes.**\n  - The rules: “Pets are not allowed.”\n  - A FAQ: “Yes.”", text, StringComparison.Ordinal);
    }

    private static Gap Open(string question, GapAskers askers) => new("g", "p", "Mill", question, askers, askers.Chat + askers.Case + askers.Report, Now, 1, GapState.Open, [question]);
}
