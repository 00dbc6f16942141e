using System.Text.Json;
using Assistant.Testing;

namespace Assistant.Cli.Tests;

public sealed class SearchBenchTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Bench_search_measures_every_way_to_ask_and_keeps_the_file()
    {
        string[] arguments = ["bench", "search", "--passages", "1200", "--dimensions", "16", "--queries", "5", "--file", folder.File("bench.db"), "--json"];

        var figures = JsonDocument.Parse((await Cli.RunAsync(arguments)).Output).RootElement;
        var again = JsonDocument.Parse((await Cli.RunAsync(arguments)).Output).RootElement;

        Assert.Equal((20, 16, 6), (figures.GetProperty("properties").GetInt32(), figures.GetProperty("dimensions").GetInt32(), figures.GetProperty("times").GetArrayLength()));
        Assert.Equal(1, figures.GetProperty("recall").GetDouble());
        Assert.Equal(figures.GetProperty("passages").GetInt32(), again.GetProperty("passages").GetInt32());
    }

    [Fact]
    public async Task Bench_search_refuses_a_file_of_another_size()
    {
        await Cli.RunAsync("bench", "search", "--passages", "120", "--dimensions", "8", "--queries", "1", "--file", folder.File("bench.db"));

        var result = await Cli.RunAsync("bench", "search", "--passages", "600", "--dimensions", "8", "--queries", "1", "--file", folder.File("bench.db"));

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("holds 2 invented places, and 10 are asked for", result.Error, StringComparison.Ordinal);
    }
}
