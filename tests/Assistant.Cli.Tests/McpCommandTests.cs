using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Assistant.Testing;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace Assistant.Cli.Tests;

/// <summary><c>assistant mcp</c> as an agent's host starts it: a child process that speaks the protocol on stdin and stdout.</summary>
public sealed class McpCommandTests : IAsyncLifetime
{
    private const string Hotel = """{"id":"hotel__porto-a","name":"Harbour Lane","kind":"hotel","address":{"city":"Porto","country":"PT"},"policies":{"pets":{"allowed":"yes","note":"Two dogs at most."}}}""";
    private static readonly Dictionary<string, object?> Question = new() { ["propertyId"] = "hotel__porto-a", ["question"] = "Are dogs allowed?" };
    private readonly TemporaryFolder folder = new();
    private readonly ConcurrentQueue<string> errors = new();

    public static TheoryData<string> Versions => ["2025-11-25", "2026-07-28"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Index => $"embedded:{folder.File("index.db")}";

    public async ValueTask InitializeAsync() => Assert.Equal(0, (await Cli.RunAsync("ingest", folder.Write("hotels.jsonl", Hotel), "--index", Index)).ExitCode);

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Tools_are_listed_and_called_and_receipts_read(string version)
    {
        await using var client = await ConnectAsync(version);

        Assert.Equal(McpScopes.Tools, (await client.ListToolsAsync(cancellationToken: Token)).Select(tool => tool.Name));
        var found = await ResultAsync(client, "search_properties", new() { ["wishes"] = "hotels in Porto where dogs are allowed" });
        Assert.Equal("hotel__porto-a", Assert.Single(found.GetProperty("places").EnumerateArray()).GetProperty("propertyId").GetString());

        var answer = await ResultAsync(client, "ask_property", Question);
        var receipt = Assert.IsType<TextResourceContents>(Assert.Single((await client.ReadResourceAsync(answer.GetProperty("receipt").GetString()!, cancellationToken: Token)).Contents));

        Assert.Equal("quoted", answer.GetProperty("verdict").GetString());
        Assert.Contains("Two dogs at most.", answer.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal(answer.GetProperty("answerId").GetString(), JsonSerializer.Deserialize<JsonElement>(receipt.Text).GetProperty("answerId").GetString());
        for (var waited = 0; waited < 300 && !errors.Any(line => line.Contains("Tool ask_property: Done", StringComparison.Ordinal)); waited++) await Task.Delay(100, TestContext.Current.CancellationToken); // stderr comes when it comes
        Assert.Contains(errors, line => line.Contains("Tool ask_property: Done", StringComparison.Ordinal));
        Assert.DoesNotContain(errors, line => line.Contains("Are dogs allowed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Errors_say_what_to_do()
    {
        await using var client = await ConnectAsync();

        var unknown = await client.CallToolAsync("ask_property", new Dictionary<string, object?>(Question) { ["propertyId"] = "hotel__gone" }, cancellationToken: Token);
        var missing = await Assert.ThrowsAsync<McpProtocolException>(async () => await client.ReadResourceAsync("assistant://receipts/gone", cancellationToken: Token));

        Assert.True(unknown.IsError);
        Assert.Contains("Find its id with search_properties", Text(unknown), StringComparison.Ordinal);
        Assert.Contains("No answer has the id 'gone'", missing.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<McpProtocolException>(async () => await client.CallToolAsync("book_property", cancellationToken: Token));
    }

    [Fact]
    public async Task Tools_option_leaves_the_others_out()
    {
        await using var client = await ConnectAsync(null, "--tools", "search_properties,ask_property");

        Assert.Equal(["search_properties", "ask_property"], (await client.ListToolsAsync(cancellationToken: Token)).Select(tool => tool.Name));
        Assert.Empty(await client.ListResourcesAsync(cancellationToken: Token));
        Assert.True((await client.CallToolAsync("draft_reply", new Dictionary<string, object?>(), cancellationToken: Token)).IsError);
    }

    [Fact]
    public async Task Progress_tells_each_step()
    {
        await using var client = await ConnectAsync();
        var told = Channel.CreateUnbounded<ProgressNotificationParams>();
        await using var listening = client.RegisterNotificationHandler(
            NotificationMethods.ProgressNotification, (notification, token) => told.Writer.WriteAsync(notification.Params.Deserialize<ProgressNotificationParams>(McpJsonUtilities.DefaultOptions)!, token));

        var result = await client.CallToolAsync(
            new CallToolRequestParams { Name = "ask_property", Arguments = Question.ToDictionary(argument => argument.Key, argument => JsonSerializer.SerializeToElement(argument.Value)), Meta = new JsonObject { ["progressToken"] = "mine" } }, Token);

        var steps = new List<ProgressNotificationParams>();
        while (steps.Count < result.StructuredContent!.Value.GetProperty("sentences").GetArrayLength() + 3) steps.Add(await told.Reader.ReadAsync(Token).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Token));
        Assert.Equal(Enumerable.Range(1, steps.Count).Select(step => (double)step), steps.Select(step => (double)step.Progress.Progress).Order()); // the client handles them side by side
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Call_that_is_broken_off_leaves_the_model_server(string version)
    {
        using var model = new TcpListener(IPAddress.Loopback, 0); // takes a request and never answers it
        model.Start();
        await using var client = await ConnectAsync(version, [], new() { ["Assistant__Models__Answerer"] = $"http://127.0.0.1:{((IPEndPoint)model.LocalEndpoint).Port}/v1#silent" });
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var call = client.CallToolAsync("ask_property", Question, cancellationToken: leave.Token).AsTask();
        var asked = ChatAsync(model);
        Assert.Same(asked, await Task.WhenAny(asked, call));
        var connection = await asked;
        await leave.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await UntilClosedAsync(connection).WaitAsync(TimeSpan.FromSeconds(20), Token);
        Assert.NotEmpty(await client.ListToolsAsync(cancellationToken: Token)); // the server goes on
    }

    [Fact]
    public async Task Stdin_that_ends_ends_the_server_and_stdout_holds_nothing_else()
    {
        using var process = Cli.Start("mcp", "--index", Index);
        process.StandardInput.Close();

        var result = await Cli.EndAsync(process);

        Assert.Equal((0, ""), (result.ExitCode, result.Output));
    }

    [Theory]
    [InlineData(2, "--tools holds 'book_property'. There are search_properties", "--tools", "book_property")]
    [InlineData(3, "is empty", "--tenant", "somebody")]
    public async Task Wrong_use_is_told_on_stderr(int exitCode, string expected, params string[] arguments)
    {
        var result = await Cli.RunAsync(["mcp", "--index", Index, .. arguments]);

        Assert.Equal((exitCode, ""), (result.ExitCode, result.Output));
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    private Task<McpClient> ConnectAsync(string? version = null, params string[] more) => ConnectAsync(version, more, []);

    private Task<McpClient> ConnectAsync(string? version, string[] more, Dictionary<string, string?> settings) => McpClient.CreateAsync(
        new StdioClientTransport(new StdioClientTransportOptions
        {
            Name = "assistant", Command = "dotnet", Arguments = [Cli.Program, "mcp", "--index", Index, .. more],
            EnvironmentVariables = Cli.Settings.Where(setting => !settings.ContainsKey(setting.Key)).Concat(settings).ToDictionary(), StandardErrorLines = errors.Enqueue,
        }),
        new McpClientOptions { ProtocolVersion = version, InitializationTimeout = TimeSpan.FromMinutes(2) }, cancellationToken: Token);

    private static async Task<JsonElement> ResultAsync(McpClient client, string tool, Dictionary<string, object?> arguments)
    {
        var result = await client.CallToolAsync(tool, arguments, cancellationToken: Token);
        Assert.True(result.IsError is not true, Text(result));
        return result.StructuredContent!.Value;
    }

    private static string Text(CallToolResult result) => Assert.Single(result.Content.OfType<TextContentBlock>()).Text;

    // The first connection on which an answer is asked for. What else is asked (which models it serves) is answered with an empty list.
    private static async Task<TcpClient> ChatAsync(TcpListener model)
    {
        while (true)
        {
            var connection = await model.AcceptTcpClientAsync(Token).AsTask().WaitAsync(TimeSpan.FromSeconds(60), Token);
            using var reader = new StreamReader(connection.GetStream(), leaveOpen: true);
            if ((await reader.ReadLineAsync(Token))?.Contains("/chat/completions", StringComparison.Ordinal) is true) return connection;
            while (await reader.ReadLineAsync(Token) is { Length: > 0 })
            {
            }

            await connection.GetStream().WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 27\r\nConnection: close\r\n\r\n{\"object\":\"list\",\"data\":[]}"u8.ToArray(), Token);
            connection.Dispose();
        }
    }

    private static async Task UntilClosedAsync(TcpClient connection)
    {
        using var own = connection;
        var rest = new byte[4096];
        try
        {
            while (await own.GetStream().ReadAsync(rest, Token) > 0)
            {
            }
        }
        catch (IOException)
        {
            // closed without a farewell
        }
    }
}
