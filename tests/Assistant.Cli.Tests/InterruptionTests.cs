using System.Diagnostics;
using Assistant.Index.Embedded;
using Assistant.Testing;

namespace Assistant.Cli.Tests;

/// <summary>An ingest that is stopped, killed or run twice leaves whole documents and can be run again.</summary>
public sealed class InterruptionTests : IDisposable
{
    private const int Properties = 3000;
    private const int ReviewsEach = 40;
    private readonly TemporaryFolder folder = new();

    private string Index => $"embedded:{folder.File("index.db")}";

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Ingest_killed_leaves_whole_documents_and_the_next_run_finishes()
    {
        var catalog = WriteCatalog("a");
        using (var process = Cli.Start("ingest", catalog, "--index", Index))
        {
            await UntilSomethingIsWrittenAsync();
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        var kept = await WholePropertiesAsync();
        var again = await Cli.RunAsync("ingest", catalog, "--index", Index);

        Assert.InRange(kept, 1, Properties - 1);
        Assert.Equal(0, again.ExitCode);
        Assert.Contains($"{Properties - kept} added, {kept} unchanged", again.Output, StringComparison.Ordinal);
        Assert.Equal(Properties, await WholePropertiesAsync());
    }

    [Fact]
    public async Task Ingest_interrupted_by_the_user_ends_soon_and_leaves_whole_documents()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "SKIPPED: SIGINT cannot be sent to one process on Windows");
        using var process = Cli.Start("ingest", WriteCatalog("a"), "--index", Index);
        await UntilSomethingIsWrittenAsync();

        using (var kill = Process.Start("kill", ["-INT", $"{process.Id}"])) await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        var result = await Cli.EndAsync(process);

        Assert.Equal(130, result.ExitCode);
        Assert.Contains("run the same command again", result.Error, StringComparison.Ordinal);
        Assert.InRange(await WholePropertiesAsync(), 1, Properties - 1);
    }

    [Fact]
    public async Task Ingest_two_processes_on_one_file_both_finish()
    {
        var results = await Task.WhenAll(
            Cli.RunAsync("ingest", WriteCatalog("a"), "--index", Index),
            Cli.RunAsync("ingest", WriteCatalog("b"), "--index", Index));

        Assert.All(results, result => Assert.True(result.ExitCode == 0, result.Error));
        Assert.Equal(2 * Properties, await WholePropertiesAsync());
    }

    private string WriteCatalog(string name)
    {
        var reviews = string.Join(',', Enumerable.Range(0, ReviewsEach).Select(i => $$"""{"id":"r{{i}}","text":"Review number {{i}} says that the room was quiet and the bed was good."}"""));
        return folder.Write($"{name}.jsonl", string.Join('\n', Enumerable.Range(0, Properties).Select(i =>
            $$"""{"id":"hotel__{{name}}{{i}}","name":"Place {{name}} {{i}}","kind":"hotel","address":{"city":"Porto","country":"PT"},"reviews":[{{reviews}}]}""")));
    }

    private async Task UntilSomethingIsWrittenAsync()
    {
        while (!File.Exists(folder.File("index.db")) || await CountAsync() == 0) await Task.Delay(20, TestContext.Current.CancellationToken);
    }

    private async Task<int> CountAsync()
    {
        try
        {
            await using var index = EmbeddedIndex.Open(folder.File("index.db"));
            return (await index.DescribeAsync(Tenants.Default, TestContext.Current.CancellationToken)).Properties;
        }
        catch (Assistant.Index.IndexException)
        {
            return 0; // the file is being made right now
        }
    }

    // Every property there has all of its passages: kind, address, reviews.
    private async Task<int> WholePropertiesAsync()
    {
        await using var index = EmbeddedIndex.Open(folder.File("index.db"));
        var properties = await index.ListPropertiesAsync(Tenants.Default, Filters.None, TestContext.Current.CancellationToken);
        Assert.All(properties, property => Assert.Equal(2 + ReviewsEach, property.Passages));
        return properties.Count;
    }
}
