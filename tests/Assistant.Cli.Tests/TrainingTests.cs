using System.Text.Json;
using Assistant.Testing;

namespace Assistant.Cli.Tests;

/// <summary>What the models learn from comes out of the path that will serve them.</summary>
public sealed class TrainingTests : IDisposable
{
    private const string Catalog = """
        {"id":"hotel__t0","name":"Villa Quince","kind":"hotel","address":{"city":"Graz","country":"AT"},"faqs":[{"id":"q0","question":"Is there a pool?","answer":"Yes, the pool is open until 21:30. Towels are at the desk."}],"reviews":[{"id":"r0","text":"The pool was open until 20:00 when we were there."}],"policies":{"pets":{"allowed":"no"}}}
        """;

    private const string Questions = """
        {"id":"g0","property":"hotel__t0","focus":["hotel__t0"],"history":[],"message":"until when is the pool open","topic":"wellness.pool_hours","says":"mixed","sources":{"a":["hotel__t0#faqs/q0"],"b":["hotel__t0#reviews/r0"]},"answer":"The pool is open until 21:30. [a] A guest found the pool open until 20:00. [b]","key":["21:30","20:00"],"negative":false}
        {"id":"g1","property":"hotel__t0","focus":["hotel__t0"],"history":[],"message":"is the pool heated?","topic":"wellness.pool_heated","says":"nothing","sources":{},"answer":null,"key":[],"negative":null}
        {"id":"g2","property":"hotel__t0","focus":["hotel__t0"],"history":[],"message":"how deep is the pool?","topic":"x","says":"yes","sources":{"a":["hotel__t0#faqs/gone"]},"answer":"It is 2 metres deep. [a]","key":["2"],"negative":false}
        """;

    private readonly TemporaryFolder folder = new();

    public TrainingTests()
    {
        folder.Write("catalog.jsonl", Catalog);
        folder.Write("questions.jsonl", Questions);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Export_composes_the_prompt_and_turns_marks_into_its_numbers()
    {
        var result = await Cli.RunAsync("training", "export", folder.Path, "--out", folder.File("examples.jsonl"));

        Assert.Equal(0, result.ExitCode);
        var examples = Lines("examples.jsonl");
        var prompt = examples[0].GetProperty("messages")[0].GetProperty("text").GetString()!;
        Assert.Contains("] owner: Is there a pool? Yes, the pool is open until 21:30.", prompt, StringComparison.Ordinal);
        Assert.EndsWith("until when is the pool open", prompt, StringComparison.Ordinal);
        var (owner, guest) = (Number(prompt, "] owner:"), Number(prompt, "] guest:"));
        Assert.Equal($"The pool is open until 21:30. {owner} A guest found the pool open until 20:00. {guest}", examples[0].GetProperty("completion").GetString());
        Assert.Equal(0, examples[0].GetProperty("withheld").GetArrayLength());
    }

    [Fact]
    public async Task Export_what_cannot_be_cited_is_no_answer()
    {
        await Cli.RunAsync("training", "export", folder.Path, "--out", folder.File("examples.jsonl"));

        Assert.All(Lines("examples.jsonl")[1..], example => Assert.False(example.GetProperty("isAnswer").GetBoolean()));
    }

    [Fact]
    public async Task Pairs_hold_what_answers_and_what_search_would_have_taken_for_it()
    {
        var result = await Cli.RunAsync("training", "pairs", folder.Path, "--out", folder.File("pairs.jsonl"));

        Assert.Equal(0, result.ExitCode);
        var pairs = Lines("pairs.jsonl");
        Assert.Equal(["g0", "g1"], pairs.Select(line => line.GetProperty("id").GetString())); // what answers g2 is gone
        var (pair, unanswered) = (pairs[0], pairs[1]);
        Assert.Equal(0, unanswered.GetProperty("positives").GetArrayLength());
        Assert.Equal(2, pair.GetProperty("positives").GetArrayLength());
        Assert.DoesNotContain(pair.GetProperty("negatives").EnumerateArray(), text => text.GetString()!.Contains("21:30", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Check_counts_right_answers_and_right_refusals()
    {
        var result = await Cli.RunAsync("training", "check", folder.Path);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("questions: 2 answerable, 1 not", result.Output, StringComparison.Ordinal);
        Assert.Contains("right fact: 0.500 (1 of 2); and rightly cited: 0.500 (1 of 2)", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retrieval_counts_what_was_not_found_as_zero()
    {
        var result = await Cli.RunAsync("training", "retrieval", folder.Path);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("n 2  nDCG@10 0.500  MRR@5 0.500  R@1 0.500", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_broken_question_is_named_by_line()
    {
        folder.Write("questions.jsonl", "{\"id\":\"g0\"}\n");

        var result = await Cli.RunAsync("training", "export", folder.Path, "--out", folder.File("examples.jsonl"));

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("questions.jsonl:1:", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("models", "pull", "ftp://example.org/a.gguf")]
    [InlineData("models", "pull", "https://example.org/a.gguf", "--sha256", "12")]
    [InlineData("models", "verify", "nobody")]
    public async Task Models_wrong_use_says_so(params string[] arguments) => Assert.Equal(2, (await Cli.RunAsync(arguments)).ExitCode);

    private List<JsonElement> Lines(string file) => [.. File.ReadLines(folder.File(file)).Select(line => JsonDocument.Parse(line).RootElement)];

    private static string Number(string prompt, string source) => prompt.Split('\n').Single(line => line.Contains(source, StringComparison.Ordinal))[..3];
}
