using Assistant.Llama.Engine;
using Assistant.LLamaSharp.Engine;
using Assistant.Testing;
using Microsoft.Extensions.AI;

namespace Assistant.LLamaSharp.Tests;

/// <summary>Many conversations at once: one model answers by the letter in its prompt, one of random weights by every word before.</summary>
public sealed class LLamaSharpEngineTests : IDisposable
{
    private static readonly ChatOptions Endless = new() { AdditionalProperties = new() { ["ignore_eos"] = true } };
    private readonly TemporaryFolder folder = new();
    private readonly LLamaSharpModel echo;
    private readonly LLamaSharpModel random;

    public LLamaSharpEngineTests()
    {
        echo = LLamaSharpModel.Load(TinyGguf.WriteEcho(folder.File("echo.gguf")), new(Threads: 1));
        random = LLamaSharpModel.Load(TinyGguf.WriteRandom(folder.File("random.gguf")), new(Threads: 1));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        echo.Dispose();
        random.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Eight_conversations_on_four_slots_all_get_their_own_answer()
    {
        using var client = new LLamaSharpChatClient(echo, new EngineOptions { Slots = 4 });

        var answers = await Task.WhenAll(TinyGguf.Capitals.Take(8).Select(letter => client.GetResponseAsync($"say {letter}", null, Token)));

        Assert.Equal(TinyGguf.Capitals.Take(8).Select(Echo), answers.Select(answer => answer.Text));
    }

    [Fact]
    public async Task Four_conversations_at_once_say_what_each_says_alone()
    {
        using var alone = new LLamaSharpChatClient(random, new EngineOptions { Slots = 1 });
        using var together = new LLamaSharpChatClient(random, new EngineOptions { Slots = 4 });
        var expected = new List<string>();
        for (var i = 0; i < 8; i++) expected.Add(await AskAsync(alone, i));

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => AskAsync(together, i)));

        Assert.Equal(expected, answers);
        Assert.True(expected.Distinct().Count() > 4, "The model says the same whatever it is asked.");

