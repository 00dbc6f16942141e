using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ModelContextProtocol;

namespace Assistant.Web.Tests.Mcp;

/// <summary>What a key opens, and what none does.</summary>
public sealed class McpAccessTests
{
    private static readonly object Ping = new { jsonrpc = "2.0", id = 1, method = "ping" };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Key_lists_and_calls_only_what_it_opens()
    {
        await using var host = McpClients.WithKeys(["mcp:search_properties", "mcp:ask_property"], ["mcp"]);
        await using var narrow = await host.ConnectAsync(McpClients.Key(0));
        await using var wide = await host.ConnectAsync(McpClients.Key(1));

        Assert.Equal(["search_properties", "ask_property"], (await narrow.ListToolsAsync(cancellationToken: Token)).Select(tool => tool.Name));
        Assert.Equal(McpScopes.Tools, (await wide.ListToolsAsync(cancellationToken: Token)).Select(tool => tool.Name));
        await narrow.ResultAsync("search_properties", new { wishes = "The Copperplate" });
        Assert.Contains("the scope mcp:report_gap is missing", await narrow.ErrorAsync("report_gap", new { propertyId = "hotel__edinburgh-copperplate", question = "Is there a pool?" }), StringComparison.Ordinal);
        Assert.Contains("the scope mcp:draft_reply is missing", await narrow.ErrorAsync("draft_reply", new { }), StringComparison.Ordinal); // not even which arguments it has
    }

    [Fact]
    public async Task Resources_have_a_scope_of_their_own()
    {
        await using var host = McpClients.WithKeys(["mcp:ask_property"], ["mcp:receipts"]);
        await using var asking = await host.ConnectAsync(McpClients.Key(0));
        await using var reading = await host.ConnectAsync(McpClients.Key(1));

        Assert.Empty(await asking.ListResourcesAsync(cancellationToken: Token));
        Assert.Empty(await asking.ListResourceTemplatesAsync(cancellationToken: Token));
        var denied = await Assert.ThrowsAsync<McpProtocolException>(async () => await asking.ReadResourceAsync("assistant://properties/hotel__edinburgh-copperplate", cancellationToken: Token));
        Assert.Contains("the scope mcp:receipts is missing", denied.Message, StringComparison.Ordinal);
        Assert.Single((await reading.ReadResourceAsync("assistant://properties/hotel__edinburgh-copperplate", cancellationToken: Token)).Contents);
        Assert.Empty(await reading.ListToolsAsync(cancellationToken: Token));
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("Bearer no-such-key-0000000", HttpStatusCode.Unauthorized)]
    [InlineData("Bearer key-number-1-0000", HttpStatusCode.Forbidden)] // opens content alone
    [InlineData("Bearer key-number-0-0000", HttpStatusCode.OK)]
    public async Task Request_needs_a_key_with_any_scope_of_the_server_once_there_is_one(string? authorization, HttpStatusCode expected)
    {
        await using var host = McpClients.WithKeys(["mcp:ask_property"], ["properties"]);

        using var response = await SendAsync(host, request => request.Headers.TryAddWithoutValidation("Authorization", authorization));

        Assert.Equal(expected, response.StatusCode);
        if (expected != HttpStatusCode.OK) Assert.Contains(expected == HttpStatusCode.Unauthorized ? "Authorization: Bearer KEY" : "has not the scope mcp", (await response.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host", "assistant.example.com")]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    [InlineData("Origin", "https://elsewhere.example.com")]
    public async Task Request_from_elsewhere_needs_a_key_though_none_is_set_up(string header, string value)
    {
        await using var host = new WebHost();

        using var elsewhere = await SendAsync(host, request => request.Headers.TryAddWithoutValidation(header, value));
        using var here = await SendAsync(host, _ => { });

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (elsewhere.StatusCode, here.StatusCode));
        Assert.Contains("Assistant__Keys__0__Scopes__0=mcp,", (await elsewhere.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_that_is_no_message_is_refused()
    {
        await using var host = new WebHost();

        using var response = await SendAsync(host, request => request.Content = new StringContent("{\"jsonrpc\":", null, "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("valid JSON-RPC message", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public void Scope_that_there_is_not_is_told_at_the_start_with_those_there_are()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Assistant:Keys:0:Name", "Agent"), new("Assistant:Keys:0:Key", McpClients.Key(0)), new("Assistant:Keys:0:Scopes:0", "mcp:book_property")]).Build();
        using var services = new ServiceCollection().AddLogging().AddAssistant(configuration).BuildServiceProvider();

        var error = Assert.Throws<OptionsValidationException>(services.GetRequiredService<AssistantOptions>);

        Assert.Contains("holds 'mcp:book_property'. There are properties", error.Message, StringComparison.Ordinal);
        Assert.All(McpScopes.All, scope => Assert.Contains(scope, error.Message, StringComparison.Ordinal));
    }

    private static async Task<HttpResponseMessage> SendAsync(WebHost host, Action<HttpRequestMessage> change)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/mcp") { Content = JsonContent.Create(Ping) };
        request.Headers.TryAddWithoutValidation("Accept", "application/json, text/event-stream");
        change(request);
        var client = host.CreateClient();
        return await client.SendAsync(request, Token);
    }
}
