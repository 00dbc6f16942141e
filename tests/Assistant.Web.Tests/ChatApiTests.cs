using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Assistant.Testing;

namespace Assistant.Web.Tests;

public sealed class ChatApiTests(WebHost host) : IClassFixture<WebHost>
{
    private const string Question = "Can I bring my dog to The Copperplate?";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Chat_events_come_in_order_with_the_fields_of_the_contract()
    {
        var events = await host.ChatAsync(new { message = Question });

        Assert.Equal("passages", events[0].Name);
        Assert.All(events.Skip(1).SkipLast(1), item => Assert.Equal("sentence", item.Name));
        Assert.Equal("done", events[^1].Name);
        Assert.Superset(new HashSet<string> { "question", "filters", "focus", "passages" }, Fields(events[0].Data));
        Assert.Superset(new HashSet<string> { "ref", "passageId", "propertyId", "propertyName", "kind", "tier", "text", "relevance" }, Fields(events[0].Data.GetProperty("passages")[0]));
        Assert.Equal(["citations", "support", "text"], Fields(events[1].Data).Order());
        Assert.Superset(new HashSet<string> { "ref", "start", "end" }, Fields(events[1].Data.GetProperty("citations")[0]));
        Assert.Equal(["answerId", "conversationId", "followUps", "timings", "usage", "verdict", "withheld"], Fields(events[^1].Data).Order());
        Assert.Equal("quoted", events[^1].Data.GetProperty("verdict").GetString());
    }

    [Fact]
    public async Task Chat_offsets_point_into_the_passage_text()
    {
        var events = await host.ChatAsync(new { message = "Was ist am Frühstück in Kraków gut? Breakfast at Cztery Kaczki" });
        var passages = events[0].Data.GetProperty("passages").EnumerateArray().ToDictionary(passage => passage.GetProperty("ref").GetInt32(), passage => passage.GetProperty("text").GetString()!);

        Assert.All(events.Where(item => item.Name == "sentence"), item => Assert.All(item.Data.GetProperty("citations").EnumerateArray(), citation =>
            Assert.Equal(item.Data.GetProperty("text").GetString(), passages[citation.GetProperty("ref").GetInt32()][citation.GetProperty("start").GetInt32()..citation.GetProperty("end").GetInt32()])));
    }

    [Fact]
    public async Task Chat_conversation_goes_on_by_its_id()
    {
        var first = await host.ChatAsync(new { message = Question });
        var conversationId = first[^1].Data.GetProperty("conversationId").GetString();

        var second = await host.ChatAsync(new { message = "And is there parking?", conversationId });

        Assert.Equal("hotel__edinburgh-copperplate", second[0].Data.GetProperty("focus")[0].GetString());
    }

    [Fact]
    public async Task Chat_filters_and_focus_are_taken_as_given()
    {
        var events = await host.ChatAsync(new { message = "Is there a kitchen?", filters = new { city = "Ghent", kinds = new[] { "faq" } } });

        Assert.Equal("""{"city":"Ghent","kinds":["faq"]}""", events[0].Data.GetProperty("filters").GetRawText());
        Assert.All(events[0].Data.GetProperty("passages").EnumerateArray(), passage => Assert.Equal("faq", passage.GetProperty("kind").GetString()));
    }

