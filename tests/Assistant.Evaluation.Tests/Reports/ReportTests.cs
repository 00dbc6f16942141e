using Assistant.Evaluation.Compare;
using Assistant.Evaluation.Reports;
using Assistant.Evaluation.Runs;
using Assistant.Evaluation.Tests.Runs;

namespace Assistant.Evaluation.Tests.Reports;

public sealed class ReportTests
{
    [Fact]
    public void Run_report_encodes_what_guests_write_and_marks_the_cited_words()
    {
        var wrong = Items.Answered("q1", "Dogs & cats.", "Dogs & cats. <script>alert(1)</script>") with { Text = "<b>dogs?</b>", Metrics = new Dictionary<string, double> { ["right and cited"] = 0 } };

        var html = RunReport.Html(Items.Run(wrong, Items.Answered("q2", "Yes.", "Yes.")), "golden");

        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;dogs?&lt;/b&gt;", html, StringComparison.Ordinal);
        Assert.Contains("<mark>Dogs &amp; cats. &lt;script", html, StringComparison.Ordinal);
        Assert.Contains("The 1 worst questions", html, StringComparison.Ordinal);
        Assert.DoesNotContain("http", html, StringComparison.Ordinal); // self-contained
    }

    [Fact]
    public void Run_report_says_what_failed() =>
        Assert.Contains("1 failed and count as wrong", RunReport.Html(Items.Run(new EvalItem("q", "?", ["p"], [], [], [], null, 0, "IOException: away")), "x"), StringComparison.Ordinal);

    [Fact]
    public void Coverage_risk_answers_the_surest_first()
    {
        var run = Items.Run(Item("1", .9, 1), Item("2", .5, 0), Item("3", .7, 1), Item("4", .1, 0));

        Assert.Equal([(.25, 0), (.5, 0), (.75, 1 / 3.0), (1, .5)], RunScore.CoverageRisk(run));
    }

    [Fact]
    public void Precision_is_interpolated_at_eleven_levels()
    {
        // Relevant at ranks 1 and 4: recall .5 at precision 1, recall 1 at precision .5.
        var item = Items.Answered("q", "Yes.", "Yes.") with { Relevant = ["a", "b"], Ranking = [.. new[] { "a", "x", "y", "b" }.Select(id => new ScoredPassage(id, 1))] };

        Assert.Equal([1, 1, 1, 1, 1, 1, .5, .5, .5, .5, .5], RunScore.PrecisionRecall(Items.Run(item)).Select(point => point.Y));
    }

    [Fact]
    public void Compare_report_shows_both_sides_of_what_changed()
    {
        static StoredRun Run(string name, double value, string answer) =>
            new(name, new Dictionary<string, StoredQuery> { ["q"] = new("q", new Dictionary<string, double> { ["right and cited"] = value }, "dogs?") { Answer = new StoredAnswer("q", answer, "quoted") } });

        var html = CompareReport.Html(RunComparison.Of(Run("before", 0, "No <idea>."), Run("after", 1, "EUR 5."), 1));

        Assert.Contains("No &lt;idea&gt;.", html, StringComparison.Ordinal);
        Assert.True(html.IndexOf("EUR 5.", StringComparison.Ordinal) > html.IndexOf("Better in B", StringComparison.Ordinal));
    }

    private static EvalItem Item(string id, double confidence, double right) =>
        Items.Answered(id, "Yes.", "Yes.") with { Confidence = confidence, Metrics = new Dictionary<string, double> { ["right and cited"] = right } };
}
