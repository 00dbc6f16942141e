using Assistant.Llama.Engine;
using Assistant.Testing;
using Microsoft.Extensions.AI;

namespace Assistant.Llama.Tests;

/// <summary>Many conversations on one model of random weights, whose every word depends on all words before.</summary>
public sealed class LlamaEngineTests : IDisposable
{
    private const string Preamble = "You answer questions about places to stay, for a guest. You know nothing but the numbered passages. ";
    private readonly TemporaryFolder folder = new();
    private readonly LlamaModel model;

    public LlamaEngineTests() => model = LlamaModel.Load(TinyGguf.WriteRandom(folder.File("random.gguf")), new LlamaModelOptions(Threads: 1));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        model.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Sixteen_conversations_at_once_say_what_each_says_alone()
    {
        using var alone = new LlamaChatClient(model, new EngineOptions { Slots = 1, DraftTokens = 0 });
        using var together = new LlamaChatClient(model, new EngineOptions { Slots = 16 });
        var expected = new List<string>();
        for (var i = 0; i < 16; i++) expected.Add((await AskAsync(alone, $"Question {i}")).Text);

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => AskAsync(together, $"Question {i}")));

        Assert.Equal(expected, answers.Select(answer => answer.Text));
        Assert.True(expected.Distinct().Count() > 8, "The model says the same whatever it is asked.");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task More_conversations_than_slots_all_come_to_their_end(int slots)
    {
        using var client = new LlamaChatClient(model, new EngineOptions { Slots = slots, WaitLimit = TimeSpan.FromMinutes(5) });
        using var alone = new LlamaChatClient(model, new EngineOptions { Slots = 1, DraftTokens = 0, ParkedBytes = 0 });

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => AskAsync(client, $"Question {i % 5}")));

        for (var i = 0; i < 12; i++) Assert.Equal((await AskAsync(alone, $"Question {i % 5}")).Text, answers[i].Text);
    }

    [Fact]
    public async Task A_shared_beginning_is_computed_once_for_all()
    {
        using var client = new LlamaChatClient(model, new EngineOptions { Slots = 4 });

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => AskAsync(client, $"{i}?")));

        Assert.Equal(3, answers.Count(answer => answer.Usage!.CachedInputTokenCount > Preamble.Length));
    }

    [Fact]
    public async Task A_conversation_that_lost_its_slot_is_taken_up_where_it_was()
    {
        using var client = new LlamaChatClient(model, new EngineOptions { Slots = 1 });
        var first = await client.GetResponseAsync([new(ChatRole.User, new string('a', 120))], Short, Token);
        await client.GetResponseAsync([new(ChatRole.User, new string('b', 120))], Short, Token);

        var again = await client.GetResponseAsync([new(ChatRole.User, new string('a', 120))], Short, Token);

        Assert.Equal(first.Text, again.Text);
        Assert.Equal(again.Usage!.InputTokenCount - 1, again.Usage.CachedInputTokenCount);
    }

    [Fact]
    public async Task Guessing_ahead_changes_no_word()
    {
        using var plain = new LlamaChatClient(model, new EngineOptions { DraftTokens = 0 });
        using var guessing = new LlamaChatClient(model, new EngineOptions { DraftTokens = 8 });
        var options = new ChatOptions { MaxOutputTokens = 200 };

        var (expected, actual) = (await AskAsync(plain, "la la la la la", options), await AskAsync(guessing, "la la la la la", options));

        Assert.Equal(expected.Text, actual.Text);
        Assert.Equal(expected.Usage!.OutputTokenCount, actual.Usage!.OutputTokenCount);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(7)]
    public async Task Guesses_leave_room_for_the_others_next_words(int stepTokens)
    {
        using var plain = new LlamaChatClient(model, new EngineOptions { Slots = 1, DraftTokens = 0 });
        using var guessing = new LlamaChatClient(model, new EngineOptions { Slots = 4, DraftTokens = 8, StepTokens = stepTokens });
        var options = new ChatOptions { MaxOutputTokens = 60 };

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => AskAsync(guessing, $"la la la la la {i}", options)));

        for (var i = 0; i < 4; i++) Assert.Equal((await AskAsync(plain, $"la la la la la {i}", options)).Text, answers[i].Text);
    }

    [Fact]
    public async Task A_full_queue_refuses_and_says_when_to_come_back()
    {
        using var client = new LlamaChatClient(model, new EngineOptions { Slots = 1, QueueLimit = 2, WaitLimit = TimeSpan.FromMinutes(1) });
        var running = Enumerable.Range(0, 40).Select(i => AskAsync(client, $"Question {i}")).ToList();

        var outcomes = await Task.WhenAll(running.Select(answer => Record.ExceptionAsync(() => answer).AsTask()));

        Assert.Contains(outcomes, outcome => outcome is null);
        var refused = outcomes.OfType<EngineBusyException>().ToList();
        Assert.NotEmpty(refused);
        Assert.All(refused, exception => Assert.Equal(TimeSpan.FromMinutes(1), exception.RetryAfter));
        Assert.All(outcomes, outcome => Assert.True(outcome is null or EngineBusyException));
    }

    [Fact]
    public async Task Waiting_too_long_ends_as_busy()
    {
        using var client = new LlamaChatClient(model, new EngineOptions { Slots = 1, WaitLimit = TimeSpan.Zero });
        var holder = AskAsync(client, "Question", new ChatOptions { MaxOutputTokens = 300, Temperature = 1, Seed = 1 });
        var late = Enumerable.Range(0, 5).Select(_ => AskAsync(client, "Late")).ToList();

        var outcomes = await Task.WhenAll(late.Append(holder).Select(answer => Record.ExceptionAsync(() => answer).AsTask()));

        Assert.Contains(outcomes, outcome => outcome is EngineBusyException);
    }

    [Fact]
    public async Task A_cancelled_request_gives_its_slot_back()
    {
        using var client = new LlamaChatClient(model, new EngineOptions { Slots = 1 });
        using var cancellation = new CancellationTokenSource();
        await using (var stream = client.GetStreamingResponseAsync([new(ChatRole.User, "?")], new ChatOptions { Temperature = 1, Seed = 1 }, cancellation.Token).GetAsyncEnumerator(cancellation.Token))
        {
            await stream.MoveNextAsync();
            var waiting = AskAsync(client, "Next");
            await cancellation.CancelAsync();

            Assert.NotEmpty((await waiting.WaitAsync(TimeSpan.FromMinutes(1), Token)).Text);
        }
    }

    [Fact]
    public async Task Who_stops_reading_gives_the_slot_back()
    {
        using var client = new LlamaChatClient(model, new EngineOptions { Slots = 1 });
        await foreach (var _ in client.GetStreamingResponseAsync([new(ChatRole.User, "?")], new ChatOptions { Temperature = 1, Seed = 1 }, Token)) break;

        Assert.NotEmpty((await AskAsync(client, "Next").WaitAsync(TimeSpan.FromMinutes(1), Token)).Text);
    }

    [Fact]
    public async Task Drained_engine_finishes_what_it_began_and_takes_no_more()
    {
        var client = new LlamaChatClient(model, new EngineOptions { Slots = 2, WaitLimit = TimeSpan.FromMinutes(5) });
        var running = Enumerable.Range(0, 6).Select(i => AskAsync(client, $"Question {i}")).ToList();

        await client.DisposeAsync();

        Assert.All(await Task.WhenAll(running), answer => Assert.NotEmpty(answer.Text));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => AskAsync(client, "Late"));
    }

    [Fact]
    public async Task A_short_prompt_overtakes_a_long_one()
    {
        using var client = new LlamaChatClient(model, new EngineOptions { Slots = 2, StepTokens = 32 });
        var longer = FirstAsync(new string('x', 400));
        var shorter = FirstAsync("?");

        Assert.True(await shorter < await longer);

        async Task<long> FirstAsync(string message)
        {
            await foreach (var _ in client.GetStreamingResponseAsync([new(ChatRole.User, message)], Short, Token)) break;
            return System.Diagnostics.Stopwatch.GetTimestamp();
        }
    }

    [Fact]
    public async Task Logit_bias_forbids_a_token()
    {
        using var client = new LlamaChatClient(model);
        var first = (await AskAsync(client, "?", new ChatOptions { MaxOutputTokens = 1, AdditionalProperties = new() { ["grammar"] = "root ::= [a-z]" } })).Text;
        var forbidden = new Dictionary<int, float> { [model.Tokenize(first, addSpecial: false, parseSpecial: false)[0]] = float.NegativeInfinity };

        var second = (await AskAsync(client, "?", new ChatOptions { MaxOutputTokens = 1, AdditionalProperties = new() { ["grammar"] = "root ::= [a-z]", ["logit_bias"] = forbidden } })).Text;

        Assert.NotEqual(first, second);
    }

    [Fact]
    public async Task Min_p_of_one_leaves_the_likeliest()
    {
        using var client = new LlamaChatClient(model, new EngineOptions { DraftTokens = 0 });
        var sampled = await AskAsync(client, "?", new ChatOptions { MaxOutputTokens = 12, Temperature = 2, Seed = 3, AdditionalProperties = new() { ["min_p"] = 1.0 } });

        Assert.Equal((await AskAsync(client, "?", new ChatOptions { MaxOutputTokens = 12 })).Text, sampled.Text);
    }

    [Fact]
    public async Task An_adapter_changes_its_own_requests_only()
    {
        using var adapter = LlamaAdapter.Load(model, TinyGguf.WriteAdapter(folder.File("adapter.gguf")));
        using var client = new LlamaChatClient(model, new EngineOptions { Slots = 4 });
        var adapted = new ChatOptions { MaxOutputTokens = 24, AdditionalProperties = new() { ["lora"] = adapter } };
        var (plain, changed) = ((await AskAsync(client, "Question")).Text, (await AskAsync(client, "Question", adapted)).Text);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => AskAsync(client, "Question", i % 2 == 0 ? null : adapted)));

        Assert.NotEqual(plain, changed);
        Assert.Equal(Enumerable.Range(0, 8).Select(i => i % 2 == 0 ? plain : changed), answers.Select(answer => answer.Text));
    }

    [Fact]
    public async Task Swapped_model_takes_new_requests_and_the_old_one_ends_what_it_began()
    {
        using var other = LlamaModel.Load(TinyGguf.WriteChat(folder.File("other.gguf"), ["New", " here"]), new LlamaModelOptions(Threads: 1));
        using var client = new LlamaChatClient(model, new EngineOptions { Slots = 2 });
        var expected = (await AskAsync(client, "Question")).Text;
        var running = Enumerable.Range(0, 6).Select(_ => AskAsync(client, "Question")).ToList();

        await client.SwapAsync(other);

        Assert.All(await Task.WhenAll(running), answer => Assert.Contains(answer.Text, (string[])[expected, "New here"]));
        Assert.Equal("New here", (await AskAsync(client, "Question")).Text);
        Assert.Same(other, client.GetService(typeof(LlamaModel)));
    }

    [Fact]
    public async Task Metrics_tell_counts_and_times_and_no_text()
    {
        var seen = new System.Collections.Concurrent.ConcurrentDictionary<string, double>();
        using var listener = new System.Diagnostics.Metrics.MeterListener { InstrumentPublished = (instrument, own) => { if (instrument.Meter.Name == "Assistant.Llama") own.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument.Name, value, tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument.Name, value, tags));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument.Name, value, tags));
        listener.Start();

        await using (var client = new LlamaChatClient(model)) await AskAsync(client, "Sesame");

        Assert.Superset(
            new HashSet<string> { "gen_ai.server.request.duration", "gen_ai.server.time_to_first_token", "gen_ai.server.time_per_output_token", "gen_ai.client.token.usage", "assistant.llama.queue.duration", "assistant.llama.step.tokens" },
            seen.Keys.ToHashSet());

        void Add(string name, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            seen[name] = value;
            foreach (var tag in tags) Assert.DoesNotContain("Sesame", $"{tag.Value}", StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_request_is_a_span_with_counts_and_no_text()
    {
        var ended = new System.Collections.Concurrent.ConcurrentBag<System.Diagnostics.Activity>();
        using var listener = new System.Diagnostics.ActivityListener
        {
            ShouldListenTo = source => source.Name == "Assistant.Llama",
            Sample = (ref System.Diagnostics.ActivityCreationOptions<System.Diagnostics.ActivityContext> _) => System.Diagnostics.ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Add,
        };
        System.Diagnostics.ActivitySource.AddActivityListener(listener);
        using var own = new System.Diagnostics.Activity("test").Start();
        using var client = new LlamaChatClient(model);

        await AskAsync(client, "Sesame");
        await Assert.ThrowsAsync<LlamaException>(() => AskAsync(client, new string('x', 5000)));

        var spans = ended.Where(span => span.TraceId == own.TraceId).ToDictionary(span => span.Status);
        var done = spans[System.Diagnostics.ActivityStatusCode.Unset];
        Assert.Equal("chat random.gguf", done.DisplayName);
        Assert.Equal(24, done.GetTagItem("gen_ai.usage.output_tokens"));
        Assert.Equal(["length"], (string[])done.GetTagItem("gen_ai.response.finish_reasons")!);
        Assert.Equal(["queued", "first_token"], done.Events.Select(step => step.Name));
        Assert.Equal("LlamaException", spans[System.Diagnostics.ActivityStatusCode.Error].GetTagItem("error.type"));
        Assert.DoesNotContain(ended.SelectMany(span => span.TagObjects), tag => $"{tag.Value}".Contains("Sesame", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Soak_loses_nothing_and_crosses_nothing()
    {
        using var echo = LlamaModel.Load(TinyGguf.WriteEcho(folder.File("echo.gguf")), new LlamaModelOptions(Threads: 1));

        var figures = await new EngineSoak(options => new LlamaChatClient(echo, options), 400, seed: 1).RunAsync(Token);

        Assert.Equal((0, 0), (figures.Lost, figures.Crossed));
        Assert.True(figures is { Complete: > 100, Cancelled: > 20, Busy: > 0, Malformed: > 5 }, figures.ToString());
    }

    private static ChatOptions Short => new() { MaxOutputTokens = 24 };

    private static Task<ChatResponse> AskAsync(LlamaChatClient client, string question, ChatOptions? options = null) =>
        client.GetResponseAsync([new(ChatRole.System, Preamble), new(ChatRole.User, question)], options ?? Short, Token);
}
