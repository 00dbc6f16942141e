using Assistant.Converse;
using Assistant.Testing;

namespace Assistant.Tests.Converse;

public sealed class SqliteConversationStoreTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Append_receipt_and_turns_are_found_again_by_another_process()
    {
        await new SqliteConversationStore(folder.File("c.db")).AppendAsync(Receipt("a1", "c1"), Token);

        var store = new SqliteConversationStore(folder.File("c.db"));

        Assert.Equivalent(Receipt("a1", "c1"), await store.FindReceiptAsync(Tenants.Default, "a1", Token));
        var turns = await store.HistoryAsync(Tenants.Default, "c1", Token);
        Assert.Equal([Speaker.User, Speaker.Assistant], turns!.Select(turn => turn.Speaker));
        Assert.Equal("hotel__a", turns![0].Focus[0].PropertyId);
    }

    [Fact]
    public async Task Find_other_tenant_sees_nothing()
    {
        var store = new SqliteConversationStore(folder.File("c.db"));
        await store.AppendAsync(Receipt("a1", "c1"), Token);

        Assert.Null(await store.FindReceiptAsync("other", "a1", Token));
        Assert.Null(await store.HistoryAsync("other", "c1", Token));
    }

    [Fact]
    public async Task History_is_bounded_to_the_latest_turns()
    {
        var store = new SqliteConversationStore(folder.File("c.db"));
        for (var i = 0; i < 15; i++) await store.AppendAsync(Receipt($"a{i}", "c1", $"question {i}"), Token);

        var turns = await store.HistoryAsync(Tenants.Default, "c1", Token);

        Assert.Equal(20, turns!.Count);
        Assert.Equal("question 14", turns[^2].Text);
    }

    [Fact]
    public async Task Answers_come_rated_or_not_from_the_given_instant_on()
    {
        var store = new SqliteConversationStore(folder.File("c.db"));
        var day = new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero);
        foreach (var (id, days) in new[] { ("old", -1), ("later", 1), ("first", 0) }) await store.AppendAsync(Receipt(id, id) with { AskedAt = day.AddDays(days) }, Token);
        await store.AppendAsync(Receipt("elsewhere", "e") with { Tenant = "other" }, Token);
        await store.RateAsync(Tenants.Default, new Feedback("later", Rating.Up, "quick", day), Token);

        var answers = await store.AnswersAsync(Tenants.Default, day.ToOffset(TimeSpan.FromHours(5)), Token).ToListAsync(Token);

        Assert.Equal([("first", null), ("later", Rating.Up)], answers.Select(answer => (answer.Receipt.AnswerId, answer.Feedback?.Rating)));
        Assert.Equal(3, await store.AnswersAsync(Tenants.Default, null, Token).CountAsync(Token));
    }

    [Fact]
    public void Open_path_that_cannot_be_used_names_the_setting() =>
        Assert.Contains("Assistant:Conversations", Assert.Throws<InvalidOperationException>(() => new SqliteConversationStore(Path.Combine(folder.Write("file", ""), "c.db"))).Message, StringComparison.Ordinal);

    private static Receipt Receipt(string answerId, string conversationId, string text = "Is it quiet?")
    {
        var question = Sample.Question(text, new Focus("hotel__a", "Hotel A", "hotel", "Hotel A"));
        return new Receipt(
            answerId, conversationId, Tenants.Default, new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), new AskRequest(text), [], question, [], Verdict.Quoted,
            [new AnswerSentence("Yes.", [new Citation(1, "p", 0, 4, "h")], 1)], [], null,
            new ReceiptIdentity("1", "embedded:x", null, null, null, 1, 0, new AnswerOptions()), new Usage(0, 0), new Dictionary<string, double> { ["total"] = 1.5 }, []);
    }
}
