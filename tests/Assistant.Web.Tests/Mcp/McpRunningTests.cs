using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Assistant.Testing;
using Assistant.Tests.Index.Qdrant;
using Microsoft.Extensions.AI;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace Assistant.Web.Tests.Mcp;

/// <summary>Calls while they run: progress, breaking off, failures, figures.</summary>
public sealed class McpRunningTests
{
    private static readonly object Question = new { propertyId = "hotel__edinburgh-copperplate", question = "Can I bring my dog?" };

    public static TheoryData<string> Versions => McpClients.Versions;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Progress_tells_each_step_to_whom_asks_for_it(string version)
    {
        using var model = new ScriptedChatClient("Pets are allowed with limits. [1]", " Dogs are allowed. [1]");
        await using var host = new WebHost { ChatClient = model };
        await using var client = await host.ConnectAsync(version: version);
        var told = Channel.CreateUnbounded<ProgressNotificationParams>();
        await using var listening = client.RegisterNotificationHandler(
            NotificationMethods.ProgressNotification, (notification, token) => told.Writer.WriteAsync(notification.Params.Deserialize<ProgressNotificationParams>(McpJsonUtilities.DefaultOptions)!, token));

        var result = await client.CallToolAsync(new CallToolRequestParams { Name = "ask_property", Arguments = McpClients.Elements(Question), Meta = new JsonObject { ["progressToken"] = "mine" } }, Token);

        var sentences = result.StructuredContent!.Value.GetProperty("sentences").EnumerateArray().Select(sentence => sentence.GetProperty("text").GetString()!).ToList();
        var steps = new List<ProgressNotificationParams>();
        while (steps.Count < sentences.Count + 3) steps.Add(await told.Reader.ReadAsync(Token).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Token)); // the client handles them side by side
        steps = [.. steps.OrderBy(step => step.Progress.Progress)];
        Assert.NotEmpty(sentences);
        Assert.All(steps, step => Assert.Equal("mine", step.ProgressToken.ToString()));
        Assert.Equal(Enumerable.Range(1, steps.Count).Select(step => (double)step), steps.Select(step => (double)step.Progress.Progress));
        Assert.Equal("Reading the question", steps[0].Progress.Message);
        Assert.EndsWith("passages found", steps[1].Progress.Message, StringComparison.Ordinal);
        Assert.All(sentences.Zip(steps.Skip(2)), pair => Assert.StartsWith(pair.First, pair.Second.Progress.Message, StringComparison.Ordinal));
        Assert.StartsWith("Done: ", steps[^1].Progress.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Progress_is_on_the_wire_in_order_and_before_the_result()
    {
        await using var host = new WebHost();
        using var http = host.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/mcp")
        {
            Content = JsonContent.Create(new { jsonrpc = "2.0", id = 7, method = "tools/call", @params = new { name = "ask_property", arguments = Question, _meta = new { progressToken = 1 } } }),
        };
        request.Headers.TryAddWithoutValidation("Accept", "application/json, text/event-stream");
        request.Headers.TryAddWithoutValidation("MCP-Protocol-Version", "2025-11-25");

        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
        await using var stream = await response.Content.ReadAsStreamAsync(Token);
        var messages = await SseParser.Create(stream).EnumerateAsync(Token).Select(item => JsonSerializer.Deserialize<JsonElement>(item.Data)).ToListAsync(Token);

        Assert.True(messages.Count > 4);
        Assert.All(messages.SkipLast(1).Index(), step => Assert.Equal(step.Index + 1, step.Item.GetProperty("params").GetProperty("progress").GetInt32()));
        Assert.Equal(7, messages[^1].GetProperty("id").GetInt32());
    }

    [Fact]
    public async Task Progress_that_nobody_asked_for_is_not_told()
    {
        await using var host = new WebHost();
        await using var client = await host.ConnectAsync();
        var told = 0;
        await using var listening = client.RegisterNotificationHandler(NotificationMethods.ProgressNotification, (_, _) =>
        {
            Interlocked.Increment(ref told);
            return ValueTask.CompletedTask;
        });

        await client.ResultAsync("ask_property", Question);

        Assert.Equal(0, told);
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
        Assert.Same(model.Began.Task, await Task.WhenAny(model.Began.Task, call).WaitAsync(TimeSpan.FromSeconds(60), Token));
        await leave.CancelAsync();

        var end = await Assert.ThrowsAnyAsync<Exception>(() => call);
        Assert.True(end is OperationCanceledException or HttpRequestException { StatusCode: (HttpStatusCode)499 }, $"{end}"); // in memory, what the server says to a reader who left may still arrive
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

        public object? GetService(Type serviceType, object? serviceKey = null) =>
            serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata("waiting", null, "waiting-1") : serviceType.IsInstanceOfType(this) ? this : null;

        public void Dispose()
        {
        }
    }
}
