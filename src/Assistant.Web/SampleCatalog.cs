using Assistant.Index;
using Assistant.Ingest;

namespace Assistant.Web;

/// <summary>
/// Fills an empty index with the sample catalogue, so that the first start has something to ask about. <c>SampleCatalog</c> in the settings is
/// the folder; empty means none.
/// </summary>
internal sealed partial class SampleCatalog(
    IPassageIndex index, SourceFormats formats, Ingestor ingestor, IConfiguration configuration, ILogger<SampleCatalog> logger)
{
    internal async Task IngestIfEmptyAsync(CancellationToken cancellationToken)
    {
        var folder = configuration["SampleCatalog"] ?? Path.Combine(AppContext.BaseDirectory, "catalog");
        var description = await index.DescribeAsync(Tenants.Default, cancellationToken);
        if (description.Passages > 0 || folder.Length == 0)
        {
            LogReady(description.Uri, description.Properties, description.Passages);
            return;
        }

        foreach (var (format, path) in formats.Resolve(folder)) await ingestor.IngestAsync(format, path, Tenants.Default, null, cancellationToken);
        description = await index.DescribeAsync(Tenants.Default, cancellationToken);
        LogSample(description.Uri, description.Properties, description.Passages);
    }

    [LoggerMessage(1000, LogLevel.Information, "Index {Uri}: {Properties} places, {Passages} passages")]
    private partial void LogReady(string uri, int properties, int passages);

    [LoggerMessage(1001, LogLevel.Information, "Index {Uri} was empty and now holds the sample catalogue: {Properties} places, {Passages} passages")]
    private partial void LogSample(string uri, int properties, int passages);
}
