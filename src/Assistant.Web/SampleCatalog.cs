using Assistant.Index;
using Assistant.Ingest;

namespace Assistant.Web;

/// <summary>
/// Fills an empty index with the sample catalogue, so that the first start has something to ask about, and completes it where that start was
/// cut short. <c>SampleCatalog</c> in the settings is the folder; empty means none.
/// </summary>
internal sealed partial class SampleCatalog(
    IPassageIndex index, SourceFormats formats, Ingestor ingestor, IConfiguration configuration, ILogger<SampleCatalog> logger)
{
    /// <summary>Whether the index was filled or completed.</summary>
    internal async Task<bool> CompleteAsync(CancellationToken cancellationToken)
    {
        var folder = configuration["SampleCatalog"] ?? Path.Combine(AppContext.BaseDirectory, "catalog");
        var description = await index.DescribeAsync(Tenants.Default, cancellationToken);
        var sources = folder.Length > 0 && (description.Passages == 0 || Directory.Exists(folder)) ? formats.Resolve(folder) : [];
        if (description.Properties == 0 ? sources.Count == 0 : !await IsPartAsync(sources, cancellationToken))
        {
            LogReady(description.Uri, description.Properties, description.Passages);
            return false;
        }

        foreach (var (format, path) in sources) await ingestor.IngestAsync(format, path, Tenants.Default, null, cancellationToken);
        description = await index.DescribeAsync(Tenants.Default, cancellationToken);
        LogSample(description.Uri, description.Properties, description.Passages);
        return true;
    }

    // Some of the sample's places and no other: a start that ended early. Whatever else the index holds is somebody's own.
    private async Task<bool> IsPartAsync(IReadOnlyList<(ISourceFormat Format, string Path)> sources, CancellationToken cancellationToken)
    {
        var sample = new HashSet<string>();
        foreach (var (format, path) in sources)
        {
            await foreach (var item in format.ReadAsync(path, cancellationToken)) sample.UnionWith(item.Document is { } document ? [document.Property.Id] : []);
        }

        var held = await index.ListPropertiesAsync(Tenants.Default, Filters.None, cancellationToken);
        return sample.IsProperSupersetOf(held.Select(property => property.Id));
    }

    [LoggerMessage(1000, LogLevel.Information, "Index {Uri}: {Properties} places, {Passages} passages")]
    private partial void LogReady(string uri, int properties, int passages);

    [LoggerMessage(1001, LogLevel.Information, "Index {Uri} now holds the sample catalogue: {Properties} places, {Passages} passages")]
    private partial void LogSample(string uri, int properties, int passages);
}
