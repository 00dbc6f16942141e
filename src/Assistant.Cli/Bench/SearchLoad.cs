using System.Diagnostics;
using Assistant.Index;
using Assistant.Index.Embedded;
using Assistant.Observe;
using Assistant.Text;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Cli.Bench;

/// <summary>What <c>bench search</c> measured: milliseconds by kind of search, and how far the first pass by bits finds what an exact search does.</summary>
/// <param name="Content">The dataset, or <c>synthetic</c>.</param>
/// <param name="Properties">Places in the index.</param>
/// <param name="Passages">Passages in the index.</param>
/// <param name="Dimensions">Length of the dense vectors; null without any.</param>
/// <param name="Queries">Questions asked.</param>
/// <param name="Cores">Cores of the machine.</param>
/// <param name="Times">Milliseconds of each kind of search.</param>
/// <param name="RecallAt">How many hits the next three are about.</param>
/// <param name="Recall">Mean share of the exact dense search's hits that the search through bits has; null without dense vectors.</param>
/// <param name="LeastRecall">The lowest share of one question.</param>
/// <param name="SameResults">Share of questions whose fused hits are the same, in the same order, as those of an exact search.</param>
/// <param name="LoadSeconds">From opening the file to the first answer about it.</param>
/// <param name="PeakMemoryMiB">Peak resident memory of loading and searching; null where the system does not tell.</param>
internal sealed record SearchFigures(
    string Content, int Properties, int Passages, int? Dimensions, int Queries, int Cores, IReadOnlyList<SearchTime> Times, int RecallAt, double? Recall, double? LeastRecall,
    double SameResults, double LoadSeconds, double? PeakMemoryMiB);

/// <summary>Milliseconds of one kind of search: median and 95th percentile, and the median of each stage of the path.</summary>
internal sealed record SearchTime(string What, double P50, double P95, IReadOnlyDictionary<string, double> Stages);

/// <summary>Questions over an index, each asked in three ways: as it stands, with its place named, and under a filter.</summary>
internal sealed record SearchLoad(string Content, ServiceProvider Services, IReadOnlyList<SearchLoad.Item> Items, SearchBench.GivenEmbedder? Given)
{
    internal const int Limit = 100;
    private const int WarmUp = 60; // until the compiler has done its best

    /// <summary>A question; its vector where the embedder cannot make it.</summary>
    internal sealed record Item(AskRequest Alone, AskRequest Named, AskRequest Filtered, float[]? Vector);

    /// <summary>Measures the index at <paramref name="path"/>.</summary>
    internal static async Task<SearchFigures> RunAsync(SearchLoad load, string path, CancellationToken cancellationToken)
    {
        var queries = await load.QueriesAsync(cancellationToken);
        GC.Collect();
        ProcessMemory.ForgetPeak();
        var began = Stopwatch.GetTimestamp();
        var index = load.Services.GetRequiredService<IPassageIndex>();
        var description = await index.DescribeAsync(Tenants.Default, cancellationToken);
        var loaded = Stopwatch.GetElapsedTime(began);

        var times = new List<SearchTime>
        {
            await TimeAsync("retrieval, words and vectors, 100 passages", queries, query => index.SearchAsync(query, cancellationToken)),
            await TimeAsync("retrieval, words alone", queries, query => index.SearchAsync(query with { Dense = null }, cancellationToken)),
            await TimeAsync("retrieval, vectors alone", queries, query => index.SearchAsync(query with { Sparse = SparseVector.Empty }, cancellationToken)),
        };
        var assistant = load.Services.GetRequiredService<TravelAssistant>();
        times.Add(await TimeAsync("message to evidence, no place named", load.Items, item => load.FindAsync(assistant, item.Alone, item, cancellationToken)));
        times.Add(await TimeAsync("message to evidence, place named", load.Items, item => load.FindAsync(assistant, item.Named, item, cancellationToken)));
        times.Add(await TimeAsync("message to evidence, under a filter", load.Items, item => load.FindAsync(assistant, item.Filtered, item, cancellationToken)));
        var peak = ProcessMemory.Peak(Environment.ProcessId);

        var compared = Math.Clamp(description.Passages / 1000, 1, Limit); // of a small corpus the pass by bits would leave nothing out
        var (recall, same) = description.Dimensions is null ? ([], [1]) : await CompareAsync(path, [.. queries.Select(query => query with { Limit = compared })], cancellationToken);
        return new SearchFigures(
            load.Content, description.Properties, description.Passages, description.Dimensions, load.Items.Count, Environment.ProcessorCount, times,
            compared, recall.Count == 0 ? null : recall.Average(), recall.Count == 0 ? null : recall.Min(), same.Average(), loaded.TotalSeconds, peak);
    }

    // One after the other, as both hold all vectors.
    private static async Task<(List<double> Recall, List<double> Same)> CompareAsync(string path, IReadOnlyList<IndexQuery> queries, CancellationToken cancellationToken)
    {
        var exact = await HitsAsync(int.MaxValue);
        var byBits = await HitsAsync(0);
        return ([.. exact.Zip(byBits, (one, other) => (double)one.Dense.Intersect(other.Dense).Count() / Math.Max(1, one.Dense.Count))],
            [.. exact.Zip(byBits, (one, other) => one.Fused.SequenceEqual(other.Fused) ? 1.0 : 0.0)]);

        async Task<List<(List<string> Dense, List<string> Fused)>> HitsAsync(int exactUpTo)
        {
            await using var index = EmbeddedIndex.Open(path, exactUpTo);
            var hits = new List<(List<string>, List<string>)>();
            foreach (var query in queries)
            {
                hits.Add((await IdsAsync(index, query with { Sparse = SparseVector.Empty }), await IdsAsync(index, query)));
            }

            return hits;
        }

        async Task<List<string>> IdsAsync(EmbeddedIndex index, IndexQuery query) => [.. (await index.SearchAsync(query, cancellationToken)).Select(candidate => candidate.Passage.Id)];
    }

    private async Task<IReadOnlyList<IndexQuery>> QueriesAsync(CancellationToken cancellationToken)
    {
        var embedder = Services.GetService<PassageEmbedder>();
        var queries = new List<IndexQuery>();
        foreach (var item in Items)
        {
            var dense = item.Vector ?? (embedder is null ? null : await embedder.EmbedQueryAsync(item.Alone.Message, cancellationToken));
            queries.Add(new IndexQuery(Tenants.Default, QuestionTerms.Of(item.Alone.Message, []).Sparse(), dense, Filters.None, Limit, embedder?.Identity));
        }

        return queries;
    }

    private Task<Finding> FindAsync(TravelAssistant assistant, AskRequest request, Item item, CancellationToken cancellationToken)
    {
        if (Given is not null) Given.Vector = item.Vector!;
        return assistant.FindAsync(request, cancellationToken);
    }

    private static async Task<SearchTime> TimeAsync<T>(string what, IReadOnlyList<T> items, Func<T, Task> work)
    {
        foreach (var item in items.Take(WarmUp)) await work(item);
        var stages = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source == Signals.Source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.PropagationData,
            ActivityStopped = stages.Add,
        };
        ActivitySource.AddActivityListener(listener);
        var times = new List<double>();
        foreach (var item in items)
        {
            var began = Stopwatch.GetTimestamp();
            await work(item);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        return new SearchTime(what, Percentile(times, .5), Percentile(times, .95), stages.GroupBy(stage => stage.OperationName)
            .ToDictionary(stage => stage.Key, stage => Percentile(stage.Select(one => one.Duration.TotalMilliseconds), .5)));
    }

    private static double Percentile(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToList();
        return sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))];
    }
}
