using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Assistant.Tests.Index.Qdrant;

namespace Assistant.Web.Tests;

/// <summary>From a question that the chat refused to the owner's answer, and to the same question being answered with it.</summary>
public sealed class GapsApiTests : IAsyncLifetime
{
    private const string Property = "hotel__edinburgh-copperplate";
    private const string Question = "Is there a helicopter pad?";

    private readonly WebHost host = new();
    private HttpClient http = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        http = host.CreateClient();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await host.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Question_that_was_refused_is_answered_with_the_owners_faq_cited(bool isQdrant)
    {
        await using var server = isQdrant ? await QdrantServer.StartAsync() : null;
        await using var own = new WebHost { Index = server is null ? null : $"qdrant://127.0.0.1:{server.Port}/places" };
        using var client = own.CreateClient();
        var before = await client.GetFromJsonAsync<JsonElement>($"/api/properties/{Property}", Token);
        Assert.Equal("refused", Verdict(await own.ChatAsync(new { message = Question, focus = new[] { Property } })));
        var gap = Assert.Single(Items(await client.GetFromJsonAsync<JsonElement>($"/api/support/gaps?property={Property}&state=open", Token)));
        Assert.Equal((Question, 1), (gap.GetProperty("question").GetString(), gap.GetProperty("askedBy").GetProperty("chat").GetInt32()));

        using var response = await client.PostAsJsonAsync($"/api/support/gaps/{gap.GetProperty("id").GetString()}/answer", new { answer = "Yes, our helicopter pad is on the roof.", by = "Ana" }, Token);
        var answered = await response.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.Equal((1, 1), (answered.GetProperty("answeredNow").GetInt32(), answered.GetProperty("asked").GetInt32()));

        var events = await own.ChatAsync(new { message = Question, focus = new[] { Property } });
        Assert.NotEqual("refused", Verdict(events));
        var sentence = Assert.Single(events, item => item.Name == "sentence" && item.Data.GetProperty("text").GetString() == "Yes, our helicopter pad is on the roof.").Data;
        var cited = events[0].Data.GetProperty("passages").EnumerateArray().Single(passage => passage.GetProperty("ref").GetInt32() == sentence.GetProperty("citations")[0].GetProperty("ref").GetInt32());
        Assert.Equal($"{Property}#faqs/{answered.GetProperty("faqId").GetString()}", cited.GetProperty("passageId").GetString());
        Assert.Equal("answered", Assert.Single(Items(await client.GetFromJsonAsync<JsonElement>("/api/support/gaps", Token))).GetProperty("state").GetString());

        // Nothing else of the property has changed.
        var after = await client.GetFromJsonAsync<JsonElement>($"/api/properties/{Property}", Token);
        foreach (var field in before.EnumerateObject().Where(field => field.Name is not ("faqs" or "updatedAt"))) Assert.Equal(field.Value.GetRawText(), after.GetProperty(field.Name).GetRawText());
        Assert.Equal(before.GetProperty("faqs").GetArrayLength() + 1, after.GetProperty("faqs").GetArrayLength());
    }

    [Fact]
    public async Task Owners_link_opens_the_gaps_of_one_property_and_nothing_else()
    {
        const string Other = "hotel__vienna-bandmacher";
        await using var closed = new WebHost { Configured = builder => builder.UseSetting("Assistant:Keys:0:Name", "desk").UseSetting("Assistant:Keys:0:Key", "desk-key-0123456789").UseSetting("Assistant:Keys:0:Scopes:0", "support") };
        using var desk = closed.CreateClient();
        desk.DefaultRequestHeaders.Authorization = new("Bearer", "desk-key-0123456789");
        using var added = await desk.PostAsJsonAsync("/api/support/gaps", new { property = Property, question = Question }, Token);
        using var foreign = await desk.PostAsJsonAsync("/api/support/gaps", new { property = Other, question = Question }, Token);
        var (id, other) = (await IdAsync(added), await IdAsync(foreign));
        using var made = await desk.PostAsJsonAsync("/api/support/gaps/link", new { property = Property }, Token);
        var path = (await made.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("path").GetString()!;
        Assert.StartsWith($"/owner/?property={Property}#", path, StringComparison.Ordinal);

        using var owner = closed.CreateClient();
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(owner, $"/api/support/gaps/report?property={Property}"));
        owner.DefaultRequestHeaders.Authorization = new("Bearer", path[(path.IndexOf('#', StringComparison.Ordinal) + 1)..]);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(owner, $"/api/support/gaps/report?property={Property}"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(owner, $"/api/support/gaps/report?property={Other}"));
        foreach (var closedTo in new[] { "/api/support/gaps", "/api/support/cases", $"/api/support/contradictions?property={Property}" }) Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(owner, closedTo));
        using var refused = await owner.PostAsJsonAsync($"/api/support/gaps/{other}/answer", new { answer = "No.", by = "Eve" }, Token);
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        using var answered = await owner.PostAsJsonAsync($"/api/support/gaps/{id}/answer", new { answer = "Yes, our helicopter pad is on the roof.", by = "Ana" }, Token);
        Assert.Equal(HttpStatusCode.OK, answered.StatusCode);

