using Assistant.Support.Cases;

namespace Assistant.Web.Support;

/// <summary>
/// Fills a desk without cases at the start that filled the index with the sample catalogue. <c>SampleCases</c> in the settings is the file; empty means none.
/// </summary>
internal sealed partial class SampleCases(CaseIntake intake, SqliteCaseStore store, IConfiguration configuration, ILogger<SampleCases> logger)
{
    internal async Task FillAsync(CancellationToken cancellationToken)
    {
        var file = configuration["SampleCases"] ?? Path.Combine(AppContext.BaseDirectory, "samples", "cases.jsonl");
        if (file.Length == 0 || !File.Exists(file) || !await store.IsEmptyAsync(cancellationToken)) return;
        using var reader = new StreamReader(file);
        var cases = 0;
        await foreach (var line in CaseFile.JsonLinesAsync(reader, cancellationToken))
        {
            var incoming = line.Case ?? throw new InvalidOperationException($"{file}:{line.Line}: {line.Error}");
            try
            {
                await intake.AddAsync(Tenants.Default, incoming, cancellationToken);
                cases++;
            }
            catch (ArgumentException)
            {
                // A catalogue of one's own does not hold the sample's places.
            }
        }

        LogSample(cases);
    }

    [LoggerMessage(1002, LogLevel.Information, "The support desk now holds {Cases} sample cases")]
    private partial void LogSample(int cases);
}
