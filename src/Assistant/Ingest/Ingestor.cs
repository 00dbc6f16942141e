using System.Text.Json;
using Assistant.Index;
using Assistant.Ingest.Properties;
using Assistant.Observe;
using Assistant.Text;

namespace Assistant.Ingest;

/// <summary>
/// Reads a source into the index: unchanged documents are skipped by hash, changed ones replaced, vanished ones removed. What cannot be
/// read is reported while the rest goes on. Interrupted at any point, it leaves whole documents, and the next run takes up the rest.
/// </summary>
public sealed class Ingestor(IPassageIndex index, PassageEmbedder? embedder = null)
{
    private const int PassagesPerWrite = 2000; // one transaction: large enough to be fast, small enough to lose little when killed

    // A host puts from several places; of one property two writers at a time may lose what the other wrote (QdrantWriter).
    private static readonly SemaphoreSlim OneWrite = new(1);

    /// <summary>
    /// Brings the feed at <paramref name="path"/> into the index.
    /// </summary>
    /// <param name="format">How the source is read.</param>
    /// <param name="path">A file or folder that the format reads.</param>
    /// <param name="tenant">Whose content it is.</param>
    /// <param name="progress">Told of each document and error, in order; may be null.</param>
    /// <param name="cancellationToken">Stops between documents; what was written stays.</param>
    /// <returns>One result a document or broken line.</returns>
    /// <exception cref="IndexException">The index cannot be written.</exception>
    public async Task<FeedReport> IngestAsync(
        ISourceFormat format, string path, string tenant, IProgress<DocumentResult>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(format);
        var feed = format.FeedOf(path);
        var known = await index.DocumentHashesAsync(tenant, feed, cancellationToken);
        var results = new List<DocumentResult>();
        var present = new HashSet<string>();
        var batch = new List<IndexedDocument>();
        var isSameSource = known.Count == 0;

        await foreach (var item in format.ReadAsync(path, cancellationToken))
        {
            if (item.Error is { } error)
            {
                Report(new DocumentResult(null, null, DocumentOutcome.Failed, 0, error.ToString(), 1));
                continue;
            }

            var document = item.Document!;
            var id = document.Property.Id;
            var hash = HashOf(document, embedder?.Identity);
            present.Add(id);
            isSameSource |= known.ContainsKey(id);
            if (known.GetValueOrDefault(id) == hash)
            {
                Report(new DocumentResult(id, document.Property.Name, DocumentOutcome.Unchanged, document.Passages.Count, null, document.Lines));
                continue;
            }

            batch.Add(new IndexedDocument(document, hash, await VectorsAsync(document.Passages, cancellationToken), embedder?.Identity));
            if (isSameSource && batch.Sum(indexed => indexed.Vectors.Count) >= PassagesPerWrite) await FlushAsync();
        }

        // Another source by the same name, or one that was cut short: writing it would take the feed's documents away.
        if (!isSameSource)
        {
            Report(new DocumentResult(null, null, DocumentOutcome.Failed, 0,
                $"{path}: the feed {feed} has {known.Count} documents in the index, and none of them is in here, so nothing was changed. "
                + "If this is another source, rename the file or its folder; if it is meant to replace the feed, ingest into a new index.", 0));
            return new FeedReport(feed, format.Name, path, results);
        }

        await FlushAsync();

        // A feed with broken lines may still hold the documents that seem to be missing: nothing is removed on a guess.
        var removed = results.Any(result => result.Outcome == DocumentOutcome.Failed) ? [] : known.Keys.Where(id => !present.Contains(id)).ToList();
        if (removed.Count > 0) await index.RemoveAsync(tenant, feed, removed, cancellationToken);
        foreach (var id in removed) Report(new DocumentResult(id, null, DocumentOutcome.Removed, 0, null, 0));
        return new FeedReport(feed, format.Name, path, results);

        async Task FlushAsync()
        {
            if (batch.Count == 0) return;
            await index.WriteAsync(tenant, batch, cancellationToken);
            foreach (var written in batch)
            {
                var property = written.Document.Property;
                var outcome = known.ContainsKey(property.Id) ? DocumentOutcome.Updated : DocumentOutcome.Added;
                Report(new DocumentResult(property.Id, property.Name, outcome, written.Vectors.Count, null, written.Document.Lines));
            }

            batch.Clear();
        }

        void Report(DocumentResult result)
        {
            results.Add(result);
            AssistantMetrics.Ingested(result.Outcome);
            progress?.Report(result);
        }
    }

