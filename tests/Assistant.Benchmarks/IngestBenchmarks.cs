using Assistant.Index.Embedded;
using Assistant.Ingest;
using Assistant.Ingest.Beir;
using Assistant.Testing;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;

namespace Assistant.Benchmarks;

/// <summary>A whole ingest into a fresh index, and the same again when nothing has changed.</summary>
[SimpleJob(RunStrategy.Monitoring, launchCount: 1, warmupCount: 1, iterationCount: 7)]
public class IngestBenchmarks
{
    private TemporaryFolder folder = null!;
    private int number;

    [GlobalSetup]
    public async Task SetUpAsync()
    {
        folder = new TemporaryFolder();
        await IngestAsync("unchanged.db");
    }

    [GlobalCleanup]
    public void CleanUp() => folder.Dispose();

    [Benchmark]
    public Task<int> Fresh() => IngestAsync($"{number++}.db");

    [Benchmark]
    public Task<int> Unchanged() => IngestAsync("unchanged.db");

    private async Task<int> IngestAsync(string file)
    {
        await using var index = EmbeddedIndex.Open(folder.File(file));
        return (await new Ingestor(index).IngestAsync(new BeirFormat(), RealData.Folder, Tenants.Default, null, default)).Results.Count;
    }
}
