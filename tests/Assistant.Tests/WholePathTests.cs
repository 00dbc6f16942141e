using System.Text.Json;
using Assistant.Ingest;
using Assistant.Testing;
using Assistant.Tests.Index.Qdrant;

namespace Assistant.Tests;

/// <summary>The whole path, from ingest to the answer, on parts on other machines: the same answers as with everything in this process.</summary>
public sealed class WholePathTests
{
    private const int Questions = 50;
    private const double Tie = 1e-4; // relevances this near may change places: the server adds its scores in another order

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Qdrant_answers_real_questions_as_the_embedded_index_does()
    {
        var folder = Repository.Shared("data/dstc11-val");
        Assert.SkipUnless(folder is not null, "SKIPPED: the real data is not beside this checkout (../shared/data)");
        await using var server = await QdrantServer.StartAsync();
        await using var embedded = new TestAssistant();
        await using var remote = new TestAssistant(null, ("Assistant:Index", $"qdrant://127.0.0.1:{server.Port}/reviews"));
        foreach (var assistant in new[] { embedded, remote }) await IngestAsync(assistant, folder);

        var queries = File.ReadLines(Path.Combine(folder, "queries.jsonl")).Where((_, i) => i % 42 == 0).Take(Questions).Select(Request).ToList();
        Assert.Equal(Questions, queries.Count);
        await SameAnswersAsync(embedded, remote, queries);
    }

    [Fact]
    public async Task Qdrant_answers_with_vectors_as_the_embedded_index_does()
    {
        await using var server = await QdrantServer.StartAsync();
        (string, string)[] settings = [("Assistant:Models:Embedder", "assistant-embedder")];
        await using var embedded = new TestAssistant(null, settings);
        await using var remote = new TestAssistant(null, [.. settings, ("Assistant:Index", $"qdrant://127.0.0.1:{server.Port}/places")]);
        foreach (var assistant in new[] { embedded, remote }) await IngestAsync(assistant, Repository.File("eval/catalog"));

        await SameAnswersAsync(embedded, remote, GoldenQuestions());
    }

    // Some of every kind.
    private static List<AskRequest> GoldenQuestions() =>
        [.. File.ReadLines(Repository.File("eval/datasets/golden/questions.jsonl")).Where((_, i) => i % 8 == 0).Take(Questions).Select(line =>
        {
            var question = JsonElement.Parse(line);
            return new AskRequest(
                question.GetProperty("message").GetString()!, Focus: [.. question.GetProperty("focus").EnumerateArray().Select(id => id.GetString()!)], History: [.. Turns(question.GetProperty("history"))]);
        })];

    private static async Task IngestAsync(TestAssistant assistant, string path)
    {
        foreach (var (format, source) in assistant.Get<SourceFormats>().Resolve(path)) await assistant.Get<Ingestor>().IngestAsync(format, source, Tenants.Default, null, Token);
    }

    private static async Task SameAnswersAsync(TestAssistant one, TestAssistant other, IReadOnlyList<AskRequest> requests)
    {
        foreach (var request in requests)
        {
            var (expected, actual) = (await one.AskAsync(request), await other.AskAsync(request));
            Assert.Equal((request.Message, expected.Done.Verdict, expected.Text), (request.Message, actual.Done.Verdict, actual.Text));
            Assert.Equal(Cited(expected), Cited(actual));
            Assert.Equal(expected.Passages.Focus, actual.Passages.Focus);
            foreach (var (left, right) in expected.Passages.Passages.Zip(actual.Passages.Passages)) Assert.True(left.PassageId == right.PassageId || Math.Abs(left.Relevance - right.Relevance) < Tie, $"{request.Message}: {left} and {right}");
            Assert.Equal(expected.Passages.Passages.Count, actual.Passages.Passages.Count);
        }

        static IEnumerable<(string, int, int)> Cited(TestAssistant.Answered answer) => answer.Sentences.SelectMany(sentence => sentence.Citations)
            .Select(citation => (citation.PassageId, citation.Start, citation.End));
    }

    private static AskRequest Request(string line)
    {
        var query = JsonElement.Parse(line);
        return new AskRequest(query.GetProperty("text").GetString()!, History: [.. Turns(query.GetProperty("metadata").GetProperty("history"))]);
    }

    private static IEnumerable<Turn> Turns(JsonElement history) => history.EnumerateArray()
        .Select(turn => new Turn(turn.GetProperty("speaker").GetString() == "U" ? Speaker.User : Speaker.Assistant, turn.GetProperty("text").GetString()!));
}
