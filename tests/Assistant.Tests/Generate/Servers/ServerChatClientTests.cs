using System.Text.Json;
using Assistant.Generate.Servers;
using Microsoft.Extensions.AI;

namespace Assistant.Tests.Generate.Servers;

/// <summary>Chat over model servers that fail in every way: bounded time, typed errors, and no word lost or said twice.</summary>
public sealed class ServerChatClientTests : IAsyncDisposable
{
    private static readonly ServerLimits Patient = new(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(60)) { FirstWait = TimeSpan.FromMilliseconds(1) };
    private static readonly ServerLimits Impatient = Patient with { Start = TimeSpan.FromSeconds(3) }; // time enough to reach a server on a busy machine
    private readonly List<IAsyncDisposable> running = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        foreach (var server in running) await server.DisposeAsync();
    }

    [Theory]
    [InlineData("llamacpp", "root ::= \"yes\"", null)]
    [InlineData("vllm", null, "root ::= \"yes\"")]
    [InlineData("openai", null, null)]
    public async Task Grammar_goes_along_in_the_form_that_the_server_takes(string owner, string? plain, string? nested)
    {
        var server = await StartAsync(new ModelServerDouble { OwnedBy = owner });
        using var client = Client(Patient, server);

        await TextAsync(client, new ChatOptions { Seed = 7, Temperature = 0, AdditionalProperties = new() { ["grammar"] = "root ::= \"yes\"" } });

        var request = server.Requests.Single();
        Assert.Equal(plain, request.TryGetProperty("grammar", out var grammar) ? grammar.GetString() : null);
        Assert.Equal(nested, request.TryGetProperty("structured_outputs", out var outputs) ? outputs.GetProperty("grammar").GetString() : null);
        Assert.Equal((7, 0), (request.GetProperty("seed").GetInt32(), request.GetProperty("temperature").GetInt32()));
    }

    [Fact]
    public async Task Json_schema_goes_along()
    {
        var server = await StartAsync();
        using var client = Client(Patient, server);

        await TextAsync(client, new ChatOptions { ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonElement.Parse("""{"type":"object"}"""), "verdict") });

        Assert.Equal("json_schema", server.Requests.Single().GetProperty("response_format").GetProperty("type").GetString());
    }

    [Theory]
    [InlineData(503)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(429)]
    public async Task Passing_status_is_tried_again(int status)
    {
        var server = await StartAsync();
        server.Trouble = number => number < 2 ? new ServerTrouble(status) : null;
        using var client = Client(Patient, server);

        Assert.Equal("Pets are welcome.", await TextAsync(client));
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task Reset_before_the_first_words_goes_to_another_server()
    {
        var (broken, whole) = (await StartAsync(), await StartAsync());
        broken.Trouble = _ => new ServerTrouble(Resets: true);
        using var client = Client(Patient, broken, whole);

        for (var i = 0; i < 8; i++) Assert.Equal("Pets are welcome.", await TextAsync(client));

        Assert.Equal(8, whole.Requests.Count);
        Assert.InRange(broken.Requests.Count, 0, 3); // it is known then to fail
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Half_an_answer_is_an_error_and_is_not_begun_anew(bool endsEarly)
    {
        var server = await StartAsync(new ModelServerDouble { Holds = true }); // a reset may overtake what was sent before it
        server.Trouble = _ => new ServerTrouble(Resets: !endsEarly, EndsEarly: endsEarly, AfterPieces: 1);
        using var client = Client(Patient, server);

        var text = "";
        var exception = await Assert.ThrowsAsync<ModelServerException>(async () =>
        {
            await foreach (var update in client.GetStreamingResponseAsync([new ChatMessage(ChatRole.User, "Pets?")], null, Token))
            {
                text += update.Text;
                server.Go.TrySetResult();
            }
        });

        Assert.Equal((ModelServerFault.BrokeOff, "Pets are"), (exception.Fault, text));
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1)]
    public async Task Silence_ends_in_time_and_the_server_learns_that_nobody_waits(int? afterPieces)
    {
        var server = await StartAsync();
        server.Trouble = _ => new ServerTrouble(Hangs: true, AfterPieces: afterPieces);
        using var client = Client(Impatient, server);

        var exception = await Assert.ThrowsAsync<ModelServerException>(() => TextAsync(client));

        Assert.Equal(ModelServerFault.Slow, exception.Fault);
        Assert.Contains("did not answer within 3 s", exception.Message, StringComparison.Ordinal);
        await server.Left.Task.WaitAsync(Token);
    }

    [Fact]
    public async Task Answer_that_never_ends_has_a_bound()
    {
        var server = await StartAsync(new ModelServerDouble { Pieces = [.. Enumerable.Repeat("and ", 1_000_000)] });
        using var client = Client(Patient with { Answer = TimeSpan.FromMilliseconds(300) }, server);

        Assert.Equal(ModelServerFault.Slow, (await Assert.ThrowsAsync<ModelServerException>(() => TextAsync(client))).Fault);
    }

    [Fact]
    public async Task Connection_that_does_not_stand_in_time_is_no_guest_who_left()
    {
        var whole = await StartAsync();
        using var unroutable = new ServerChatClient(new ModelServers(new ServerSetting([new Uri("http://192.0.2.1/v1")], "m"), null, Patient with { Connect = TimeSpan.FromMilliseconds(50), Tries = 2 })); // kept for documentation (RFC 5737)
        using var both = new ServerChatClient(new ModelServers(new ServerSetting([new Uri("http://192.0.2.1/v1"), whole.Address], "m"), null, Patient with { Connect = TimeSpan.FromMilliseconds(50) }));

        Assert.Equal(ModelServerFault.Away, (await Assert.ThrowsAsync<ModelServerException>(() => TextAsync(unroutable))).Fault);
        Assert.Equal("Pets are welcome.", await TextAsync(both));
    }

    [Fact]
    public async Task Server_that_was_silent_is_left_alone()
    {
        var server = await StartAsync();
        server.Trouble = _ => new ServerTrouble(Hangs: true);
        using var client = Client(Impatient with { FirstPause = TimeSpan.FromSeconds(20) }, server);
        await Assert.ThrowsAsync<ModelServerException>(() => TextAsync(client));

        var exception = await Assert.ThrowsAsync<ModelServerException>(() => TextAsync(client));

        Assert.Contains("is left alone", exception.Message, StringComparison.Ordinal);
        Assert.InRange(server.Requests.Count, 0, 1);
    }

    [Theory]
    [InlineData(401, "Assistant:Models:ApiKey")]
    [InlineData(400, "refused a request (400)")]
    [InlineData(404, "Check the model's name")]
    public async Task Refusal_is_final_and_says_what_to_do(int status, string words)
    {
        var server = await StartAsync();
        server.Trouble = _ => new ServerTrouble(status, Body: """{"error":{"message":"no such thing"}}""");
        using var client = Client(Patient, server);

        var exception = await Assert.ThrowsAsync<ModelServerException>(() => TextAsync(client));

        Assert.Equal(ModelServerFault.Refused, exception.Fault);
        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Page_in_place_of_an_api_is_told()
    {
        var server = await StartAsync();
        server.Trouble = _ => new ServerTrouble(Body: "<html>Welcome</html>");
        using var client = Client(Patient, server);

        var exception = await Assert.ThrowsAsync<ModelServerException>(() => TextAsync(client));

        Assert.Equal(ModelServerFault.BrokeOff, exception.Fault);
    }

    [Fact]
    public async Task Server_that_went_away_is_told_and_used_again_when_it_is_back()
    {
        var server = await StartAsync();
        using var client = Client(Patient with { FirstPause = TimeSpan.Zero, LongestPause = TimeSpan.Zero }, server);
        Assert.Equal("Pets are welcome.", await TextAsync(client));

        await server.StopAsync();
        var exception = await Assert.ThrowsAsync<ModelServerException>(() => TextAsync(client));
        await server.StartAsync();

        Assert.Equal(ModelServerFault.Away, exception.Fault);
        Assert.Equal("Pets are welcome.", await TextAsync(client));
    }

    [Fact]
    public async Task Restart_while_a_request_waits_is_bridged()
    {
        var server = await StartAsync();
        using var client = Client(Patient with { Tries = 1000, FirstPause = TimeSpan.Zero, LongestPause = TimeSpan.Zero }, server);
        await server.StopAsync();

        var answer = TextAsync(client);
        await server.StartAsync();

        Assert.Equal("Pets are welcome.", await answer);
    }

    [Fact]
    public async Task Work_goes_to_whom_has_least()
    {
        var servers = new List<ModelServerDouble>();
        for (var i = 0; i < 3; i++) servers.Add(await StartAsync(new ModelServerDouble { Holds = true }));
        using var client = Client(Patient, [.. servers]);

        var answers = new List<IAsyncEnumerator<ChatResponseUpdate>>();
        for (var i = 0; i < 9; i++)
        {
            answers.Add(client.GetStreamingResponseAsync([new ChatMessage(ChatRole.User, "Pets?")], null, Token).GetAsyncEnumerator(Token));
            Assert.True(await answers[^1].MoveNextAsync());
        }

        Assert.All(servers, server => Assert.Equal(3, server.Requests.Count));
        servers.ForEach(server => server.Go.SetResult());
        foreach (var answer in answers)
        {
            while (await answer.MoveNextAsync()) continue;
            await answer.DisposeAsync();
        }

        Assert.All(client.GetService<ModelServers>()!.All, server => Assert.Equal(0, server.Health.Running));
    }

    [Fact]
    public async Task Caller_who_leaves_is_no_fault_of_the_server()
    {
        var server = await StartAsync(new ModelServerDouble { Holds = true });
        using var client = Client(Patient, server);
        using var leaving = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in client.GetStreamingResponseAsync([new ChatMessage(ChatRole.User, "Pets?")], null, leaving.Token)) await leaving.CancelAsync();
        });

        await server.Left.Task.WaitAsync(Token);
        var health = client.GetService<ModelServers>()!.All[0].Health;
        Assert.Equal((0, 0, true), (health.Failures, health.Running, health.IsUp));
    }

    private static ServerChatClient Client(ServerLimits limits, params ModelServerDouble[] servers) =>
        new(new ModelServers(new ServerSetting([.. servers.Select(server => server.Address)], "m"), null, limits));

    private static async Task<string> TextAsync(IChatClient client, ChatOptions? options = null) =>
        (await client.GetResponseAsync([new ChatMessage(ChatRole.User, "Pets?")], options, Token)).Text;

    private async Task<ModelServerDouble> StartAsync(ModelServerDouble? server = null)
    {
        running.Add(server ??= new ModelServerDouble());
        return await server.StartAsync();
    }
}