        static async Task<string> AskAsync(LLamaSharpChatClient client, int i) => (await client.GetResponseAsync($"Question {i}", new ChatOptions { MaxOutputTokens = 40 }, Token)).Text;
    }

    [Fact]
    public async Task Nothing_is_lost_and_nothing_crosses_where_there_is_more_than_room()
    {
        var soak = new EngineSoak(options => new LLamaSharpChatClient(echo, options), 400, seed: 1);

        var figures = await soak.RunAsync(Token);

        Assert.Empty(soak.Wrong);
        Assert.Equal((0, 0), (figures.Lost, figures.Crossed));
        Assert.True(figures is { Complete: > 100, Cancelled: > 20, Busy: > 0, Malformed: > 5 }, figures.ToString());
    }

    [Fact]
    public async Task A_prompt_longer_than_a_step_is_read_in_pieces()
    {
        using var pieces = new LLamaSharpChatClient(echo, new EngineOptions { Slots = 2, StepTokens = 16 });

        var answers = await Task.WhenAll("DEF".Select(letter => pieces.GetResponseAsync($"{new string('.', 150)} {letter}", null, Token)));

        Assert.Equal("DEF".Select(Echo), answers.Select(answer => answer.Text));
    }

    [Fact]
    public async Task A_conversation_cancelled_while_its_prompt_is_read_leaves_nothing_behind()
    {
        using var client = new LLamaSharpChatClient(echo, new EngineOptions { Slots = 1, StepTokens = 8 });
        for (var i = 0; i < 10; i++)
        {
            using var cancellation = new CancellationTokenSource();
            var cancelled = client.GetResponseAsync($"{new string('.', 300)} Q", null, cancellation.Token);
            var next = client.GetResponseAsync($"{new string('.', i)} {TinyGguf.Capitals[i]}", null, Token);
            await Task.Delay(i, Token);
            await cancellation.CancelAsync();

            Assert.True(await Record.ExceptionAsync(() => cancelled) is null or OperationCanceledException);
            Assert.Equal(Echo(TinyGguf.Capitals[i]), (await next).Text);
        }
    }

    [Fact]
    public async Task A_conversation_that_goes_on_is_not_read_again()
    {
        using var client = new LLamaSharpChatClient(random, new EngineOptions { Slots = 2 });
        using var fresh = new LLamaSharpChatClient(random, new EngineOptions { Slots = 2 });
        List<ChatMessage> conversation = [new(ChatRole.User, new string('a', 120))];
        var first = await client.GetResponseAsync(conversation, new ChatOptions { MaxOutputTokens = 10 }, Token);
        conversation.AddRange([new(ChatRole.Assistant, first.Text), new(ChatRole.User, "and?")]);

        var second = await client.GetResponseAsync(conversation, new ChatOptions { MaxOutputTokens = 10 }, Token);

        Assert.True(second.Usage!.CachedInputTokenCount > 120, $"{second.Usage.CachedInputTokenCount} tokens were held.");
        Assert.Equal((await fresh.GetResponseAsync(conversation, new ChatOptions { MaxOutputTokens = 10 }, Token)).Text, second.Text);
    }

    [Fact]
    public async Task Cancelled_stops_at_once_and_the_client_goes_on()
    {
        using var client = new LLamaSharpChatClient(random, new EngineOptions { Slots = 1 });
        using var cancellation = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in client.GetStreamingResponseAsync([new(ChatRole.User, "?")], Endless, cancellation.Token)) await cancellation.CancelAsync();
        });

        Assert.NotEmpty((await client.GetResponseAsync("?", new ChatOptions { MaxOutputTokens = 3 }, Token)).Text);
    }

    [Fact]
    public async Task Who_stops_reading_frees_the_slot()
    {
        using var client = new LLamaSharpChatClient(random, new EngineOptions { Slots = 1 });
        await foreach (var _ in client.GetStreamingResponseAsync([new(ChatRole.User, "?")], Endless, Token)) break;

        Assert.NotEmpty((await client.GetResponseAsync("?", new ChatOptions { MaxOutputTokens = 3 }, Token)).Text);
    }

    [Fact]
    public async Task A_full_queue_refuses_and_says_when_to_come_back()
    {
        using var client = new LLamaSharpChatClient(random, new EngineOptions { Slots = 1, QueueLimit = 1, WaitLimit = TimeSpan.FromMinutes(1) });
        var engine = client.GetService<LLamaSharpEngine>()!;
        engine.CheckBusy();
        await using var holder = client.GetStreamingResponseAsync([new(ChatRole.User, "?")], Endless, Token).GetAsyncEnumerator(Token);
        await holder.MoveNextAsync();
        using var cancellation = new CancellationTokenSource();
        var waiting = client.GetResponseAsync("?", null, cancellation.Token);

        var refused = await Assert.ThrowsAsync<EngineBusyException>(() => client.GetResponseAsync("?", null, Token));

        Assert.Equal(TimeSpan.FromMinutes(1), refused.RetryAfter);
        Assert.Throws<EngineBusyException>(engine.CheckBusy);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Waiting_too_long_ends_as_busy()
    {
        using var client = new LLamaSharpChatClient(random, new EngineOptions { Slots = 1, WaitLimit = TimeSpan.Zero });
        await using var holder = client.GetStreamingResponseAsync([new(ChatRole.User, "?")], Endless, Token).GetAsyncEnumerator(Token);
        await holder.MoveNextAsync();

        await Assert.ThrowsAsync<EngineBusyException>(() => client.GetResponseAsync("?", null, Token));
    }

    [Fact]
    public async Task Dispose_during_an_answer_ends_it_with_ObjectDisposedException()
    {
        var client = new LLamaSharpChatClient(random, new EngineOptions { Slots = 1 });
        await using var holder = client.GetStreamingResponseAsync([new(ChatRole.User, "?")], Endless, Token).GetAsyncEnumerator(Token);
        await holder.MoveNextAsync();
        var waiting = client.GetResponseAsync("?", null, Token);

        client.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () =>
        {
            while (await holder.MoveNextAsync())
            {
                // What was written before comes still.
            }
        });
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.GetResponseAsync("?", null, Token));
    }

    [Fact]
    public async Task DisposeAsync_lets_what_was_begun_come_to_its_end()
    {
        var client = new LLamaSharpChatClient(echo, new EngineOptions { Slots = 1 });
        var begun = "ABC".Select(letter => client.GetResponseAsync($"say {letter}", null, Token)).ToList();

        await client.DisposeAsync();

        Assert.Equal("ABC".Select(Echo), (await Task.WhenAll(begun)).Select(answer => answer.Text));
    }

    [Fact]
    public async Task Dispose_while_batches_run_frees_nothing_in_use()
    {
        for (var i = 0; i < 20; i++)
        {
            var client = new LLamaSharpChatClient(random);
            var answers = Enumerable.Range(0, 6).Select(n => client.GetResponseAsync(new string('x', 400), null, Token)).ToList();
            await Task.Yield();

            client.Dispose();

            foreach (var answer in answers) Assert.True(await Record.ExceptionAsync(() => answer) is null or ObjectDisposedException);
        }
    }

    [Fact]
    public async Task Dispose_model_first_leaves_the_client_usable()
    {
        var model = LLamaSharpModel.Load(TinyGguf.WriteEcho(folder.File("own.gguf")));
        using var client = new LLamaSharpChatClient(model);

        model.Dispose();

        Assert.Equal(Echo('K'), (await client.GetResponseAsync("say K", null, Token)).Text);
        Assert.Throws<ObjectDisposedException>(() => new LLamaSharpChatClient(model));
    }

    [Theory]
    [InlineData(0, 512)]
    [InlineData(257, 512)]
    [InlineData(4, 3)]
    public void Slots_that_no_step_can_serve_are_refused(int slots, int stepTokens) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new LLamaSharpEngine(random, new EngineOptions { Slots = slots, StepTokens = stepTokens }));

    private static string Echo(char letter) => string.Concat(TinyGguf.Echo(letter));
}
