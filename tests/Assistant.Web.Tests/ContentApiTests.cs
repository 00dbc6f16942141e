using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Assistant.Web.Tests;

/// <summary>Content over the web: with a key it is there for the next question, without one nothing changes.</summary>
public sealed class ContentApiTests : IAsyncLifetime
{
    private const string Id = "hotel__porto-a";
    private const string Key = "0123456789abcdef-operator";
    private const string Hotel = """{"id":"hotel__porto-a","name":"Harbour Lane Rooms","kind":"hotel","address":{"city":"Porto","country":"PT"},"policies":{"pets":{"allowed":"yes","note":"Two dogs at most."}}}""";

    private readonly WebHost host = new()
    {
        Configured = builder => builder.UseSetting("Assistant:Keys:0:Name", "Operations").UseSetting("Assistant:Keys:0:Key", Key).UseSetting("Assistant:Keys:0:Scopes:0", "properties"),
    };

    private HttpClient operators = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        operators = host.CreateClient();
        operators.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        operators.Dispose();
        await host.DisposeAsync();
    }

    [Fact]
    public async Task Property_that_is_put_is_answered_from_until_it_is_deleted()
    {
        Assert.Equal(HttpStatusCode.Created, await PutAsync(Hotel));
        Assert.Equal("Pets are allowed. Two dogs at most.", await AnswerAsync());

        Assert.Equal(HttpStatusCode.OK, await PutAsync(Hotel.Replace("Two", "Three", StringComparison.Ordinal)));
        Assert.Equal("Pets are allowed. Three dogs at most.", await AnswerAsync());

        Assert.Equal(HttpStatusCode.NoContent, (await operators.DeleteAsync($"/api/properties/{Id}", Token)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await operators.GetAsync($"/api/properties/{Id}", Token)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await operators.DeleteAsync($"/api/properties/{Id}", Token)).StatusCode);
    }

    [Fact]
    public async Task Put_of_the_same_changes_nothing()
    {
        await PutAsync(Hotel);

        using var again = await operators.PutAsync($"/api/properties/{Id}", Body(Hotel), Token);

        Assert.Equal("unchanged", (await again.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("outcome").GetString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer wrong-wrong-wrong-wrong")]
    [InlineData("Basic 0123456789abcdef-operator")]
    public async Task Request_without_the_key_is_refused(string? authorization)
    {
        using var client = host.CreateClient();
        if (authorization is not null) client.DefaultRequestHeaders.Add("Authorization", authorization);

        using var put = await client.PutAsync($"/api/properties/{Id}", Body(Hotel), Token);
        using var import = await client.PostAsync("/api/properties:import", Body(Hotel), Token);
        using var delete = await client.DeleteAsync("/api/properties/hotel__edinburgh-copperplate", Token);

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (put.StatusCode, import.StatusCode, delete.StatusCode));
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/api/properties/{Id}", Token)).StatusCode);
    }

    [Fact]
    public async Task Without_any_key_nobody_may_and_the_answer_says_how_to_set_one()
    {
        await using var closed = new WebHost();
        using var client = closed.CreateClient();
        client.DefaultRequestHeaders.Add("Authorization", "Bearer");

        using var response = await client.PutAsync($"/api/properties/{Id}", Body(Hotel), Token);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Contains("Assistant__Keys__0__Key", (await response.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"id":"hotel__porto-a","name":"A","kind":"hotel","stars":7}""", "stars (7) is above 5")]
    [InlineData("""{"id":"hotel__other","name":"A","kind":"hotel","address":{"city":"Porto","country":"PT"}}""", "the address says 'hotel__porto-a'")]
    [InlineData("{broken", "not valid JSON")]
    public async Task Body_that_is_no_such_property_is_told_why(string body, string words)
    {
        using var response = await operators.PutAsync($"/api/properties/{Id}", Body(body), Token);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(words, (await response.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_uses_what_it_can_and_names_the_rest_by_line()
    {
        var lines = $"{Hotel}\n{{broken\n\n{Hotel.Replace("porto-a", "porto-b", StringComparison.Ordinal)}\n";

        using var response = await operators.PostAsync("/api/properties:import", Body(lines), Token);

        var report = await response.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.Equal((2, 1), (report.GetProperty("used").GetInt32(), report.GetProperty("failed").GetInt32()));
        Assert.Equal(2, report.GetProperty("results").EnumerateArray().Single(result => result.TryGetProperty("error", out _)).GetProperty("line").GetInt32());
        Assert.Equal(HttpStatusCode.OK, (await operators.GetAsync("/api/properties/hotel__porto-b", Token)).StatusCode);
    }

    private async Task<HttpStatusCode> PutAsync(string property)
    {
        using var response = await operators.PutAsync($"/api/properties/{Id}", Body(property), Token);
        return response.StatusCode;
    }

    private async Task<string> AnswerAsync()
    {
        var events = await host.ChatAsync(new { message = "Can I bring my dog to Harbour Lane Rooms?" });
        return string.Join(' ', events.Where(item => item.Name == "sentence").Select(item => item.Data.GetProperty("text").GetString()));
    }

    private static StringContent Body(string text) => new(text, Encoding.UTF8, "application/json");
}
