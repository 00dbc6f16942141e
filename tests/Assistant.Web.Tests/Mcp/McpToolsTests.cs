using System.Text.Json;
using Assistant.Support.Cases;
using Assistant.Support.Reply;
using Assistant.Support.Triage;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol;
using NJsonSchema;

namespace Assistant.Web.Tests.Mcp;

/// <summary>What the tools return, over the sample catalogue without models.</summary>
public sealed class McpToolsTests(WebHost host) : IClassFixture<WebHost>
{
    private const string Copperplate = "hotel__edinburgh-copperplate";
    private const string Bandmacher = "hotel__vienna-bandmacher";

    public static TheoryData<string> Versions => McpClients.Versions;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Server_says_what_it_is_and_how_to_use_it(string version)
    {
        await using var client = await host.ConnectAsync(version: version);

        Assert.Equal(version, client.NegotiatedProtocolVersion);
        Assert.Equal("assistant", client.ServerInfo!.Name);
        Assert.Contains("Refused means: this is not known", client.ServerInstructions, StringComparison.Ordinal);
        Assert.NotNull(client.ServerCapabilities.Tools);
        Assert.NotNull(client.ServerCapabilities.Resources);
    }

    [Fact]
    public async Task Ping_of_a_client_with_a_handshake_is_answered()
    {
        await using var client = await host.ConnectAsync(version: "2025-11-25");

        Assert.NotNull(await client.PingAsync(cancellationToken: Token));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Tools_are_listed_with_descriptions_schemas_and_hints(string version)
    {
        await using var client = await host.ConnectAsync(version: version);

        var tools = await client.ListToolsAsync(cancellationToken: Token);

        Assert.Equal(McpScopes.Tools, tools.Select(tool => tool.Name));
        Assert.All(tools, tool =>
        {
            var (input, output) = (tool.ProtocolTool.InputSchema, tool.ProtocolTool.OutputSchema!.Value);
            Assert.True(tool.Description.Length > 100);
            Assert.NotNull(tool.Title);
            Assert.All(input.GetProperty("properties").EnumerateObject(), argument => Assert.True(argument.Value.GetProperty("description").GetString()!.Length > 5, argument.Name));
            Assert.DoesNotContain(input.GetProperty("properties").EnumerateObject(), argument => argument.Name is "context" or "cancellationToken");
            Assert.Equal("object", output.GetProperty("type").GetString());
            Assert.NotEmpty(output.GetProperty("properties").EnumerateObject());
            Assert.Equal((false, false), (tool.ProtocolTool.Annotations!.DestructiveHint, tool.ProtocolTool.Annotations.OpenWorldHint));
            Assert.Equal(tool.Name != "report_gap", tool.ProtocolTool.Annotations.ReadOnlyHint);
        });
        Assert.Equal((2, 5), (Limit("compare_properties", "propertyIds", "minItems"), Limit("compare_properties", "propertyIds", "maxItems")));
        Assert.Equal((1, 20), (Limit("search_properties", "limit", "minimum"), Limit("search_properties", "limit", "maximum")));

        int Limit(string tool, string argument, string limit) =>
            tools.Single(own => own.Name == tool).ProtocolTool.InputSchema.GetProperty("properties").GetProperty(argument).GetProperty(limit).GetInt32();
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Ask_answers_with_citations_that_point_into_passages(string version)
    {
        await using var client = await host.ConnectAsync(version: version);

        var answer = await client.ResultAsync("ask_property", new { propertyId = Copperplate, question = "Can I bring my dog?" });

        Assert.Equal("quoted", answer.GetProperty("verdict").GetString());
        Assert.True(McpClients.CheckCitations(answer.GetProperty("sentences").EnumerateArray(), answer.GetProperty("passages"), isQuoted: true) > 0);
        Assert.All(answer.GetProperty("passages").EnumerateArray(), passage => Assert.Equal(Copperplate, passage.GetProperty("propertyId").GetString()));
        Assert.Equal($"assistant://receipts/{answer.GetProperty("answerId").GetString()}", answer.GetProperty("receipt").GetString());
    }

    [Fact]
    public async Task Ask_goes_on_by_the_conversation_id()
    {
        await using var client = await host.ConnectAsync();
        var first = await client.ResultAsync("ask_property", new { propertyId = Copperplate, question = "Can I bring my dog?" });

        var second = await client.ResultAsync("ask_property", new { propertyId = Copperplate, question = "And how much is it?", conversationId = first.GetProperty("conversationId").GetString() });

        Assert.Equal(first.GetProperty("conversationId").GetString(), second.GetProperty("conversationId").GetString());
        Assert.Contains(second.GetProperty("sentences").EnumerateArray().SelectMany(sentence => sentence.GetProperty("citations").EnumerateArray()), citation => citation.GetProperty("passageId").GetString()!.Contains("pets", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ask_what_is_not_known_is_refused_and_no_error()
    {
        await using var client = await host.ConnectAsync();

        var result = await client.CallAsync("ask_property", new { propertyId = Copperplate, question = "Is there a helicopter landing pad on the roof?" });

        Assert.Equal("refused", result.StructuredContent!.Value.GetProperty("verdict").GetString());
        Assert.StartsWith("Not known.", McpClients.Text(result), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_by_words_echoes_the_filters_and_cites_why()
    {
        await using var client = await host.ConnectAsync();

        var found = await client.ResultAsync("search_properties", new { wishes = "a hotel with a sauna in Vienna" });

        Assert.Contains("city=Vienna", Strings(found, "filters"));
        Assert.Contains("amenities=sauna", Strings(found, "filters"));
        Assert.Contains(Bandmacher, Ids(found));
        Assert.All(found.GetProperty("places").EnumerateArray(), place =>
        {
            Assert.Equal("Vienna", place.GetProperty("city").GetString());
            Assert.Contains(place.GetProperty("why").EnumerateArray(), reason => reason.GetProperty("wish").GetString() == "sauna");
            Assert.True(McpClients.CheckCitations(place.GetProperty("why").EnumerateArray(), found.GetProperty("passages"), isQuoted: true) > 0);
        });
    }

    [Theory]
    [InlineData("dogs welcome")]
    [InlineData("quiet at night, good for a family")]
    public async Task Search_by_wishes_that_are_no_sentence_finds_places(string wishes)
    {
        await using var client = await host.ConnectAsync();

        var found = await client.ResultAsync("search_properties", new { wishes });

        Assert.NotEmpty(found.GetProperty("places").EnumerateArray());
        Assert.All(found.GetProperty("places").EnumerateArray(), place => Assert.True(place.GetProperty("why").GetArrayLength() > 1));
    }

    [Fact]
    public async Task Search_by_filters_alone_lists_what_fulfils_them_up_to_the_limit()
    {
        await using var client = await host.ConnectAsync();

        var found = await client.ResultAsync("search_properties", new { filters = new { city = "Vienna", minStars = 1, amenities = new[] { "wifi" } }, limit = 2 });

        Assert.Equal(2, found.GetProperty("places").GetArrayLength());
        Assert.True(found.GetProperty("total").GetInt32() >= 2);
        Assert.All(found.GetProperty("places").EnumerateArray(), place => Assert.True(place.GetProperty("stars").GetDouble() >= 1));
    }

    [Fact]
    public async Task Search_by_name_finds_the_id()
    {
        await using var client = await host.ConnectAsync();

        Assert.Equal([Copperplate], Ids(await client.ResultAsync("search_properties", new { wishes = "The Copperplate" })));
    }

    [Fact]
    public async Task Search_that_matches_nothing_says_what_would()
    {
        await using var client = await host.ConnectAsync();

        var found = await client.ResultAsync("search_properties", new { filters = new { city = "Vienna", maxPrice = 1, currency = "EUR" } });

        Assert.Equal(0, found.GetProperty("total").GetInt32());
        Assert.NotEmpty(Strings(found, "without"));
    }

    [Theory]
    [InlineData("Which has the earlier check-in?")]
    [InlineData("dogs")]
    public async Task Compare_tells_of_each_property(string question)
    {
        await using var client = await host.ConnectAsync();

        var result = await client.ResultAsync("compare_properties", new { propertyIds = new[] { Copperplate, Bandmacher }, question });

        var answer = result.GetProperty("answer");
        Assert.Equal([Copperplate, Bandmacher], result.GetProperty("properties").EnumerateArray().Select(place => place.GetProperty("propertyId").GetString()));
        Assert.All(result.GetProperty("properties").EnumerateArray(), place =>
        {
            Assert.True(place.GetProperty("isKnown").GetBoolean(), $"{place}");
            Assert.True(McpClients.CheckCitations(place.GetProperty("sentences").EnumerateArray(), answer.GetProperty("passages"), isQuoted: false) > 0);
        });
    }

    [Fact]
    public async Task Structured_results_fulfil_the_output_schemas()
    {
        await using var reading = WithReader(_ => Drafted);
        await using var client = await reading.ConnectAsync();
        var schemas = (await client.ListToolsAsync(cancellationToken: Token)).ToDictionary(tool => tool.Name, tool => tool.ProtocolTool.OutputSchema!.Value.GetRawText());
        (string Tool, object Arguments)[] calls =
        [
            ("search_properties", new { wishes = "a quiet hotel in Vienna without a bar" }), ("search_properties", new { filters = new { city = "Vienna", minStars = 5, maxPrice = 1, currency = "EUR" } }),
            ("ask_property", new { propertyId = Copperplate, question = "Can I bring my dog?" }), ("ask_property", new { propertyId = Copperplate, question = "Is there a helicopter pad?" }),
            ("compare_properties", new { propertyIds = new[] { Copperplate, Bandmacher }, question = "Which is cheaper?" }), ("draft_reply", Case),
        ];

        foreach (var (tool, arguments) in calls)
        {
            var schema = await JsonSchema.FromJsonAsync(schemas[tool], Token);
            var result = await client.ResultAsync(tool, arguments);
            Assert.Empty(schema.Validate(result.GetRawText()).Select(error => $"{tool}: {error}"));
        }
    }

    [Fact]
    public async Task Draft_reads_the_case_as_it_was_given()
    {
        SupportCase? read = null;
        await using var reading = WithReader(given =>
        {
            read = given;
            return Drafted;
        });
        await using var client = await reading.ConnectAsync();

        var result = await client.CallAsync("draft_reply", Case);

        Assert.Equal((Party.Guest, Copperplate, 2), (read!.From, read.Property, read.Messages.Count));
        Assert.Equal(new CaseBooking("AB-12345", new DateOnly(2026, 12, 1), new DateOnly(2026, 12, 4), 2, null, "Ada"), read.Booking);
        Assert.Equal(new CaseMessage(Party.Guest, "Can I bring my dog?", DateTimeOffset.Parse("2026-11-28T09:00:00Z", System.Globalization.CultureInfo.InvariantCulture)), read.Messages[0]);
        var suggestion = result.StructuredContent!.Value.GetProperty("suggestion");
        Assert.Equal("draft", suggestion.GetProperty("action").GetString());
        Assert.Equal(1, McpClients.CheckCitations(suggestion.GetProperty("sentences").EnumerateArray(), suggestion.GetProperty("evidence"), isQuoted: true));
        Assert.Contains("Dogs are welcome. [1]", McpClients.Text(result), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ask_property", """{"propertyId":"hotel__gone","question":"Is there wifi?"}""", "no property 'hotel__gone'. Find its id with search_properties")]
    [InlineData("ask_property", """{"propertyId":"hotel__edinburgh-copperplate","question":" "}""", "'question' is empty")]
    [InlineData("ask_property", """{"propertyId":"hotel__edinburgh-copperplate"}""", "needs 'question': The question")]
    [InlineData("ask_property", """{"propertyId":"hotel__edinburgh-copperplate","question":7}""", "'question' is number; it must be string")]
    [InlineData("ask_property", """{"propertyId":"hotel__edinburgh-copperplate","question":"hi","colour":"red"}""", "'colour' is no argument of ask_property. Its arguments: propertyId, question, conversationId")]
    [InlineData("ask_property", """{"propertyId":"hotel__edinburgh-copperplate","question":"wifi?","conversationId":"gone"}""", "no conversation 'gone'")]
    [InlineData("compare_properties", """{"propertyIds":["hotel__edinburgh-copperplate"],"question":"price"}""", "'propertyIds' has 1 items; it must have 2 to 5")]
    [InlineData("compare_properties", """{"propertyIds":["hotel__edinburgh-copperplate","hotel__edinburgh-copperplate"],"question":"price"}""", "named twice")]
    [InlineData("compare_properties", """{"propertyIds":["hotel__edinburgh-copperplate","hotel__gone"],"question":"price"}""", "no property 'hotel__gone'")]
    [InlineData("search_properties", """{"wishes":"sauna","limit":21}""", "'limit' is 21; it must be 1 to 20")]
    [InlineData("search_properties", """{"filters":{"amenities":["swimming"]}}""", "'swimming' is no amenity code. Codes:")]
    [InlineData("search_properties", """{"filters":{"maxPrice":100}}""", "needs its currency")]
    [InlineData("search_properties", """{"filters":{"colour":"red"}}""", "a form that it cannot have")]
    [InlineData("draft_reply", """{"messages":[]}""", "'messages' has 0 items")]
    [InlineData("draft_reply", """{"messages":[{"from":"guest","text":""}]}""", "has no text")]
    [InlineData("draft_reply", """{"messages":[{"from":"robot","text":"hi"}]}""", "a form that it cannot have")]
    [InlineData("draft_reply", """{"messages":[{"from":"guest","text":"hi"}],"from":"agent"}""", "asked by a guest or an owner")]
    [InlineData("find_similar_cases", """{"text":"dog","count":0}""", "'count' is 0; it must be 1 to 20")]
    [InlineData("report_gap", """{"propertyId":"hotel__gone","question":"Is there a pool?"}""", "Find its id with search_properties")]
    public async Task Bad_arguments_are_a_tool_error_that_says_what_to_do(string tool, string arguments, string expected)
    {
        await using var client = await host.ConnectAsync();

        Assert.Contains(expected, await client.ErrorAsync(tool, JsonSerializer.Deserialize<JsonElement>(arguments)), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Unknown_tool_is_a_protocol_error_that_names_the_tools(string version)
    {
        await using var client = await host.ConnectAsync(version: version);

        var error = await Assert.ThrowsAsync<McpProtocolException>(() => client.CallAsync("book_property", new { }));

        Assert.Equal(McpErrorCode.InvalidParams, error.ErrorCode);
        Assert.Contains("There is no tool 'book_property'. There are search_properties, ask_property", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_clients_at_once_get_their_own_answers()
    {
        (string Id, string Question)[] asked = [(Copperplate, "Can I bring my dog?"), (Bandmacher, "Is there parking?"), (Copperplate, "When is check-in?"), (Bandmacher, "When is check-out?")];

        await Parallel.ForEachAsync(Enumerable.Range(0, 12).Select(i => asked[i % asked.Length]), new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = Token }, async (one, _) =>
        {
            await using var client = await host.ConnectAsync();
            var answer = await client.ResultAsync("ask_property", new { propertyId = one.Id, question = one.Question });
            Assert.All(answer.GetProperty("passages").EnumerateArray(), passage => Assert.Equal(one.Id, passage.GetProperty("propertyId").GetString()));
        });
    }

    private static object Case => new
    {
        messages = new object[] { new { from = "guest", text = "Can I bring my dog?", sentAt = "2026-11-28T09:00:00Z" }, new { from = "guest", text = "He is small." } },
        propertyId = Copperplate,
        booking = new { reference = "AB-12345", checkIn = "2026-12-01", checkOut = "2026-12-04", guests = 2, guestName = "Ada" },
    };

    private static CaseReading Drafted => new(
        new CaseTriage("en", ["pets"], Urgency.Normal, Tone.Friendly, [], "A guest asks whether a dog may come."),
        new Suggestion(SuggestedAction.Draft, "The rules answer it.", "Hello Ada, Dogs are welcome.")
        {
            Sentences = [new DraftSentence("Hello Ada,", []), new DraftSentence("Dogs are welcome.", [new Citation(1, "p1", 0, 17, "0123456789abcdef")])],
            Evidence = [new PassageView(1, "p1", Copperplate, "The Copperplate", PassageKind.Policy, Tier.Owner, "Pets", "Dogs are welcome. Cats are not.", 0.9, null)],
        });

    private static WebHost WithReader(Func<SupportCase, CaseReading> read) => new() { Configured = builder => builder.ConfigureServices(services => services.AddSingleton<ICaseReader>(new Reader(read))) };

    private static IEnumerable<string> Strings(JsonElement result, string list) => result.GetProperty(list).EnumerateArray().Select(item => item.GetString()!);

    private static IEnumerable<string> Ids(JsonElement found) => found.GetProperty("places").EnumerateArray().Select(place => place.GetProperty("propertyId").GetString()!);

    private sealed class Reader(Func<SupportCase, CaseReading> read) : ICaseReader
    {
        public Task<CaseReading> ReadAsync(SupportCase supportCase, CancellationToken cancellationToken) => Task.FromResult(read(supportCase));
    }
}