    /// <summary>
    /// Puts one property in place of what <paramref name="feed"/> said of it before; what other feeds say stays.
    /// </summary>
    /// <param name="feed">Whose word it is.</param>
    /// <param name="property">The property.</param>
    /// <param name="tenant">Whose content it is.</param>
    /// <param name="hashes">What <see cref="HashesAsync"/> said of the feed, for whoever puts many; null asks.</param>
    /// <param name="cancellationToken">Stops; then nothing has changed.</param>
    /// <exception cref="IndexException">The index cannot be written.</exception>
    /// <exception cref="ModelServerException">The embedder's server cannot be used.</exception>
    public async Task<DocumentResult> PutAsync(string feed, Property property, string tenant, IReadOnlyDictionary<string, string>? hashes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(property);
        return await PutDocumentAsync(new SourceDocument(feed, property, PropertyPassages.Of(property)), tenant, hashes, cancellationToken);
    }

    /// <summary>Puts a document with the passages that the caller chose. One at a time: the next waits for its turn.</summary>
    public async Task<DocumentResult> PutDocumentAsync(SourceDocument document, string tenant, IReadOnlyDictionary<string, string>? hashes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(document);
        await OneWrite.WaitAsync(cancellationToken);
        try
        {
            var property = document.Property;
            var hash = HashOf(document, embedder?.Identity);
            var known = (hashes ?? await HashesAsync(document.Feed, tenant, cancellationToken)).GetValueOrDefault(property.Id);
            var outcome = known is null ? DocumentOutcome.Added : known == hash ? DocumentOutcome.Unchanged : DocumentOutcome.Updated;
            if (known != hash) await index.WriteAsync(tenant, [new IndexedDocument(document, hash, await VectorsAsync(document.Passages, cancellationToken), embedder?.Identity)], cancellationToken);
            AssistantMetrics.Ingested(outcome);
            return new DocumentResult(property.Id, property.Name, outcome, document.Passages.Count, null, document.Lines);
        }
        finally
        {
            OneWrite.Release();
        }
    }

    /// <summary>What is known of a feed's documents, for <see cref="PutAsync"/>.</summary>
    public Task<IReadOnlyDictionary<string, string>> HashesAsync(string feed, string tenant, CancellationToken cancellationToken) => index.DocumentHashesAsync(tenant, feed, cancellationToken);

    /// <summary>Removes what <paramref name="feed"/> said of a property; false where it said nothing. One at a time, with what is put.</summary>
    public async Task<bool> RemoveAsync(string feed, string propertyId, string tenant, CancellationToken cancellationToken)
    {
        await OneWrite.WaitAsync(cancellationToken);
        try
        {
            var isRemoved = await index.RemoveAsync(tenant, feed, [propertyId], cancellationToken) > 0;
            if (isRemoved) AssistantMetrics.Ingested(DocumentOutcome.Removed);
            return isRemoved;
        }
        finally
        {
            OneWrite.Release();
        }
    }

    private static string HashOf(SourceDocument document, string? embedder) => ContentHashes.Of(
    [
        TextAnalyzer.Version, embedder, JsonSerializer.Serialize(document.Property, JsonSerializerOptions.Web),
        .. document.Passages.SelectMany(passage => new[] { passage.Id, passage.ContentHash, passage.FieldPath }),
    ]);

    private async Task<IReadOnlyList<PassageVectors>> VectorsAsync(IReadOnlyList<Passage> passages, CancellationToken cancellationToken)
    {
        var dense = embedder is null ? null : await embedder.EmbedPassagesAsync(passages, cancellationToken);
        return [.. passages.AsParallel().AsOrdered().Select((passage, i) => new PassageVectors(PassageTerms.Sparse(passage), dense?[i]))];
    }
}

/// <summary>What became of a document.</summary>
public enum DocumentOutcome
{
    /// <summary>It is new.</summary>
    Added,

    /// <summary>It replaced an older form.</summary>
    Updated,

    /// <summary>It is as it was, and was left alone.</summary>
    Unchanged,

    /// <summary>The feed no longer holds it, so the index does not either.</summary>
    Removed,

    /// <summary>It could not be read.</summary>
    Failed,
}

/// <summary>
/// What became of one document or broken line; <paramref name="Error"/> says why it failed, <paramref name="Lines"/> how much input it stood for.
/// </summary>
public sealed record DocumentResult(string? PropertyId, string? Name, DocumentOutcome Outcome, int Passages, string? Error, int Lines);

/// <summary>What became of a feed.</summary>
public sealed record FeedReport(string Feed, string Format, string Path, IReadOnlyList<DocumentResult> Results)
{
    /// <summary>How many documents ended that way.</summary>
    public int Count(DocumentOutcome outcome) => Results.Count(result => result.Outcome == outcome);
}
