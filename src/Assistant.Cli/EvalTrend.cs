using System.CommandLine;
using Assistant.Evaluation.Reports;

namespace Assistant.Cli;

/// <summary><c>assistant eval trend DIR</c>: the figures of all runs of a folder over time, as one HTML page.</summary>
internal static class EvalTrend
{
    internal static Command Create()
    {
        var folder = new Argument<string>("DIR") { Description = "A folder for each evaluation, named by its date: DATE/metrics.json or DATE/RUN/metrics.json." };
        var target = new Option<string>("--out") { Description = "The HTML file to write.", Required = true };
        var command = new Command("trend", "Draws every measure of every run over time, as one HTML page.") { folder, target };
        command.SetAction((result, cancellationToken) => RunAsync(result.GetValue(folder)!, result.GetValue(target)!, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string folder, string target, CancellationToken cancellationToken)
    {
        var history = TrendHistory.Read(folder);
        if (Path.GetDirectoryName(Path.GetFullPath(target)) is { } parent) Directory.CreateDirectory(parent);
        await File.WriteAllTextAsync(target, TrendPage.Html(history), cancellationToken);
        foreach (var problem in history.Problems) Console.Error.WriteLine($"not read: {problem}");
        Console.Error.WriteLine($"Written to {target}: {history.Series.Sum(series => series.Points.Count)} runs by {history.Series.Count} names{(history.Problems.Count == 0 ? "" : $", {history.Problems.Count} files not read")}.");
        return history.Problems.Count == 0 ? CommandLine.Done : CommandLine.Failed;
    }
}