    [Theory]
    [InlineData("""{"message":""}""", 400, "empty")]
    [InlineData("""{}""", 400, "empty")]
    [InlineData("""{"message":"hi","colour":"red"}""", 400, "'colour' is no field")]
    [InlineData("""{"message":"hi","filters":{"colour":"red"}}""", 400, "'filters.colour' is no field")]
    [InlineData("""{"message":"hi","filters":{"amenities":["swimming"]}}""", 400, "'swimming' is no amenity code")]
    [InlineData("""{"message":"hi","filters":{"tiers":["gossip"]}}""", 400, "'filters.tiers[0]' holds a value")]
    [InlineData("""{"message":"hi","filters":{"maxPrice":10}}""", 400, "needs its currency")]
    [InlineData("""{"message":"hi","focus":["hotel__gone"]}""", 400, "no property 'hotel__gone'")]
    [InlineData("""{"message":"hi","conversationId":"gone"}""", 400, "no conversation 'gone'")]
    [InlineData("""{"message":"hi","focus":[null]}""", 400, "no property ''")]
    [InlineData("""{"message":7}""", 400, "'message' holds a value")]
    [InlineData("""{"message":""", 400, "no valid JSON")]
    [InlineData("""[]""", 400, "")]
    [InlineData("", 400, "")]
    public async Task Chat_bad_request_is_a_problem_that_says_what_is_wrong(string body, int status, string expected)
    {
        var (code, problem) = await PostAsync(body);

        Assert.Equal(status, code);
        Assert.Contains(expected, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
    }

    [Theory]
    [InlineData("hotels with parking under €٣٠")]
    [InlineData("hotels under 99999999999999999999999999999999999 euros")]
    [InlineData("hotel rated ٩ with wifi")]
    public async Task Chat_odd_numbers_end_in_an_answer(string message) => Assert.Equal("done", (await host.ChatAsync(new { message }))[^1].Name);

    [Theory]
    [InlineData("""{"message":"wifi","filters":{"kinds":null,"tiers":null}}""")]
    [InlineData("""{"message":"wifi","filters":{"amenities":null,"propertyKinds":null,"properties":null}}""")]
    public async Task Chat_lists_that_are_null_are_empty(string body) => Assert.Equal("done", (await host.ChatAsync(JsonSerializer.Deserialize<JsonElement>(body)))[^1].Name);

    [Fact]
    public async Task Chat_100_kB_are_refused_with_both_numbers()
    {
        var (code, problem) = await PostAsync(JsonSerializer.Serialize(new { message = new string('x', 100_000) }));

        Assert.Equal(400, code);
        Assert.Contains("100000 characters; at most 4000", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chat_other_content_type_is_refused()
    {
        using var client = host.CreateClient();
        using var response = await client.PostAsync("/api/chat", new StringContent("message=hi", Encoding.UTF8, "text/plain"), Token);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Chat_model_that_breaks_off_ends_in_an_error_event()
    {
        using var client = new ScriptedChatClient("Pets are allowed with limits. [1]", " more", " more") { OnPiece = i => { if (i == 2) throw new HttpRequestException("gone"); } };
        await using var breaking = new WebHost { ChatClient = client };

        var events = await breaking.ChatAsync(new { message = Question });

        Assert.Equal(["passages", "sentence", "error"], events.Select(item => item.Name));
        Assert.Equal(500, events[^1].Data.GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task Chat_model_that_times_out_ends_in_an_error_event()
    {
        using var client = new ScriptedChatClient("Pets are allowed with limits. [1]", " more", " more") { OnPiece = i => { if (i == 2) throw new TaskCanceledException("timeout"); } };
        await using var slow = new WebHost { ChatClient = client };

        var events = await slow.ChatAsync(new { message = Question });

        Assert.Equal("error", events[^1].Name);
        Assert.Equal(504, events[^1].Data.GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task Chat_reader_that_leaves_stops_the_model()
    {
        using var stopped = new ManualResetEventSlim();
        using var reached = new SemaphoreSlim(0);
        using var client = new ScriptedChatClient([.. Enumerable.Repeat("Pets are allowed with limits. [1] ", 10_000)]) { OnPiece = i => { if (i == 5) reached.Release(); if (i > 5) Thread.Sleep(1); if (i == 9_999) stopped.Set(); } };
        await using var running = new WebHost { ChatClient = client };
        using var http = running.CreateClient();
        using var leave = new CancellationTokenSource();

        var request = new HttpRequestMessage(HttpMethod.Post, "/api/chat") { Content = JsonContent.Create(new { message = Question }) };
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, leave.Token);
        Assert.True(await reached.WaitAsync(TimeSpan.FromSeconds(20), Token));
        await leave.CancelAsync();
        response.Dispose();

        Assert.False(stopped.Wait(TimeSpan.FromSeconds(2), Token));
    }

    [Fact]
    public async Task Receipt_is_found_by_its_id_and_only_by_it()
    {
        var events = await host.ChatAsync(new { message = Question });
        using var client = host.CreateClient();

        var receipt = await client.GetFromJsonAsync<JsonElement>($"/api/answers/{events[^1].Data.GetProperty("answerId").GetString()}", Token);
        using var missing = await client.GetAsync("/api/answers/none", Token);

        Assert.Equal(Question, receipt.GetProperty("question").GetProperty("text").GetString());
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        Assert.Equal("application/problem+json", missing.Content.Headers.ContentType?.MediaType);
    }

    private async Task<(int Status, JsonElement Problem)> PostAsync(string body)
    {
        using var client = host.CreateClient();
        using var response = await client.PostAsync("/api/chat", new StringContent(body, Encoding.UTF8, "application/json"), Token);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(Token));
    }

    private static HashSet<string> Fields(JsonElement element) => [.. element.EnumerateObject().Select(field => field.Name)];
}
