using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Assistant.Ingest;
using Assistant.Text;
using Microsoft.Extensions.DependencyInjection;

namespace Assistant.Cli.Bench;

/// <summary>What <c>assistant bench embedder</c> measured: passages a second, and the milliseconds one question takes.</summary>
internal sealed record EmbedderFigures(string Embedder, int Passages, double MeanCharacters, double PassagesPerSecond, double QueryP50, double QueryP95);

/// <summary><c>assistant bench embedder PATH</c>: how fast the configured embedder takes passages in, and a question.</summary>
internal static class EmbedderBench
{
    private const int WarmUp = 64;
    private const int Queries = 200;

    internal static Command Create()
    {
        var path = new Argument<string>("PATH") { Description = "Content whose passages are embedded, in any format of 'ingest'." };
        var most = new Option<int>("--passages") { Description = "At most so many.", DefaultValueFactory = _ => 5000 };
        var model = new Option<string?>("--model") { Description = "A GGUF file or the name of a known model. Default: the setting Assistant:Models:Embedder." };
        var json = Options.Json();
        var command = new Command("embedder", "Embeds the passages of a file or folder, then one question at a time.") { path, most, model, json };
        command.SetAction(async (result, cancellationToken) =>
        {
            await using var services = Options.Services(null, embedder: result.GetValue(model));
            var embedder = services.GetService<PassageEmbedder>() ?? throw new ArgumentException("No embedder is configured. Give one with --model, or set Assistant:Models:Embedder.");
            var passages = await PassagesAsync(services.GetRequiredService<SourceFormats>(), result.GetValue(path)!, result.GetValue(most), cancellationToken);
            var figures = await MeasureAsync(embedder, passages, cancellationToken);
            Console.Out.WriteLine(result.GetValue(json) ? Output.Json(figures) : string.Create(
                CultureInfo.InvariantCulture,
                $"{figures.Embedder}: {figures.Passages} passages of {figures.MeanCharacters:0} characters, {figures.PassagesPerSecond:0} a second; a question takes {figures.QueryP50:0.0} ms (p50), {figures.QueryP95:0.0} ms (p95)"));
            return CommandLine.Done;
        });
        return command;
    }

    private static async Task<List<Passage>> PassagesAsync(SourceFormats formats, string path, int most, CancellationToken cancellationToken)
    {
        var passages = new List<Passage>();
        foreach (var (format, source) in formats.Resolve(path))
        {
            await foreach (var item in format.ReadAsync(source, cancellationToken))
            {
                passages.AddRange(item.Document?.Passages ?? []);
                if (passages.Count >= most) return [.. passages.Take(most)];
            }
        }

        return passages.Count > 0 ? passages : throw new ArgumentException($"'{path}' holds no passages.");
    }

    private static async Task<EmbedderFigures> MeasureAsync(PassageEmbedder embedder, List<Passage> passages, CancellationToken cancellationToken)
    {
        await embedder.EmbedPassagesAsync([.. passages.Take(WarmUp)], cancellationToken);
        var began = Stopwatch.GetTimestamp();
        await embedder.EmbedPassagesAsync(passages, cancellationToken);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;

        var times = new List<double>();
        foreach (var passage in passages.Where(passage => passage.Heading is not null).DefaultIfEmpty(passages[0]).Take(Queries))
        {
            began = Stopwatch.GetTimestamp();
            await embedder.EmbedQueryAsync(passage.Heading ?? passage.Text, cancellationToken);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        times.Sort();
        var characters = passages.Average(passage => PassageTerms.SearchText(passage).Length);
        return new EmbedderFigures(embedder.Identity, passages.Count, characters, passages.Count / seconds, times[times.Count / 2], times[(int)(times.Count * .95)]);
    }
}
