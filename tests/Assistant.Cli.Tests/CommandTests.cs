using System.Text.Json;
using Assistant.Testing;
using Microsoft.Data.Sqlite;

namespace Assistant.Cli.Tests;

public sealed class CommandTests : IDisposable
{
    private const string Hotel = """{"id":"hotel__porto-a","name":"Harbour Lane","kind":"hotel","address":{"city":"Porto","country":"PT"},"policies":{"pets":{"allowed":"yes","note":"Two dogs at most."}}}""";
    private readonly TemporaryFolder folder = new();

    private string Index => $"embedded:{folder.File("index.db")}";

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Ingest_prints_a_result_per_document()
    {
        var result = await Cli.RunAsync("ingest", folder.Write("hotels.jsonl", Hotel), "--index", Index);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("added      hotel__porto-a  Harbour Lane, 3 passages", result.Output, StringComparison.Ordinal);
        Assert.Contains("/hotels.jsonl: 1 added; 3 passages", result.Output, StringComparison.Ordinal);
        Assert.Empty(result.Error);
    }

    [Fact]
    public async Task Ingest_broken_line_is_told_with_file_line_and_reason_and_the_rest_goes_on()
    {
        var file = folder.Write("hotels.jsonl", $"{Hotel}\n{Hotel.Replace("porto-a", "porto-b").Replace("\"yes\"", "\"maybe\"")}\n{{broken\n{Hotel.Replace("porto-a", "porto-c")}");

        var result = await Cli.RunAsync("ingest", file, "--index", Index);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"{file}:2: policies.pets.allowed (maybe) must be one of yes, no", result.Output, StringComparison.Ordinal);
        Assert.Contains($"{file}:3: not valid JSON", result.Output, StringComparison.Ordinal);
        Assert.Contains("2 added, 2 failed", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ingest_json_is_one_document()
    {
        var result = await Cli.RunAsync("ingest", folder.Write("hotels.jsonl", Hotel), "--index", Index, "--json");

        using var json = JsonDocument.Parse(result.Output);
        Assert.Equal("added", json.RootElement.GetProperty("feeds")[0].GetProperty("results")[0].GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task Verify_scores_a_line_each()
    {
        var file = folder.Write("answers.jsonl", """
            {"_id":"a","answer":"Pets are allowed.","passages":[{"id":"p","text":"Pets are allowed."}]}
            {"_id":"b","answer":"Pets cost EUR 12.","passages":[{"id":"p","text":"Pets are allowed."}]}
            """);

        var result = await Cli.RunAsync("verify", file);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(
            """{"_id":"a","support":1,"sentences":[{"text":"Pets are allowed.","support":1,"citations":["p"]}]}""" + "\n"
            + """{"_id":"b","support":0,"sentences":[{"text":"Pets cost EUR 12.","support":0,"citations":[]}]}""",
            result.Output.TrimEnd().ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Verify_broken_line_is_named_and_the_rest_goes_on()
    {
        var result = await Cli.RunAsync("verify", folder.Write("answers.jsonl", """{"_id":"a","answer":"Pets."}""" + "\n\n" + """{"_id":"b","answer":"Pets.","passages":[]}"""));

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("""{"_id":"b","support":0""", result.Output, StringComparison.Ordinal);
        Assert.Contains("answers.jsonl:1", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_says_what_differs()
    {
        var file = folder.Write("hotels.jsonl", Hotel);
        await Cli.RunAsync("ingest", file, "--index", Index);
        var asked = JsonElement.Parse((await Cli.RunAsync("ask", "Can I bring a dog to Harbour Lane?", "--index", Index, "--json")).Output);
        var id = asked.GetProperty("answerId").GetString()!;

        var same = await Cli.RunAsync("replay", id, "--index", Index);
        folder.Write("hotels.jsonl", Hotel.Replace("Two dogs", "Three dogs", StringComparison.Ordinal));
        await Cli.RunAsync("ingest", file, "--index", Index);
        var other = await Cli.RunAsync("replay", id, "--index", Index);

        Assert.Equal(0, same.ExitCode);
        Assert.Contains("The same answer, of the same parts.", same.Output, StringComparison.Ordinal);
        Assert.Equal(1, other.ExitCode);
        Assert.Contains("was Pets are allowed. Two dogs at most.", other.Output, StringComparison.Ordinal);
        Assert.Contains("is  Pets are allowed. Three dogs at most.", other.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_of_an_unknown_answer_says_where_ids_come_from()
    {
        var result = await Cli.RunAsync("replay", "nothing", "--index", Index);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("There is no answer 'nothing'", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_answers_with_sources()
    {
        await Cli.RunAsync("ingest", folder.Write("hotels.jsonl", Hotel), "--index", Index);

        var result = await Cli.RunAsync("ask", "Can I bring a dog to Harbour Lane?", "--index", Index);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("Pets are allowed. [1]", result.Output, StringComparison.Ordinal);
        Assert.Contains("[1] Harbour Lane, fact: Pets  (hotel__porto-a#policies/pets)", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_json_is_the_receipt()
    {
        await Cli.RunAsync("ingest", folder.Write("hotels.jsonl", Hotel), "--index", Index);

        var result = await Cli.RunAsync("ask", "Is there a pool?", "--focus", "hotel__porto-a", "--index", Index, "--json");

        using var json = JsonDocument.Parse(result.Output);
        Assert.Equal("refused", json.RootElement.GetProperty("verdict").GetString());
    }

    [Fact]
    public async Task Search_json_has_every_score()
    {
        await Cli.RunAsync("ingest", folder.Write("hotels.jsonl", Hotel), "--index", Index);

        var result = await Cli.RunAsync("search", "dogs", "-k", "2", "--filter", "city=porto", "--index", Index, "--json");

        using var json = JsonDocument.Parse(result.Output);
        var first = json.RootElement.GetProperty("results")[0];
        Assert.Equal("hotel__porto-a#policies/pets", first.GetProperty("passageId").GetString());
        Assert.True(first.GetProperty("relevance").GetDouble() > 0.2 && first.GetProperty("sparseScore").GetDouble() > 0 && first.GetProperty("score").GetDouble() > 0);
    }

    [Theory]
    [InlineData(2, "is no file or folder", "ingest", "nowhere.jsonl", "--index", "INDEX")]
    [InlineData(2, "'xml' is no format", "ingest", "FOLDER", "--format", "xml", "--index", "INDEX")]
    [InlineData(2, "", "ingest")]
    [InlineData(2, "Only a collection in Qdrant has snapshots", "ingest", "FOLDER", "--snapshot", "--index", "INDEX")]
    [InlineData(2, "Only a collection in Qdrant can take the alias", "ingest", "FOLDER", "--alias", "live", "--index", "INDEX")]
    [InlineData(3, "Qdrant at 127.0.0.1:1 cannot be reached", "search", "pool", "--index", "qdrant://127.0.0.1:1/places")]
    [InlineData(2, "Try: dotnet run --project src/Assistant.Cli -- --help", "dance")]
    [InlineData(2, "Try: dotnet run --project src/Assistant.Cli -- ask --help", "ask", "hi", "--colour", "red")]
    [InlineData(2, "-k must be between 1 and 1000", "search", "hi", "-k", "0")]
    [InlineData(2, "'colour' is no filter", "ask", "hi", "--filter", "colour=red", "--index", "INDEX")]
    [InlineData(2, "is no dataset folder", "rank", "train", "--dataset", "FOLDER")]
    [InlineData(3, "is empty. Fill it: dotnet run --project src/Assistant.Cli -- ingest", "ask", "hi", "--index", "INDEX")]
    [InlineData(3, "is no index", "ask", "hi", "--index", "elastic://x")]
    public async Task Wrong_use_and_faults_have_their_exit_code_and_say_what_to_do(int exitCode, string expected, params string[] arguments)
    {
        var result = await Cli.RunAsync([.. arguments.Select(argument => argument switch { "INDEX" => Index, "FOLDER" => folder.Path, _ => argument })]);

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ask")]
    [InlineData("search")]
    public async Task Unknown_property_in_focus_is_wrong_use_and_the_hint_can_be_typed(string verb)
    {
        await Cli.RunAsync("ingest", folder.Write("hotels.jsonl", Hotel), "--index", Index);

        var result = await Cli.RunAsync(verb, "hi", "--focus", "hotel__gone", "--index", Index);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("no property 'hotel__gone'. Search for its name to see its id: dotnet run --project src/Assistant.Cli -- search", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Index_of_another_version_is_a_fault_that_says_what_to_do()
    {
        await Cli.RunAsync("ingest", folder.Write("hotels.jsonl", Hotel), "--index", Index);
        using (var connection = new SqliteConnection($"Data Source={folder.File("index.db")};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "UPDATE meta SET value = '0' WHERE key = 'schema'";
            command.ExecuteNonQuery();
        }

        var result = await Cli.RunAsync("ask", "hi", "--index", Index);

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("built by another version", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_lists_the_verbs()
    {
        var result = await Cli.RunAsync("--help");

        Assert.Equal(0, result.ExitCode);
        Assert.All((string[])["ingest", "ask", "search", "rank"], verb => Assert.Contains(verb, result.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Bench_embedder_measures_passages_and_questions()
    {
        using var figures = JsonDocument.Parse((await Cli.RunAsync("bench", "embedder", folder.Write("hotels.jsonl", Hotel), "--passages", "2", "--model", "assistant-embedder", "--json")).Output);

        Assert.Equal(2, figures.RootElement.GetProperty("passages").GetInt32());
        Assert.True(figures.RootElement.GetProperty("passagesPerSecond").GetDouble() > 0);
        Assert.True(figures.RootElement.GetProperty("queryP50").GetDouble() > 0);
    }
}