        async Task<string> IdAsync(HttpResponseMessage response) => (await response.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("id").GetString()!;

        async Task<HttpStatusCode> StatusAsync(HttpClient client, string from)
        {
            using var response = await client.GetAsync(from, Token);
            return response.StatusCode;
        }
    }

    [Fact]
    public async Task Reported_gap_is_in_the_owners_report_until_it_is_dismissed()
    {
        using var added = await http.PostAsJsonAsync("/api/support/gaps", new { property = Property, question = Question }, Token);
        var id = (await added.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("id").GetString();
        Assert.Equal(HttpStatusCode.Created, added.StatusCode);

        var report = await http.GetFromJsonAsync<JsonElement>($"/api/support/gaps/report?property={Property}", Token);
        Assert.Equal("The Copperplate", report.GetProperty("propertyName").GetString());
        Assert.Contains("**1 report asks about helicopter pad; add it.**", report.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal(id, Assert.Single(report.GetProperty("gaps").EnumerateArray()).GetProperty("id").GetString());

        using var dismissed = await http.PostAsJsonAsync($"/api/support/gaps/{id}/dismiss", new { by = "Ana", reason = "Nobody lands here." }, Token);
        Assert.Equal(HttpStatusCode.NoContent, dismissed.StatusCode);
        Assert.Empty(Items(await http.GetFromJsonAsync<JsonElement>("/api/support/gaps", Token)));
    }

    [Fact]
    public async Task Contradictions_of_the_sample_catalogue_are_listed_with_both_statements()
    {
        var listed = await http.GetFromJsonAsync<JsonElement>("/api/support/contradictions?property=hotel__copenhagen-frotryk", Token);

        var contradiction = Assert.Single(Items(listed));
        Assert.Equal(["breakfast", "Hotel Frøtryk"], new[] { "topic", "propertyName" }.Select(name => contradiction.GetProperty(name).GetString()));
        Assert.Equal(["policy structured", "review guest"], contradiction.GetProperty("statements").EnumerateArray().Select(statement => $"{statement.GetProperty("kind").GetString()} {statement.GetProperty("tier").GetString()}"));
        Assert.Equal(1, listed.GetProperty("total").GetInt32());
        Assert.True((await http.GetFromJsonAsync<JsonElement>("/api/support/contradictions", Token)).GetProperty("total").GetInt32() > 5);
    }

    [Theory]
    [InlineData("GET", "/api/support/gaps?state=closed", null, 400, "open or answered")]
    [InlineData("GET", "/api/support/gaps/report", null, 400, "property=ID")]
    [InlineData("GET", "/api/support/gaps/report?property=hotel__nowhere", null, 404, "hotel__nowhere")]
    [InlineData("GET", "/api/support/contradictions?property=hotel__nowhere", null, 404, "hotel__nowhere")]
    [InlineData("POST", "/api/support/gaps", """{"property":"hotel__nowhere","question":"Is it?"}""", 400, "hotel__nowhere")]
    [InlineData("POST", "/api/support/gaps", """{"property":"hotel__edinburgh-copperplate"}""", 400, "question is empty")]
    [InlineData("POST", "/api/support/gaps/nothing/answer", """{"answer":"Yes.","by":"Ana"}""", 404, "nothing")]
    [InlineData("POST", "/api/support/gaps/nothing/dismiss", """{"by":"Ana","reason":"None."}""", 404, "nothing")]
    [InlineData("POST", "/api/support/gaps/nothing/dismiss", """{"by":"Ana"}""", 400, "reason")]
    public async Task Request_that_cannot_be_used_says_why(string method, string address, string? body, int status, string named)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address) { Content = body is null ? null : new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        using var response = await http.SendAsync(request, Token);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Contains(named, (await response.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_sites_page_may_not_answer_gaps()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/support/gaps/any/answer") { Content = JsonContent.Create(new { answer = "Yes.", by = "Ana" }) };
        request.Headers.Add("Origin", "https://elsewhere.example");
        using var response = await http.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    private static string? Verdict(IReadOnlyList<(string Name, JsonElement Data)> events) => events[^1].Data.GetProperty("verdict").GetString();

    private static IEnumerable<JsonElement> Items(JsonElement listed) => listed.GetProperty("items").EnumerateArray();
}
