using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Assistant.Llama;
using Assistant.Llama.Engine;
using Assistant.Testing;

namespace Assistant.Web.Tests.Deploy;

/// <summary>Dashboard and alerts ask only for what the program tells.</summary>
public sealed partial class DashboardTests
{
    // What Prometheus says by itself, and what only appears with a fault or a guess.
    private static readonly string[] Elsewhere = ["up", "assistant_llama_draft_tokens_total", "assistant_llama_draft_accepted_tokens_total"];

    [Fact]
    public async Task Every_metric_of_the_dashboard_and_the_alerts_is_on_the_page()
    {
        using var folder = new TemporaryFolder();
        using var model = LlamaModel.Load(TinyGguf.WriteChat(folder.File("tiny.gguf"), ["Pets are allowed", " with limits. [1]"], contextTokens: 16384), new LlamaModelOptions(Threads: 1));
        using var client = new LlamaChatClient(model, new EngineOptions { Slots = 1, ContextTokens = 16384 });
        await using var host = new WebHost { ChatClient = client };
        using var http = host.CreateClient();
        var done = (await host.ChatAsync(new { message = "Can I bring my dog to The Copperplate?" }))[^1].Data;
        await http.PostAsJsonAsync("/api/feedback", new { answerId = done.GetProperty("answerId").GetString(), rating = "up" }, TestContext.Current.CancellationToken);
        await http.PostAsJsonAsync("/api/chat", new { message = "" }, TestContext.Current.CancellationToken); // so that an exception is counted
        GC.Collect(); // before the first collection its figures are not told
        var page = await http.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        await using var away = new WebHost { Configured = builder => builder.UseSetting("Assistant:Models:Answerer", "http://127.0.0.1:9/v1#none") };
        Assert.Equal("answerer-away", (await away.ChatAsync(new { message = "Can I bring my dog to The Copperplate?" }))[^1].Data.GetProperty("notices")[0].GetProperty("code").GetString());
        using var other = away.CreateClient();
        page += await other.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        var told = page.Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('{', ' ')[0]).ToHashSet();

        var dashboard = Expressions(JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(Repository.File("deploy/grafana/dashboards/assistant.json"), TestContext.Current.CancellationToken))).ToList();
        var alerts = Yaml.Read(Repository.File("deploy/prometheus/alerts.yml")).Items("groups").SelectMany(group => group.Items("rules")).Select(rule => rule.Text("expr")!).ToList();

        Assert.True(dashboard.Count > 30, $"{dashboard.Count} expressions");
        Assert.True(alerts.Count >= 5, $"{alerts.Count} alerts");
        Assert.All(dashboard.Concat(alerts), expression => Assert.Subset(told.Concat(Elsewhere).ToHashSet(), Names(expression)));
        Assert.Equal(["absent_metric"], Names("sum by (le, route) (rate(absent_metric{route=\"/api\"}[5m])) > 0.1")); // the reader of names finds them
    }

    private static IEnumerable<string> Expressions(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(field => field.Name == "expr" ? [field.Value.GetString()!] : Expressions(field.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Expressions),
        _ => [],
    };

    // Names that are neither functions, nor labels, nor within braces or brackets.
    private static HashSet<string> Names(string expression)
    {
        var bare = Regex.Replace(expression, @"by \([^)]*\)|\{[^}]*\}|\[[^\]]*\]", " ");
        return [.. Word().Matches(bare).Select(match => match.Value).Except(["or", "and", "by"])];
    }

    [GeneratedRegex(@"\b[a-z_][a-z0-9_]*\b(?!\s*\()")]
    private static partial Regex Word();
}
