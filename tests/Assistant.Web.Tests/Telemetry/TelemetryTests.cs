using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Assistant.Llama;
using Assistant.Llama.Engine;
using Assistant.Testing;
using Assistant.Tests.Index.Qdrant;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Assistant.Web.Tests.Telemetry;

/// <summary>What leaves the process about a question: one trace, figures, a line in the log; and never what was asked or answered.</summary>
public sealed partial class TelemetryTests : IAsyncLifetime
{
    private const string Question = "Can I bring my dog to The Copperplate?";
    private const string Written = "Pets are allowed with limits. [1]";

    private readonly SpanRecorder spans = new();
    private readonly LogRecorder logs = new();
    private OtlpReceiver receiver = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => receiver = await OtlpReceiver.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await receiver.DisposeAsync();
        logs.Dispose();
    }

    [Fact]
    public async Task A_chat_is_one_trace_from_the_request_to_the_tokens()
    {
        using var folder = new TemporaryFolder();
        using var model = LlamaModel.Load(TinyGguf.WriteChat(folder.File("tiny.gguf"), [Written], contextTokens: 16384), new LlamaModelOptions(Threads: 1));
        using var client = new LlamaChatClient(model, new EngineOptions { Slots = 1, ContextTokens = 16384 });
        await using var host = Host(client);

        var receipt = await AskAsync(host, Question);
        var trace = await spans.TraceAsync(receipt.GetProperty("traceId").GetString()!);

        Assert.Equal("answered", receipt.GetProperty("verdict").GetString());
        var request = Assert.Single(trace, span => span.Kind == ActivityKind.Server);
        Assert.Equal("POST /api/chat", request.DisplayName);
        Assert.Equal(default, request.ParentSpanId);
        Assert.Equal("POST /api/chat", Parent(trace, "ask"));
        foreach (var stage in (string[])["understand", "search_passages", "rank", "select_evidence", "compose", "generate", "verify", "respond"]) Assert.Equal("ask", Parent(trace, stage));
        Assert.Equal("search_passages", Parent(trace, "search_index"));
        Assert.Equal("generate", Parent(trace, "chat tiny.gguf"));
        Assert.All(trace, span => Assert.Equal(ActivityStatusCode.Unset, span.Status));
        var ask = trace.Single(span => span.DisplayName == "ask");
        Assert.Equal(("answered", receipt.GetProperty("answerId").GetString(), 1), ((string?)ask.GetTagItem("assistant.verdict"), ask.GetTagItem("assistant.answer.id"), ask.GetTagItem("assistant.sentences")));
        Assert.True(trace.Single(span => span.DisplayName == "generate").Duration >= trace.Single(span => span.DisplayName == "chat tiny.gguf").Duration);
    }

    [Fact]
    public async Task A_model_that_breaks_off_marks_its_spans_and_the_error_event_names_the_trace()
    {
        using var client = new ScriptedChatClient(Written, " more", " more") { OnPiece = i => { if (i == 2) throw new HttpRequestException($"{Question} broke it"); } };
        await using var host = Host(client);

        var events = await host.ChatAsync(new { message = Question });
        var trace = await spans.TraceAsync(events[^1].Data.GetProperty("traceId").GetString()!);

        Assert.Equal("error", events[^1].Name);
        foreach (var name in (string[])["ask", "generate"])
        {
            var span = trace.Single(span => span.DisplayName == name);
            Assert.Equal((ActivityStatusCode.Error, "HttpRequestException"), (span.Status, span.GetTagItem("error.type")));
        }

        Assert.Equal("error", trace.Single(span => span.DisplayName == "ask").GetTagItem("assistant.verdict"));
        Assert.Equal(ActivityStatusCode.Unset, trace.Single(span => span.DisplayName == "rank").Status);
    }

    [Fact]
    public async Task Calls_to_Qdrant_are_client_spans_and_a_failed_one_says_so()
    {
        await using var server = await QdrantServer.StartAsync();
        await using var host = Host(null, $"qdrant://127.0.0.1:{server.Port}/places");
        var receipt = await AskAsync(host, Question);
        var trace = await spans.TraceAsync(receipt.GetProperty("traceId").GetString()!);

        await server.StopAsync();
        using var http = host.CreateClient();
        using var response = await http.PostAsJsonAsync("/api/chat", new { message = Question }, Token);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Token);
        var failed = await spans.TraceAsync(problem.GetProperty("traceId").GetString()!);

        var query = trace.First(span => span.DisplayName == "QueryBatch places");
        Assert.Equal("search_passages", trace.Single(span => span.SpanId == query.ParentSpanId).DisplayName);
        Assert.Equal((ActivityKind.Client, "qdrant", server.Port), (query.Kind, query.GetTagItem("db.system.name"), query.GetTagItem("server.port")));
        Assert.Contains(failed, span => span.Status == ActivityStatusCode.Error && span.GetTagItem("db.response.status_code") is "Unavailable");
        Assert.Equal(ActivityStatusCode.Error, failed.Single(span => span.Kind == ActivityKind.Server).Status);
    }

    [Fact]
    public async Task What_is_asked_and_answered_leaves_in_no_signal()
    {
        using var client = new ScriptedChatClient(Written, " Zyzzyvas are welcome too. [1]");
        await using var host = Host(client);
        using var http = host.CreateClient();
        await http.GetAsync("/api/properties?q=zyzzyva", Token);
        await http.PostAsJsonAsync("/api/chat", new { message = "zyzzyva", focus = (string[])["zyzzyva"] }, Token);

        var receipt = await AskAsync(host, "Can I bring my zyzzyva and my dog to The Copperplate?");
        await spans.TraceAsync(receipt.GetProperty("traceId").GetString()!);
        var page = await http.GetStringAsync("/metrics", Token);
        host.Services.GetRequiredService<TracerProvider>().ForceFlush();
        host.Services.GetRequiredService<MeterProvider>().ForceFlush();
        host.Services.GetRequiredService<LoggerProvider>().ForceFlush();

        Assert.Contains("assistant.verdict", receiver.Of("traces"), StringComparison.Ordinal);
        Assert.Contains("assistant.question.duration", receiver.Of("metrics"), StringComparison.Ordinal);
        Assert.Contains("Answer {AnswerId}", receiver.Of("logs"), StringComparison.Ordinal);
        Assert.DoesNotContain(logs.Records, record => record.Text.StartsWith("Function ", StringComparison.Ordinal)); // Semantic Kernel's own, which hold what a fault says
        string[] all = [receiver.Of("traces"), receiver.Of("metrics"), receiver.Of("logs"), page, .. logs.Records.Select(record => record.Text), .. spans.Spans.SelectMany(span => span.TagObjects.Select(tag => $"{tag.Value}").Append(span.DisplayName))];
        foreach (var words in (string[])["zyzzyva", "my dog", "Copperplate", "Pets are", "welcome"])
        {
            Assert.DoesNotContain(all, text => text.Contains(words, StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public async Task Metrics_are_a_page_for_Prometheus_with_rate_errors_and_duration_of_questions()
    {
        await using var host = new WebHost();
        using var http = host.CreateClient();
        var receipt = await AskAsync(host, Question);
        await http.PostAsJsonAsync("/api/chat", new { message = "" }, Token);
        await http.PostAsJsonAsync("/api/feedback", new { answerId = receipt.GetProperty("answerId").GetString(), rating = "up" }, Token);

        using var response = await http.GetAsync("/metrics", Token);
        var lines = (await response.Content.ReadAsStringAsync(Token)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line != "# EOF").ToList();

        Assert.Equal("text/plain", response.Content.Headers.ContentType?.MediaType);
        Assert.All(lines, line => Assert.Matches(line.StartsWith('#') ? Comment() : Sample(), line));
        foreach (var expected in (string[])[
            """assistant_question_duration_seconds_count{.*assistant_verdict="quoted".*} [1-9]""", """assistant_question_duration_seconds_bucket{.*assistant_verdict="quoted".*le="0.005".*} \d""",
            """assistant_question_duration_seconds_count{.*assistant_verdict="invalid".*} [1-9]""", """assistant_stage_duration_seconds_count{.*assistant_stage="rank".*} [1-9]""",
            """assistant_first_sentence_duration_seconds_count{.*} [1-9]""", """assistant_sentences_total{.*assistant_outcome="released".*} [1-9]""",
            """assistant_relevance_decisions_total{.*assistant_outcome="relevant".*} [1-9]""", """assistant_ingest_documents_total{.*assistant_outcome="added".*} [1-9]""",
            """assistant_feedback_total{.*assistant_rating="up".*} [1-9]""", """http_server_request_duration_seconds_count{.*http_route="/api/chat".*} [1-9]""", """dotnet_gc_collections_total{.*} \d"""])
        {
            Assert.Contains(lines, line => Regex.IsMatch(line, $"^{expected}"));
        }

        Assert.DoesNotContain(lines, line => line.Contains("hotel__", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Probes_and_scrapes_are_not_traced()
    {
        await using var host = Host(null);
        using var http = host.CreateClient();
        foreach (var path in (string[])["/health/live", "/health/ready", "/metrics"]) (await http.GetAsync(path, Token)).EnsureSuccessStatusCode();

        var receipt = await AskAsync(host, Question); // what is traced has come by then
        await spans.TraceAsync(receipt.GetProperty("traceId").GetString()!);

        Assert.DoesNotContain(spans.Spans, span => $"{span.GetTagItem("url.path")}" is "/metrics" || $"{span.GetTagItem("url.path")}".StartsWith("/health", StringComparison.Ordinal));
        Assert.Contains(spans.Spans, span => $"{span.GetTagItem("url.path")}" == "/api/chat");
    }

    [Fact]
    public async Task Without_an_exporter_receipt_and_log_still_name_the_trace_that_the_caller_began()
    {
        const string caller = "0af7651916cd43dd8448eb211c80319c";
        await using var host = new WebHost { Configured = builder => builder.ConfigureTestServices(services => services.AddSingleton<ILoggerProvider>(logs)) };
        using var http = host.CreateClient();
        http.DefaultRequestHeaders.Add("traceparent", $"00-{caller}-b7ad6b7169203331-01");

        using var response = await http.PostAsJsonAsync("/api/chat", new { message = Question }, Token);
        var done = JsonSerializer.Deserialize<JsonElement>((await response.Content.ReadAsStringAsync(Token)).Split("data: ")[^1]);
        var id = done.GetProperty("answerId").GetString();
        var receipt = await http.GetFromJsonAsync<JsonElement>($"/api/answers/{id}", Token);
        using var refused = await http.GetAsync("/api/answers/none", Token);

        Assert.Equal(caller, receipt.GetProperty("traceId").GetString());
        Assert.Equal(caller, (await refused.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("traceId").GetString());
        var line = Assert.Single(logs.Records, record => record.Event == 2001);
        Assert.Equal((LogLevel.Information, caller), (line.Level, line.TraceId));
        Assert.Matches($"^Answer {id}: quoted, [1-9][0-9]* passages, [1-9] sentences, 0 withheld, 0 \\+ 0 tokens, [0-9.]+ ms$", line.Text);
    }

    private WebHost Host(IChatClient? client, string? index = null) => new()
    {
        ChatClient = client,
        Index = index,
        IsLogging = true,
        Configured = builder =>
        {
            builder.UseSetting("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.Address);
            builder.UseSetting("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
            builder.ConfigureTestServices(services => services.AddSingleton<ILoggerProvider>(logs).ConfigureOpenTelemetryTracerProvider(traces => traces.AddProcessor(spans)));
        },
    };

    private static async Task<JsonElement> AskAsync(WebHost host, string message)
    {
        var events = await host.ChatAsync(new { message });
        Assert.Equal("done", events[^1].Name);
        using var http = host.CreateClient();
        return await http.GetFromJsonAsync<JsonElement>($"/api/answers/{events[^1].Data.GetProperty("answerId").GetString()}", Token);
    }

    private static string Parent(IReadOnlyList<Activity> trace, string name)
    {
        var span = trace.First(span => span.DisplayName == name);
        return trace.Single(parent => parent.SpanId == span.ParentSpanId).DisplayName;
    }

    [GeneratedRegex(@"^# (TYPE [a-z_:][a-z0-9_:]* (counter|gauge|histogram|info|unknown|untyped)|(HELP|UNIT) [a-z_:][a-z0-9_:]* .*)$", RegexOptions.IgnoreCase)]
    private static partial Regex Comment();

    [GeneratedRegex("""^[a-z_:][a-z0-9_:]*(\{([a-z_][a-z0-9_]*="([^"\\]|\\.)*",?)*\})? ([0-9.eE+-]+|NaN|[+-]Inf)( [0-9.]+)?$""", RegexOptions.IgnoreCase)]
    private static partial Regex Sample();
}
