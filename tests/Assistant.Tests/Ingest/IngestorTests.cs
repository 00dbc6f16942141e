using System.Runtime.CompilerServices;
using Assistant.Index.Embedded;
using Assistant.Ingest;
using Assistant.Testing;

namespace Assistant.Tests.Ingest;

public sealed class IngestorTests : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly EmbeddedIndex index;

    public IngestorTests() => index = EmbeddedIndex.Open(folder.File("index.db"));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await index.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Ingest_same_content_again_is_left_alone()
    {
        await IngestAsync(Sample.Document(Sample.Harbour), Sample.Document(Sample.Mill));
        var generation = (await index.DescribeAsync(Tenants.Default, Token)).Generation;

        var report = await IngestAsync(Sample.Document(Sample.Harbour), Sample.Document(Sample.Mill));

        Assert.Equal(2, report.Count(DocumentOutcome.Unchanged));
        Assert.Equal(generation, (await index.DescribeAsync(Tenants.Default, Token)).Generation);
    }

    [Fact]
    public async Task Ingest_changed_content_replaces_and_vanished_content_disappears()
    {
        await IngestAsync(Sample.Document(Sample.Harbour), Sample.Document(Sample.Mill));

        var report = await IngestAsync(Sample.Document(Sample.Harbour with { Reviews = [] }));

        Assert.Equal([DocumentOutcome.Updated, DocumentOutcome.Removed], report.Results.Select(result => result.Outcome));
        Assert.DoesNotContain(await index.PassagesOfAsync(Tenants.Default, Sample.Harbour.Id, Token), passage => passage.Kind == PassageKind.Review);
        Assert.Null(await index.FindPropertyAsync(Tenants.Default, Sample.Mill.Id, Token));
    }

    [Fact]
    public async Task Ingest_broken_line_is_reported_and_nothing_is_removed()
    {
        await IngestAsync(Sample.Document(Sample.Harbour), Sample.Document(Sample.Mill));

        var report = await IngestAsync(Sample.Document(Sample.Harbour), new SourceError("hotels.jsonl", 2, "not valid JSON"));

        Assert.Equal("hotels.jsonl:2: not valid JSON", report.Results.Single(result => result.Outcome == DocumentOutcome.Failed).Error);
        Assert.NotNull(await index.FindPropertyAsync(Tenants.Default, Sample.Mill.Id, Token));
    }

    [Fact]
    public async Task Ingest_source_without_any_document_of_its_feed_changes_nothing()
    {
        await IngestAsync(Sample.Document(Sample.Harbour));

        var other = await IngestAsync(Sample.Document(Sample.Mill));
        var empty = await new Ingestor(index).IngestAsync(new Scripted([]), "x", Tenants.Default, null, Token);

        Assert.All([other, empty], report => Assert.Contains("feed sample has 1 documents in the index, and none", report.Results.Single().Error, StringComparison.Ordinal));
        Assert.Equal([Sample.Harbour.Id], (await index.ListPropertiesAsync(Tenants.Default, Filters.None, Token)).Select(property => property.Id));
    }

    [Fact]
    public async Task Ingest_two_feeds_about_one_property_join()
    {
        await IngestAsync(Sample.Document(Sample.Harbour with { Reviews = [] }, "facts"));
        await IngestAsync(Sample.Document(new Property { Id = Sample.Harbour.Id, Name = "Harbour Lane Hotel", Kind = "hotel", Reviews = [new Review("Loud.", "x")] }, "reviews"));

        var property = await index.FindPropertyAsync(Tenants.Default, Sample.Harbour.Id, Token);

        Assert.Equal(4, property!.Stars);
        Assert.Equal("Loud.", property.Reviews.Single().Text);
    }

    [Fact]
    public async Task Ingest_interrupted_leaves_whole_documents_and_goes_on_next_time()
    {
        using var stop = new CancellationTokenSource();
        var documents = Enumerable.Range(0, 60).Select(i => Sample.Document(Sample.Harbour with { Id = $"hotel__{i}", Reviews = [.. Enumerable.Range(0, 100).Select(n => new Review($"Review {n} of {i}.", $"r{n}"))] })).ToList();
        var source = new Scripted([.. documents.Select(document => (SourceItem)document)], onItem: i =>
        {
            if (i == 45) stop.Cancel();
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new Ingestor(index).IngestAsync(source, "x", Tenants.Default, null, stop.Token));
        var kept = await index.ListPropertiesAsync(Tenants.Default, Filters.None, Token);
        var report = await new Ingestor(index).IngestAsync(new Scripted([.. documents.Select(document => (SourceItem)document)]), "x", Tenants.Default, null, Token);

        Assert.InRange(kept.Count, 1, 59);
        Assert.All(kept, property => Assert.Equal(documents[0].Passages.Count, property.Passages));
        Assert.Equal(kept.Count, report.Count(DocumentOutcome.Unchanged));
        Assert.Equal(60 - kept.Count, report.Count(DocumentOutcome.Added));
    }

    [Fact]
    public async Task Ingest_reports_each_document_as_it_is_done()
    {
        var seen = new List<string?>();

        await new Ingestor(index).IngestAsync(
            new Scripted([Sample.Document(Sample.Harbour), Sample.Document(Sample.Mill)]), "x", Tenants.Default, new Collect(result => seen.Add(result.PropertyId)), Token);

        Assert.Equal([Sample.Harbour.Id, Sample.Mill.Id], seen);
    }

    private Task<FeedReport> IngestAsync(params SourceItem[] items)
    {
        var feed = items[0].Document?.Feed ?? "sample";
        return new Ingestor(index).IngestAsync(new Scripted(items, feed), "x", Tenants.Default, null, Token);
    }

    private sealed class Collect(Action<DocumentResult> report) : IProgress<DocumentResult>
    {
        public void Report(DocumentResult value) => report(value);
    }

    private sealed class Scripted(IReadOnlyList<SourceItem> items, string feed = "sample", Action<int>? onItem = null) : ISourceFormat
    {
        public string Name => "scripted";

        public bool Recognises(string path) => true;

        public string FeedOf(string path) => feed;

        public async IAsyncEnumerable<SourceItem> ReadAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            for (var i = 0; i < items.Count; i++)
            {
                onItem?.Invoke(i);
                cancellationToken.ThrowIfCancellationRequested();
                await Task.Yield();
                yield return items[i];
            }
        }
    }
}
