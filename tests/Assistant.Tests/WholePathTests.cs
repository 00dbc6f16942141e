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
        await SameAnswersAsync(embedded, remote, queries);
    }

    [Fact]
    public async Task Qdrant_answers_with_vectors_as_the_embedded_index_does()
    {
        await using var server = await QdrantServer.StartAsync();
        (string, string)[] settings = [("Assistant:Models:Embedder", "assistant-embedder")];
        await using var embedded = new TestAssistant(null, settings);
        await using var remote = new TestAssistant(null, [.. settings, ("Assistant:Index", $"qdrant://127.0.0.1:{server.Port}/places")]);
        foreach (var assistant in new[] { embedded, remote }) await IngestAsync(assistant, Catalogue("porto"));

        await SameAnswersAsync(embedded, remote, GoldenQuestions("porto"));
    }

    [Fact]
    public async Task Llama_server_writes_what_this_process_writes()
    {
        var program = Environment.GetEnvironmentVariable("LLAMA_SERVER");
        Assert.SkipWhen(program is null, "SKIPPED: LLAMA_SERVER names no llama-server: give the path of the program to test against it.");
        await using var server = await LlamaServer.StartAsync(program, Repository.File("models/answerer.gguf"), Token);
        (string, string)[] settings = [("Assistant:Models:AnswererPrompt", "answer-compact")];
        await using var local = new TestAssistant(null, [.. settings, ("Assistant:Models:Answerer", "assistant-answerer")]);
        await using var remote = new TestAssistant(null, [.. settings, ("Assistant:Models:Answerer", server.Address)]);
        foreach (var assistant in new[] { local, remote }) await IngestAsync(assistant, Catalogue("porto"), Catalogue("ghent"));

        // Two builds of llama.cpp round differently, so that where two tokens are about equally likely, they may write another one.
        await SameAnswersAsync(local, remote, GoldenQuestions("porto", "ghent"), otherTexts: 3);
    }

    private static string Catalogue(string city) => Repository.File($"eval/catalog/{city}.jsonl");

    private static List<AskRequest> GoldenQuestions(params string[] cities) =>
        [.. File.ReadLines(Repository.File("eval/datasets/golden/questions.jsonl")).Select(line => JsonElement.Parse(line))
            .Where(question => cities.Any(city => question.GetProperty("id").GetString()!.StartsWith(city, StringComparison.Ordinal))).Take(Questions)
            .Select(question => new AskRequest(
                question.GetProperty("message").GetString()!, Focus: [.. question.GetProperty("focus").EnumerateArray().Select(id => id.GetString()!)], History: [.. Turns(question.GetProperty("history"))]))];

    private static async Task IngestAsync(TestAssistant assistant, params string[] paths)
    {
        foreach (var (format, source) in paths.SelectMany(path => assistant.Get<SourceFormats>().Resolve(path))) await assistant.Get<Ingestor>().IngestAsync(format, source, Tenants.Default, null, Token);
    }

    private static async Task SameAnswersAsync(TestAssistant one, TestAssistant other, IReadOnlyList<AskRequest> requests, int otherTexts = 0)
    {
        Assert.InRange(requests.Count, 35, Questions);
        var (differences, texts) = (new List<string>(), new List<string>());
        foreach (var request in requests)
        {
            var (expected, actual) = (await one.AskAsync(request), await other.AskAsync(request));
            if (expected.Receipt.Prompt != actual.Receipt.Prompt) differences.Add($"{request.Message}\n  {expected.Receipt.Prompt}\n  {actual.Receipt.Prompt}");
            if (Said(expected) != Said(actual)) texts.Add($"{request.Message}\n  {Said(expected)}\n  {Said(actual)}");
            if (!expected.Passages.Focus.SequenceEqual(actual.Passages.Focus) || !AreAlike(expected.Passages.Passages, actual.Passages.Passages)) differences.Add($"{request.Message}\n  found other passages");
        }

        if (texts.Count > otherTexts) differences.AddRange(texts);
        Assert.True(differences.Count == 0, string.Join('\n', differences));

        static string Said(TestAssistant.Answered answer) =>
            $"{answer.Done.Verdict}: {answer.Text} {string.Join(' ', answer.Sentences.SelectMany(sentence => sentence.Citations).Select(citation => $"{citation.PassageId}[{citation.Start}..{citation.End}]"))} withheld: {string.Join(" | ", answer.Receipt.Withheld)}";

        static bool AreAlike(IReadOnlyList<PassageView> left, IReadOnlyList<PassageView> right) =>
            left.Count == right.Count && left.Zip(right).All(pair => pair.First.PassageId == pair.Second.PassageId || Math.Abs(pair.First.Relevance - pair.Second.Relevance) < Tie);
    }

    private static AskRequest Request(string line)
    {
        var query = JsonElement.Parse(line);
        return new AskRequest(query.GetProperty("text").GetString()!, History: [.. Turns(query.GetProperty("metadata").GetProperty("history"))]);
    }

    private static IEnumerable<Turn> Turns(JsonElement history) => history.EnumerateArray()
        .Select(turn => new Turn(turn.GetProperty("speaker").GetString() == "U" ? Speaker.User : Speaker.Assistant, turn.GetProperty("text").GetString()!));
}
