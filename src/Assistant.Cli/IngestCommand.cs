using System.CommandLine;
using Assistant.Index;
using Assistant.Ingest;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Assistant.Cli;

/// <summary><c>assistant ingest PATH...</c>: reads, splits, embeds and stores; a result per document.</summary>
internal static class IngestCommand
{
    internal static Command Create()
    {
        var paths = new Argument<string[]>("PATH") { Arity = ArgumentArity.OneOrMore, Description = "Files or folders." };
        var format = new Option<string>("--format") { Description = "auto, or the format of all paths.", DefaultValueFactory = _ => SourceFormats.Auto };
        var alias = new Option<string?>("--alias") { Description = "Once everything is in: the name that this collection in Qdrant takes over from another one, in one step." };
        var snapshot = new Option<bool>("--snapshot") { Description = "Once everything is in: has Qdrant write a snapshot of the collection, and says its name." };
        var (index, tenant, json) = (Options.Index(), Options.Tenant(), Options.Json());
        var command = new Command("ingest", "Brings property content into the index.") { paths, format, index, alias, snapshot, tenant, json };
        command.SetAction((result, cancellationToken) => RunAsync(
            result.GetValue(paths)!, result.GetValue(format)!, result.GetValue(index), result.GetValue(alias), result.GetValue(snapshot), result.GetValue(tenant)!, result.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        string[] paths, string format, string? index, string? alias, bool isSnapshot, string tenant, bool json, CancellationToken cancellationToken)
    {
        await using var services = Options.Services(index);
        var publish = alias is null ? null : IndexUri.Publishing(services.GetRequiredService<IPassageIndex>(), alias);
        var snapshot = isSnapshot ? IndexUri.Snapshotting(services.GetRequiredService<IPassageIndex>()) : null;
        var formats = services.GetRequiredService<SourceFormats>();
        var sources = formats.Resolve(paths, format);
        var ingestor = services.GetRequiredService<Ingestor>();
        var reports = new List<FeedReport>();
        foreach (var (source, path) in sources) reports.Add(await WithProgressAsync(source, path, progress => ingestor.IngestAsync(source, path, tenant, progress, cancellationToken)));

        var isWhole = reports.All(report => report.Count(DocumentOutcome.Failed) == 0);
        var name = snapshot is not null && isWhole ? await snapshot(cancellationToken) : null; // before anyone is led here
        if (publish is not null && isWhole) await publish(cancellationToken);
        if (json) Console.Out.WriteLine(Output.Json(new { feeds = reports, snapshot = name }));
        else reports.ForEach(Print);
        if (!json && name is not null) Console.Out.WriteLine($"snapshot {name}");
        if (isSnapshot && !isWhole) Console.Error.WriteLine("No snapshot was written, because some of it could not be used.");
        if (alias is not null && !isWhole) Console.Error.WriteLine($"The alias {alias} stays where it is, because some of it could not be used.");
        return isWhole ? CommandLine.Done : CommandLine.Failed;
    }

    // A bar on a terminal; nothing where stderr goes to a file.
    private static async Task<FeedReport> WithProgressAsync(ISourceFormat format, string path, Func<IProgress<DocumentResult>?, Task<FeedReport>> ingest)
    {
        if (Console.IsErrorRedirected) return await ingest(null);
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await console.Progress().HideCompleted(true).StartAsync(async progress =>
        {
            var file = Directory.Exists(path) ? Path.Combine(path, "corpus.jsonl") : path;
            var task = progress.AddTask(Markup.Escape(format.FeedOf(path)), maxValue: Math.Max(1, File.ReadLines(file).Count()));
            return await ingest(new Direct(result => task.Increment(result.Lines)));
        });
    }

    private static void Print(FeedReport report)
    {
        foreach (var result in report.Results)
        {
            Console.Out.WriteLine(result.Error is { } error
                ? $"failed     {error}"
                : $"{result.Outcome.ToString().ToLowerInvariant(),-10} {result.PropertyId}{(result.Name is null ? "" : $"  {result.Name}, {result.Passages} passages")}");
        }

        var counts = Enum.GetValues<DocumentOutcome>().Where(outcome => report.Count(outcome) > 0).Select(outcome => $"{report.Count(outcome)} {outcome.ToString().ToLowerInvariant()}");
        Console.Out.WriteLine($"{report.Feed}: {string.Join(", ", counts.DefaultIfEmpty("nothing"))}; {report.Results.Sum(result => result.Passages)} passages");
        if (report.Count(DocumentOutcome.Failed) > 0) Console.Error.WriteLine("Nothing was removed, because some of it could not be used. Mend that and run again.");
    }

    // Progress<T> would report from another thread, after the fact.
    private sealed class Direct(Action<DocumentResult> report) : IProgress<DocumentResult>
    {
        public void Report(DocumentResult value) => report(value);
    }
}
