using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Assistant.Tests.Index.Qdrant;

namespace Assistant.Web.Tests;

/// <summary>An index on another machine that goes away: every answer says so, and the next one is given when it is back.</summary>
public sealed class IndexAwayTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Chat_is_503_and_says_what_to_do_while_the_index_is_away()
    {
        await using var server = await QdrantServer.StartAsync();
        await using var host = new WebHost { Index = $"qdrant://127.0.0.1:{server.Port}/places" };
        using var http = host.CreateClient();
        var question = new { message = "Can I bring my dog to The Copperplate?" };
        Assert.Equal("done", (await host.ChatAsync(question))[^1].Name);

        await server.StopAsync();
        using var response = await http.PostAsJsonAsync("/api/chat", question, Token);
        using var ready = await http.GetAsync("/health/ready", Token);
        using var live = await http.GetAsync("/health/live", Token);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("cannot be reached. Check that it runs", (await response.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK), (ready.StatusCode, live.StatusCode));
    }
}
