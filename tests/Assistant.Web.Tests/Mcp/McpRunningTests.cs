using System.Diagnostics.Metrics;
using Assistant.Testing;
using Assistant.Tests.Index.Qdrant;
using Microsoft.Extensions.AI;
using ModelContextProtocol;

namespace Assistant.Web.Tests.Mcp;

/// <summary>Calls while they run: progress, breaking off, failures, figures.</summary>
public sealed class McpRunningTests
{
    private static readonly object Question = new { propertyId = "hotel__edinburgh-copperplate", question = "Can I bring my dog?" };

    public static TheoryData<string> Versions => McpClients.Versions;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Progress_tells_each_step_in_order_before_the_result(string version)
    {
        using var model = new ScriptedChatClient("Pets are allowed with limits. [1]", " Dogs are allowed. [1]");
        await using var host = new WebHost { ChatClient = model };
        await using var client = await host.ConnectAsync(version: version);
        var told = new Steps();

        var result = await client.CallToolAsync("ask_property", McpClients.Arguments(Question), told, cancellationToken: Token);

        Assert.Equal(Enumerable.Range(1, told.Seen.Count).Select(step => (double)step), told.Seen.Select(step => (double)step.Progress));
        Assert.Equal("Reading the question", told.Seen[0].Message);
        Assert.EndsWith("passages found", told.Seen[1].Message, StringComparison.Ordinal);
        var sentences = result.StructuredContent!.Value.GetProperty("sentences").EnumerateArray().Select(sentence => sentence.GetProperty("text").GetString()!).ToList();
        Assert.NotEmpty(sentences);
        Assert.Equal(sentences.Count + 3, told.Seen.Count);
        Assert.All(sentences.Zip(told.Seen.Skip(2)), pair => Assert.StartsWith(pair.First, pair.Second.Message, StringComparison.Ordinal));
        Assert.StartsWith("Done: ", told.Seen[^1].Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Call_that_is_broken_off_stops_the_model(string version)
    {
        using var model = new WaitingChatClient();
        await using var host = new WebHost { ChatClient = model };
        await using var client = await host.ConnectAsync(version: version);
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var call = client.CallToolAsync("ask_property", McpClients.Arguments(Question), cancellationToken: leave.Token).AsTask();
        await model.Began.Task.WaitAsync(TimeSpan.FromSeconds(60), Token);
        await leave.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await model.Ended.Task.WaitAsync(TimeSpan.FromSeconds(10), Token);
        Assert.Equal(McpScopes.Tools.Count, (await client.ListToolsAsync(cancellationToken: Token)).Count); // the client goes on
    }

    [Fact]
    public async Task Index_that_is_away_is_a_tool_error_that_says_what_to_do()
    {
        await using var server = await QdrantServer.StartAsync();
        await using var host = new WebHost { Index = $"qdrant://127.0.0.1:{server.Port}/places" };
        await using var client = await host.ConnectAsync();
        await client.ResultAsync("ask_property", Question);

        await server.StopAsync();

        Assert.Contains("cannot be reached. Check that it runs", await client.ErrorAsync("ask_property", Question), StringComparison.Ordinal);
        Assert.Contains("cannot be reached. Check that it runs", (await Assert.ThrowsAsync<McpProtocolException>(async () => await client.ListResourcesAsync(cancellationToken: Token))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Model_that_fails_says_nothing_of_its_inside()
    {
        using var model = new ScriptedChatClient("x") { OnPiece = _ => throw new InvalidCastException("secret inside") };
        await using var host = new WebHost { ChatClient = model };
        await using var client = await host.ConnectAsync();

        var error = await client.ErrorAsync("ask_property", Question);

        Assert.Contains("the server's log says what", error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_are_counted_by_tool_and_outcome()
    {
        var counted = new List<(object? Tool, object? Outcome)>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, own) => { if (instrument.Name == "assistant.mcp.call.duration") own.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<double>((_, _, tags, _) =>
        {
            var own = tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value);
            lock (counted) counted.Add((own["assistant.tool"], own["assistant.outcome"]));
        });
        listener.Start();
        await using var host = new WebHost();
        await using var client = await host.ConnectAsync();

        await client.ResultAsync("search_properties", new { wishes = "The Copperplate" });
        await client.ErrorAsync("search_properties", new { limit = 0 });
        await Assert.ThrowsAsync<McpProtocolException>(() => client.CallAsync("no_such_tool_here", new { }));

        lock (counted)
        {
            Assert.Contains(("search_properties", "done"), counted);
            Assert.Contains(("search_properties", "invalid"), counted);
            Assert.Contains(("unknown", "invalid"), counted);
        }
    }

    private sealed class Steps : IProgress<ProgressNotificationValue>
    {
        internal List<ProgressNotificationValue> Seen { get; } = [];

        public void Report(ProgressNotificationValue value) => Seen.Add(value);
    }

    /// <summary>A model that says nothing until whoever asked leaves.</summary>
    private sealed class WaitingChatClient : IChatClient
    {
        internal TaskCompletionSource Began { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            Began.TrySetResult();
            try
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
            finally
            {
                Ended.TrySetResult();
            }

            yield break;
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

        public void Dispose()
        {
        }
    }
}
