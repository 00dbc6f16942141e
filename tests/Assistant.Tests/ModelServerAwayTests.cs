using Assistant.Tests.Generate.Servers;
using Assistant.Text;

namespace Assistant.Tests;

/// <summary>Models on other machines that fail: the chat goes on with what still works, and says so.</summary>
public sealed class ModelServerAwayTests : IAsyncLifetime
{
    private const string Question = "Can I bring my dog to Harbour Lane Hotel?";
    private readonly ModelServerDouble server = new() { Pieces = ["Pets are all", "owed. [1", "] Two dogs ", "at most. [1]"] };

    public async ValueTask InitializeAsync() => await server.StartAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Server_that_works_leaves_no_notice()
    {
        await using var assistant = await AssistantAsync("Answerer");

        var answer = await assistant.AskAsync(Question);

        Assert.Equal((Verdict.Answered, "Pets are allowed. Two dogs at most."), (answer.Done.Verdict, answer.Text));
        Assert.Null(answer.Done.Notices);
        Assert.NotEmpty(server.Requests.Single().GetProperty("grammar").GetString()!);
    }

    [Fact]
    public async Task Answerer_away_is_quoted_and_said()
    {
        await using var assistant = await AssistantAsync("Answerer");
        await server.StopAsync();

        var answer = await assistant.AskAsync(Question);

        Assert.Equal(Verdict.Quoted, answer.Done.Verdict);
        Assert.StartsWith("Pets are allowed.", answer.Text, StringComparison.Ordinal);
        Assert.Equal([Notice.AnswererAway], answer.Done.Notices!);
        Assert.Equal([Notice.AnswererAway], answer.Receipt.Notices!);
    }

    [Fact]
    public async Task Answerer_that_is_silent_is_quoted_in_time()
    {
        await using var assistant = await AssistantAsync("Answerer");
        server.Trouble = _ => new ServerTrouble(Hangs: true);

        var answer = await assistant.AskAsync(Question);

        Assert.Equal((Verdict.Quoted, Notice.AnswererAway), (answer.Done.Verdict, answer.Done.Notices!.Single()));
    }

    [Fact]
    public async Task Answerer_that_breaks_off_keeps_what_was_said_and_drops_the_half_sentence()
    {
        await using var assistant = await AssistantAsync("Answerer");
        server.Trouble = _ => new ServerTrouble(EndsEarly: true, AfterPieces: 3);

        var answer = await assistant.AskAsync(Question);

        Assert.Equal((Verdict.Answered, "Pets are allowed."), (answer.Done.Verdict, answer.Text));
        Assert.Equal([Notice.AnswererBrokeOff], answer.Done.Notices!);
    }

    [Fact]
    public async Task Embedder_away_is_searched_by_words_and_said()
    {
        await using var assistant = await AssistantAsync("Embedder");
        Assert.Null((await assistant.AskAsync(Question)).Done.Notices);
        await server.StopAsync();

        var answer = await assistant.AskAsync(Question);

        Assert.StartsWith("Pets are allowed.", answer.Text, StringComparison.Ordinal);
        Assert.Equal([Notice.EmbedderAway], answer.Done.Notices!);
    }

    [Fact]
    public async Task Evidence_that_is_measured_is_whole_or_an_error()
    {
        await using var assistant = await AssistantAsync("Embedder");
        await server.StopAsync();

        await Assert.ThrowsAsync<ModelServerException>(() => assistant.Get<TravelAssistant>().FindAsync(new AskRequest(Question), TestContext.Current.CancellationToken));
    }

    private async Task<TestAssistant> AssistantAsync(string model)
    {
        var assistant = new TestAssistant(null, ($"Assistant:Models:{model}", server.Address.ToString()), ("Assistant:Models:MaxWaitSeconds", "5"));
        foreach (var property in new[] { Sample.Harbour, Sample.Mill })
        {
            var plain = Sample.Indexed(property);
            if (model == "Answerer")
            {
                await assistant.WithAsync(property);
                continue;
            }

            var embedder = assistant.Get<PassageEmbedder>();
            var vectors = await embedder.EmbedPassagesAsync(plain.Document.Passages, TestContext.Current.CancellationToken);
            var indexed = plain with { Embedder = embedder.Identity, Vectors = [.. plain.Vectors.Zip(vectors, (vector, dense) => vector with { Dense = dense })] };
            await assistant.Index.WriteAsync(Tenants.Default, [indexed], TestContext.Current.CancellationToken);
        }

        return assistant;
    }
}
