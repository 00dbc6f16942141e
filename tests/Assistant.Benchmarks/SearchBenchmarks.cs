using Assistant.Index.Embedded;
using Assistant.Ingest;
using Assistant.Ingest.Beir;
using Assistant.Rank;
using Assistant.Retrieve;
using Assistant.Testing;
using Assistant.Understand;
using BenchmarkDotNet.Attributes;

namespace Assistant.Benchmarks;

/// <summary>One question after another over the real set: the search alone, and the way from message to ranked passages.</summary>
[MemoryDiagnoser]
public class SearchBenchmarks
{
    private TemporaryFolder folder = null!;
    private EmbeddedIndex index = null!;
    private Retriever retriever = null!;
    private QuestionReader reader = null!;
    private readonly Ranker ranker = new(RelevanceModel.Default);
    private int next;

    [GlobalSetup]
    public async Task SetUpAsync()
    {
        folder = new TemporaryFolder();
        index = EmbeddedIndex.Open(folder.File("index.db"));
        await new Ingestor(index).IngestAsync(new BeirFormat(), RealData.Folder, Tenants.Default, null, default);
        retriever = new Retriever(index);
        reader = new QuestionReader(index);
    }

    [GlobalCleanup]
    public async Task CleanUpAsync()
    {
        await index.DisposeAsync();
        folder.Dispose();
    }

    /// <summary>Terms, scores of all passages, the ten best with their texts.</summary>
    [Benchmark]
    public Task<IReadOnlyList<Candidate>> Search() => retriever.RetrieveAsync(Next().Text, [], "en", Filters.None, Tenants.Default, 10, default);

    /// <summary>Focus from the whole conversation, a hundred candidates, each sentence of them scored.</summary>
    [Benchmark]
    public async Task<IReadOnlyList<RankedPassage>> UnderstandRetrieveRank()
    {
        var query = Next();
        var history = (query.Metadata?.History ?? []).Select(turn => new Turn(turn.Speaker == "U" ? Speaker.User : Speaker.Assistant, turn.Text)).ToList();
        var question = await reader.ReadAsync(new AskRequest(query.Text), history, default);
        var filters = question.Focus.Count == 0 ? question.Filters : question.Filters with { Properties = [.. question.Focus.Select(focus => focus.PropertyId)] };
        return ranker.Rank(question, await retriever.RetrieveAsync(question.Standalone, question.SettledWords(), "en", filters, Tenants.Default, 100, default));
    }

    private Evaluation.DatasetQuery Next() => RealData.Queries[next++ % RealData.Queries.Count];
}
