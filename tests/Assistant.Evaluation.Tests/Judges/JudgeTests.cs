using Assistant.Evaluation.Judges;
using Assistant.Evaluation.Runs;
using Assistant.Evaluation.Suites;
using Assistant.Evaluation.Tests.Runs;
using Assistant.Testing;

namespace Assistant.Evaluation.Tests.Judges;

public sealed class JudgeTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Grounded_asks_as_often_as_it_votes_with_what_was_cited()
    {
        using var client = new ScriptedChatClient("Yes.");

        var share = await Grounded(client, votes: 3).JudgeAsync(Items.Answered("q", "Dogs cost EUR 5.", "Dogs cost EUR 5 a night."), TestContext.Current.CancellationToken);

        Assert.Equal((1, 3), (share, client.Requests.Count));
        Assert.Contains("[1] Hotel A: Dogs cost EUR 5 a night.", client.Requests[0][^1].Text, StringComparison.Ordinal);
        Assert.Equal([0L, 1L, 2L], client.Options.Select(options => options!.Seed!.Value));
    }

    [Fact]
    public async Task Judge_that_writes_no_verdict_leaves_the_answer_unjudged()
    {
        using var client = new ScriptedChatClient("I would rather not say.");

        var run = await Judging.OfAsync(Items.Run(Items.Answered("q", "Yes.", "Yes.")), Grounded(client), TestContext.Current.CancellationToken);

        Assert.DoesNotContain("judge: grounded", run.Items[0].Metrics.Keys);
        Assert.Contains("rather not say", run.Items[0].Unjudged!["judge: grounded"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Judge_that_throws_leaves_the_answer_unjudged()
    {
        using var client = new ScriptedChatClient("yes") { OnPiece = _ => throw new HttpRequestException("away") };

        var run = await Judging.OfAsync(Items.Run(Items.Answered("q", "Yes.", "Yes.")), Grounded(client), TestContext.Current.CancellationToken);

        Assert.Contains("away", run.Items[0].Unjudged!["judge: grounded"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusal_is_not_judged()
    {
        using var client = new ScriptedChatClient("yes");

        await Judging.OfAsync(Items.Run(Items.Answered("q", "Nothing.", "", Verdict.Refused)), Grounded(client), TestContext.Current.CancellationToken);

        Assert.Empty(client.Requests);
    }

    [Fact]
    public async Task Preference_for_a_place_in_the_order_is_none()
    {
        using var client = new ScriptedChatClient("first");
        var judge = new PreferenceJudge(new JudgePrompt(client, Prompt("judge-preference")), 2);

        Assert.Equal(0, await judge.PreferAsync(Items.Answered("q", "Yes.", "Yes."), Items.Answered("q", "No.", "No."), TestContext.Current.CancellationToken));
        Assert.Equal(4, client.Requests.Count);
    }

    [Fact]
    public void Agreement_counts_only_answers_that_are_as_they_were_labelled()
    {
        EvalItem[] items = [Judged("1", 1), Judged("2", 1), Judged("3", 0), Judged("4", 0)];

        var agreement = Judging.AgreementOf(Items.Run(items), "judge: grounded", [new("1", "Yes.", true), new("2", "Yes.", false), new("3", "Yes.", false), new("4", "Another answer.", true), new("5", "Yes.", true)]);

        Assert.Equal(3, agreement.N);
        Assert.Equal(.4, agreement.Kappa!.Value, 6); // observed 2/3, by chance (1/3 * 2/3 + 2/3 * 1/3) = 4/9
    }

    [Fact]
    public void Suite_judge_without_labels_is_not_believed() =>
        Assert.Contains("not known", new SuiteJudge { Model = "m" }.DistrustIn(Items.Run(Judged("1", 1)), "judge: grounded", folder.Path), StringComparison.Ordinal);

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, "too little")]
    public void Suite_judge_is_believed_where_it_agrees(bool isContrary, string? part)
    {
        EvalItem[] items = [.. Enumerable.Range(0, 60).Select(i => Judged($"{i}", i % 2))];
        folder.Write("labels.jsonl", string.Join('\n', Enumerable.Range(0, 60).Select(i => $"{{\"_id\":\"{i}\",\"answer\":\"Yes.\",\"label\":{(i % 2 == (isContrary ? 0 : 1) ? "true" : "false")}}}")));

        var reason = new SuiteJudge { Model = "m", Labels = "labels.jsonl" }.DistrustIn(Items.Run(items), "judge: grounded", folder.Path);

        Assert.Equal(part is null, reason is null);
        if (part is not null) Assert.Contains(part, reason, StringComparison.Ordinal);
    }

    private static EvalItem Judged(string id, double value) => Items.Answered(id, "Yes.", "Yes.") with { Metrics = new Dictionary<string, double> { ["judge: grounded"] = value } };

    private static GroundedJudge Grounded(ScriptedChatClient client, int votes = 1) => new(new JudgePrompt(client, Prompt("judge-grounded")), votes);

    private static string Prompt(string name) => Path.Combine(AppContext.BaseDirectory, "prompts", name);
}
