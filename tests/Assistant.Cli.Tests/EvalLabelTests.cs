using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Assistant.Testing;

namespace Assistant.Cli.Tests;

/// <summary>The server of the label page, over HTTP, as a process of its own.</summary>
public sealed class EvalLabelTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task Label_correction_is_in_the_file_and_what_is_wrong_is_not()
    {
        var token = TestContext.Current.CancellationToken;
        var path = folder.Write("questions.jsonl", await File.ReadAllTextAsync(Repository.File("eval/datasets/golden/questions.jsonl"), token));
        var before = await File.ReadAllLinesAsync(path, token);
        using var process = Cli.Start("eval", "label", folder.Path, "--content", Repository.File("eval/catalog"), "--port", "0");
        try
        {
            var address = await process.StandardOutput.ReadLineAsync(token) ?? throw new InvalidOperationException(await process.StandardError.ReadToEndAsync(token));
            using var client = new HttpClient { BaseAddress = new Uri(address) };
            Assert.Contains("label.js", await client.GetStringAsync("/", token), StringComparison.Ordinal);
            var stored = JsonNode.Parse(await client.GetStringAsync("/api/questions", token))!;
            var revision = (string)stored["revision"]!;
            var question = stored["questions"]![0]!;

            question["message"] = "How far is MAMbo?";
            Assert.Equal(HttpStatusCode.PreconditionRequired, (await PutAsync(client, question, null)).StatusCode);
            Assert.Equal(HttpStatusCode.Forbidden, (await PutAsync(client, question, revision, origin: "http://elsewhere.example")).StatusCode);
            Assert.Equal(HttpStatusCode.Forbidden, (await PutAsync(client, question, revision, host: "elsewhere.example")).StatusCode);
            Assert.Equal(before, await File.ReadAllLinesAsync(path, token));
            Assert.Equal(HttpStatusCode.OK, (await PutAsync(client, question, revision)).StatusCode);
            Assert.Equal(HttpStatusCode.Conflict, (await PutAsync(client, question, revision)).StatusCode);
            question["key"] = new JsonArray("351");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PutAsync(client, question, revision)).StatusCode);

            var after = await File.ReadAllLinesAsync(path, token);
            Assert.Contains("\"message\": \"How far is MAMbo?\"", after[0], StringComparison.Ordinal);
            Assert.Equal(before[1..], after[1..]);
        }
        finally
        {
            process.Kill();
        }
    }

    [Fact]
    public async Task Draft_writes_a_file_once()
    {
        var target = folder.File("drafts.jsonl");

        var first = await Cli.RunAsync("eval", "draft", Repository.File("eval/catalog/ghent.jsonl"), "--out", target, "--per-place", "5");
        var second = await Cli.RunAsync("eval", "draft", Repository.File("eval/catalog/ghent.jsonl"), "--out", target);

        Assert.Equal((0, 2), (first.ExitCode, second.ExitCode));
        Assert.Contains("policy", first.Output, StringComparison.Ordinal);
        Assert.Equal(25, (await File.ReadAllLinesAsync(target, TestContext.Current.CancellationToken)).Length);
    }

    public void Dispose() => folder.Dispose();

    private static async Task<HttpResponseMessage> PutAsync(HttpClient client, JsonNode question, string? revision, string? origin = null, string? host = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/questions/{question["id"]}") { Content = new StringContent(question.ToJsonString(), Encoding.UTF8, "application/json") };
        if (revision is not null) request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{revision}\""));
        if (origin is not null) request.Headers.Add("Origin", origin);
        if (host is not null) request.Headers.Host = host;
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
