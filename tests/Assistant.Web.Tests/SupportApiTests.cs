using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Assistant.Support.Cases;
using Assistant.Support.Reply;
using Assistant.Support.Send;
using Assistant.Support.Triage;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Web.Tests;

/// <summary>The support desk over the web, with a reader that always suggests the same.</summary>
public sealed class SupportApiTests : ICaseReader, IAsyncLifetime
{
    private const string Place = "hotel__edinburgh-copperplate";
    private const string Suggested = "Pets are allowed with limits.";

    private readonly WebHost host;
    private HttpClient desk = null!;
    private Exception? failure;

    public SupportApiTests() => host = new WebHost { Configured = builder => builder.ConfigureServices(services => services.AddSingleton<ICaseReader>(this)) };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        desk = host.CreateClient();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        desk.Dispose();
        await host.DisposeAsync();
    }

    public Task<CaseReading> ReadAsync(SupportCase supportCase, CancellationToken cancellationToken) => failure is not null ? throw failure : Task.FromResult(new CaseReading(
        new CaseTriage("en", ["pets"], Urgency.Normal, Tone.Friendly, [], "A guest asks about pets"), new Suggestion(SuggestedAction.Draft, "The house rules say it.", Suggested) { Checked = ["house rules"] }));

    [Fact]
    public async Task Case_goes_from_the_webhook_to_the_outbox()
    {
        using var posted = await PostAsync("cases", Case("c1"));
        Assert.Equal(HttpStatusCode.Created, posted.StatusCode);
        Assert.Equal("/api/support/cases/c1", posted.Headers.Location!.OriginalString);

        var row = Assert.Single((await GetAsync("cases?status=open&q=spaniel")).GetProperty("items").EnumerateArray());
        Assert.Equal(("c1", "The Copperplate", "draft", "normal"), (row.GetProperty("id").GetString(), row.GetProperty("propertyName").GetString(), row.GetProperty("action").GetString(), row.GetProperty("urgency").GetString()));
        var view = await GetAsync("cases/c1");
        Assert.Equal("May my spaniel come? [name 1], [email 1]", view.GetProperty("messages")[0].GetProperty("text").GetString());
        Assert.Equal(Suggested, view.GetProperty("suggestion").GetProperty("text").GetString());

        var queued = await JsonAsync(await PostAsync("cases/c1/reply", new { text = $"Hello [name 1]. {Suggested}", source = "suggestion", by = "Kim" }));
        Assert.Equal("queued", queued.GetProperty("state").GetString());
        await host.Services.GetRequiredService<ReplySender>().SendDueAsync(Token); // the host's own round may be first

        await ReachesAsync("cases/c1", "sent");
        var sent = JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(host.Outbox, "*.json")), Token));
        Assert.Equal(($"Hello Imogen Tarrant. {Suggested}", "imogen@mail.example"), (sent.GetProperty("text").GetString(), sent.GetProperty("to").GetString()));
        Assert.Equal(("waiting", "edited"), ((await GetAsync("cases/c1")).GetProperty("status").GetString(), (await GetAsync("figures")).GetProperty("edited").GetInt32() == 1 ? "edited" : ""));
    }

    [Fact]
    public async Task Webhook_is_idempotent_and_another_case_under_the_id_conflicts()
    {
        using var first = await PostAsync("cases", Case("c1"));
        using var again = await PostAsync("cases", Case("c1"));
        using var other = await PostAsync("cases", Case("c1", "May my cat come?"));
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.Conflict), (first.StatusCode, again.StatusCode, other.StatusCode));
    }

    [Fact]
    public async Task Import_takes_csv_and_jsonl_and_names_bad_lines()
    {
        using var csv = await desk.PostAsync("/api/support/cases:import", new StringContent($"id,from,property,message\na,guest,{Place},Is there parking?\nb,guest,hotel__nowhere,Hi\n", Encoding.UTF8, "text/csv"), Token);
        using var jsonl = await desk.PostAsync("/api/support/cases:import", new StringContent("""{"id":"c","from":"owner","messages":[{"from":"owner","text":"Hi"}],"action":"abstain"}""" + "\n{broken\n", Encoding.UTF8, "application/jsonl"), Token);

        var reports = new[] { await JsonAsync(csv), await JsonAsync(jsonl) };
        Assert.All(reports, report => Assert.Equal((1, 1), (report.GetProperty("used").GetInt32(), report.GetProperty("failed").GetInt32())));
        Assert.Contains("hotel__nowhere", reports[0].GetProperty("results")[1].GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(2, reports[1].GetProperty("results")[1].GetProperty("line").GetInt32());
    }

    [Fact]
    public async Task People_assign_note_and_solve_and_the_history_tells_it()
    {
        await PostAsync("cases", Case("c1"));
        await PostAsync("cases/c1/assign", new { to = "Noor", by = "Kim" });
        await PostAsync("cases/c1/notes", new { text = "Rang her.", by = "Noor" });
        await PostAsync("cases/c1/reject", new { by = "Noor", reason = "too short" });
        var solved = await JsonAsync(await PostAsync("cases/c1/status", new { status = "solved", by = "Noor" }));

        Assert.Equal(("solved", "Noor", "Rang her."), (solved.GetProperty("status").GetString(), solved.GetProperty("assignee").GetString(), solved.GetProperty("notes")[0].GetProperty("text").GetString()));
        Assert.Equal(["opened", "read", "assigned", "note", "rejected", "status"], solved.GetProperty("history").EnumerateArray().Select(item => item.GetProperty("what").GetString()!));

        var open = await JsonAsync(await PostAsync("cases/c1/messages", new { from = "guest", text = "And my cat?" }));
        Assert.Equal(("open", 2), (open.GetProperty("status").GetString(), open.GetProperty("messages").GetArrayLength()));
    }

    [Fact]
    public async Task Reply_can_be_taken_back_while_it_waits()
    {
        await using var slow = new WebHost { Configured = builder => builder.UseSetting("Support:UndoSeconds", "600").ConfigureServices(services => services.AddSingleton<ICaseReader>(this)) };
        using var client = slow.CreateClient();
        await client.PostAsJsonAsync("/api/support/cases", Case("c1"), Token);
        await client.PostAsJsonAsync("/api/support/cases/c1/reply", new { text = Suggested, source = "suggestion", by = "Kim" }, Token);

        using var second = await client.PostAsJsonAsync("/api/support/cases/c1/reply", new { text = Suggested, source = "suggestion", by = "Kim" }, Token);
        using var undone = await client.PostAsJsonAsync("/api/support/cases/c1/undo", new { by = "Kim" }, Token);
        using var again = await client.PostAsJsonAsync("/api/support/cases/c1/undo", new { by = "Kim" }, Token);

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.NoContent, HttpStatusCode.Conflict), (second.StatusCode, undone.StatusCode, again.StatusCode));
        Assert.False(Directory.Exists(slow.Outbox));
    }

    [Fact]
    public async Task Reading_that_fails_is_told_with_the_case_and_can_be_tried_again()
    {
        failure = new ArgumentException("The reader is out.");
        await PostAsync("cases", Case("c1"));
        var view = await GetAsync("cases/c1");
        Assert.Contains("The reader is out.", view.GetProperty("readingError").GetString(), StringComparison.Ordinal);
        Assert.False(view.TryGetProperty("suggestion", out _));

        failure = null;
        Assert.Equal(Suggested, (await JsonAsync(await PostAsync("cases/c1/read", new { }))).GetProperty("suggestion").GetProperty("text").GetString());
    }

    [Fact]
    public async Task Macro_is_filled_for_a_case_and_names_what_is_missing()
    {
        await PostAsync("cases", Case("c1"));
        var macros = await GetAsync("macros");
        Assert.Contains(macros.EnumerateArray(), macro => macro.GetProperty("id").GetString() == "confirmation-resend" && macro.GetProperty("used").GetInt32() == 0);

        var filled = await GetAsync("cases/c1/macros/confirmation-resend");
        Assert.StartsWith("Hello [name 1]", filled.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal(["booking.checkIn", "booking.checkOut"], filled.GetProperty("missing").EnumerateArray().Select(item => item.GetString()!));
    }

    [Theory]
    [InlineData("GET", "cases/none", null, HttpStatusCode.NotFound)]
    [InlineData("GET", "cases?status=lost", null, HttpStatusCode.BadRequest)]
    [InlineData("GET", "cases?pageSize=0", null, HttpStatusCode.BadRequest)]
    [InlineData("GET", "similar?q=", null, HttpStatusCode.BadRequest)]
    [InlineData("GET", "cases/none/macros/x", null, HttpStatusCode.NotFound)]
    [InlineData("POST", "cases", """{"from":"guest"}""", HttpStatusCode.BadRequest)]
    [InlineData("POST", "cases", """{"from":"guest","messages":[{"from":"guest","text":"Hi"}],"color":"red"}""", HttpStatusCode.BadRequest)]
    [InlineData("POST", "cases:import", "", HttpStatusCode.BadRequest)]
    [InlineData("POST", "cases/none/reply", """{"text":"Hi","source":"own","by":"Kim"}""", HttpStatusCode.NotFound)]
    [InlineData("POST", "cases/none/reply", """{"text":"Hi","source":"own"}""", HttpStatusCode.BadRequest)]
    [InlineData("POST", "cases/none/undo", """{"by":"Kim"}""", HttpStatusCode.NotFound)]
    [InlineData("POST", "cases/none/status", """{"status":"solved","by":"Kim"}""", HttpStatusCode.NotFound)]
    [InlineData("POST", "cases/none/read", "{}", HttpStatusCode.NotFound)]
    [InlineData("POST", "proposals/none", """{"decision":"approve","by":"Kim"}""", HttpStatusCode.NotFound)]
    [InlineData("POST", "proposals/none", """{"decision":"perhaps","by":"Kim"}""", HttpStatusCode.BadRequest)]
    public async Task Bad_request_is_a_problem(string method, string path, string? body, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/support/{path}") { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        using var response = await desk.SendAsync(request, Token);
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.NotEmpty((await JsonAsync(response)).GetProperty("detail").GetString()!);
    }

    [Fact]
    public async Task With_a_support_key_set_up_nobody_else_gets_in()
    {
        const string key = "0123456789abcdef-support";
        await using var closed = new WebHost { Configured = builder => builder.UseSetting("Assistant:Keys:0:Name", "Desk").UseSetting("Assistant:Keys:0:Key", key).UseSetting("Assistant:Keys:0:Scopes:0", "support") };
        using var client = closed.CreateClient();
        using var without = await client.GetAsync("/api/support/cases", Token);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var with = await client.GetAsync("/api/support/cases", Token);
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (without.StatusCode, with.StatusCode));
    }

    [Fact]
    public async Task First_start_has_sample_cases_of_the_sample_catalogue()
    {
        await using var sample = new WebHost { HasSampleCases = true, Configured = builder => builder.ConfigureServices(services => services.AddSingleton<ICaseReader>(this)) };
        using var client = sample.CreateClient();
        var list = await client.GetFromJsonAsync<JsonElement>("/api/support/cases", Token);
        Assert.Equal((12, 10, 2), (list.GetProperty("total").GetInt32(), list.GetProperty("counts").GetProperty("open").GetInt32(), list.GetProperty("counts").GetProperty("solved").GetInt32()));
        var near = (await client.GetFromJsonAsync<JsonElement>("/api/support/similar?q=I+left+my+scarf+in+the+wardrobe", Token)).GetProperty("items");
        Assert.Equal("sample-12", near[0].GetProperty("caseId").GetString());
    }

    private static object Case(string id, string text = "May my spaniel come?") => new
    {
        id,
        from = "guest",
        property = Place,
        messages = new[] { new { from = "guest", text = $"{text} Imogen Tarrant, imogen@mail.example" } },
        booking = new { reference = "7120448316", guestName = "Imogen Tarrant" },
        replyTo = "imogen@mail.example",
    };

    // The host sends in the background; it is asked until the reply is there, within the time of the test run.
    private async Task ReachesAsync(string path, string state)
    {
        while ((await GetAsync(path)).GetProperty("reply").GetProperty("state").GetString() != state) await Task.Delay(20, Token);
    }

    private async Task<JsonElement> GetAsync(string path) => await desk.GetFromJsonAsync<JsonElement>($"/api/support/{path}", Token);

    private Task<HttpResponseMessage> PostAsync(string path, object body) => desk.PostAsJsonAsync($"/api/support/{path}", body, Token);

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage response) => await response.Content.ReadFromJsonAsync<JsonElement>(Token);
}
