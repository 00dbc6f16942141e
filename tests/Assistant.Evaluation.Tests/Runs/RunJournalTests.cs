using Assistant.Evaluation.Runs;
using Assistant.Testing;

namespace Assistant.Evaluation.Tests.Runs;

public sealed class RunJournalTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Journal => folder.File("items.jsonl");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Open_same_run_has_what_was_done()
    {
        var item = Items.Answered("q1", "Dogs cost EUR 5.", "Dogs cost EUR 5.");
        await AddAsync("run", item);

        await using var journal = RunJournal.Open(Journal, "run");

        var again = Assert.Single(journal.Done).Value;
        Assert.Equal(System.Text.Json.JsonSerializer.Serialize(item), System.Text.Json.JsonSerializer.Serialize(again));
    }

    [Fact]
    public async Task Open_another_run_begins_anew()
    {
        await AddAsync("run", Items.Answered("q1", "Yes.", "Yes."));

        await using var journal = RunJournal.Open(Journal, "another");

        Assert.Empty(journal.Done);
    }

    [Fact]
    public async Task Open_after_a_kill_leaves_out_the_line_that_was_half_written()
    {
        await AddAsync("run", Items.Answered("q1", "Yes.", "Yes."), Items.Answered("q2", "No.", "No."));
        var text = await File.ReadAllTextAsync(Journal, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Journal, text[..^40], TestContext.Current.CancellationToken);

        await AddAsync("run", Items.Answered("q3", "Perhaps.", "Perhaps."));

        await using var journal = RunJournal.Open(Journal, "run");
        Assert.Equal(["q1", "q3"], journal.Done.Keys);
    }

    [Fact]
    public async Task Open_what_failed_is_tried_again()
    {
        await AddAsync("run", Items.Answered("q1", "Yes.", "Yes.") with { Error = "IOException: away" });

        await using var journal = RunJournal.Open(Journal, "run");

        Assert.Empty(journal.Done);
    }

    private async Task AddAsync(string identity, params EvalItem[] items)
    {
        await using var journal = RunJournal.Open(Journal, identity);
        foreach (var item in items) await journal.AddAsync(item, TestContext.Current.CancellationToken);
    }
}
