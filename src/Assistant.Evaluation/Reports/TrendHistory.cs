using System.Globalization;
using System.Text.Json;

namespace Assistant.Evaluation.Reports;

/// <summary>A measure of one run; the bounds of its 95 % interval and the number of queries where they are known.</summary>
public sealed record TrendValue(double Mean, double? Lo, double? Hi, int? N);

/// <summary>A run: when, its measures, and the keys of its identity that differ from the run before (none for the first).</summary>
public sealed record TrendPoint(DateTimeOffset At, IReadOnlyDictionary<string, TrendValue> Metrics, IReadOnlyList<string> Changed)
{
    private static readonly HashSet<string> DataKeys = ["dataset", "corpus", "queries", "qrels", "split", "where", "limit", "focusGiven", "heldOut", "stage"];

    /// <summary>Whether it asked other queries, or of other content, than the run before: then their figures do not compare.</summary>
    public bool HasOtherData => Changed.Any(DataKeys.Contains);
}

/// <summary>The runs of one name, oldest first.</summary>
public sealed record TrendSeries(string Name, IReadOnlyList<TrendPoint> Points)
{
    /// <summary>Every measure of any run, in the order in which they first appear.</summary>
    public IReadOnlyList<string> Measures() => [.. Points.SelectMany(point => point.Metrics.Keys).Distinct()];
}

/// <summary>The runs that lie under a folder, by name, and what could not be read there.</summary>
public sealed record TrendHistory(IReadOnlyList<TrendSeries> Series, IReadOnlyList<string> Problems)
{
    private const string Unnamed = "run";

    private static readonly string[] Dates = ["yyyy-MM-dd", "yyyyMMdd", "yyyy-MM-dd'T'HHmm", "yyyy-MM-dd'T'HHmmss", "yyyy-MM-dd'T'HHmmss'Z'", "yyyyMMdd'T'HHmmss'Z'", "yyyyMMdd'T'HHmmss", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd_HHmm"];

    /// <summary>
    /// Reads every <c>metrics.json</c> one or two levels below <paramref name="folder"/>. Of the folders on the way, one that is named by a date says when the run was, else the
    /// identity's <c>at</c>, else the file's time; the others name the run.
    /// </summary>
    /// <exception cref="ArgumentException">There is no such folder, or no run in it.</exception>
    public static TrendHistory Read(string folder)
    {
        if (!Directory.Exists(folder)) throw new ArgumentException($"There is no folder '{folder}'. Give one with a folder for each evaluation, such as 2026-11-28/metrics.json.", nameof(folder));
        var (runs, problems) = (new List<Run>(), new List<string>());
        foreach (var file in Directory.EnumerateDirectories(folder).SelectMany(first => Directory.EnumerateDirectories(first).Prepend(first))
            .Select(run => Path.Combine(run, "metrics.json")).Where(File.Exists).Order(StringComparer.Ordinal))
        {
            var path = Path.GetRelativePath(folder, file);
            try
            {
                runs.Add(Run.Read(file, path));
            }
            catch (Exception exception) when (exception is JsonException or FormatException)
            {
                problems.Add($"{path}: {exception.Message}");
            }
        }

        if (runs.Count == 0) throw new ArgumentException($"'{folder}' holds no run that can be read: no metrics.json one or two levels below it.{string.Concat(problems.Select(problem => $" {problem}"))}", nameof(folder));
        return new TrendHistory([.. runs.GroupBy(run => run.Name).Select(Serial).OrderBy(series => series.Name, StringComparer.Ordinal)], problems);
    }

    private static TrendSeries Serial(IGrouping<string, Run> runs)
    {
        var ordered = runs.OrderBy(run => run.At).ToList();
        return new TrendSeries(runs.Key, [.. ordered.Select((run, i) => new TrendPoint(run.At, run.Metrics, i == 0 ? [] : Changed(ordered[i - 1].Identity, run.Identity)))]);
    }

    private static List<string> Changed(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> now) =>
        [.. before.Keys.Union(now.Keys).Where(key => before.GetValueOrDefault(key) != now.GetValueOrDefault(key)).Order(StringComparer.Ordinal)];

    private sealed record Run(string Name, DateTimeOffset At, IReadOnlyDictionary<string, TrendValue> Metrics, IReadOnlyDictionary<string, string> Identity)
    {
        internal static Run Read(string file, string path)
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty("metrics", out var metrics) || metrics.ValueKind != JsonValueKind.Object) throw new FormatException("it has no metrics.");
            var identity = json.RootElement.TryGetProperty("identity", out var given) && given.ValueKind == JsonValueKind.Object
                ? given.EnumerateObject().Where(entry => entry.Value.ValueKind != JsonValueKind.Null).ToDictionary(entry => entry.Name, entry => entry.Value.ToString())
                : [];
            var folders = Path.GetDirectoryName(path)!.Split(Path.DirectorySeparatorChar);
            var dates = folders.Select(name => (Name: name, At: Date(name))).ToList();
            var at = dates.FirstOrDefault(part => part.At is not null).At ?? Date(identity.GetValueOrDefault("at")) ?? File.GetLastWriteTimeUtc(file);
            var names = dates.Where(part => part.At is null).Select(part => part.Name).ToList();
            if (names.Count == folders.Length && names.Count > 1) names.RemoveAt(0); // no date: the outer folder is one evaluation, the inner one the run
            var name = names.Count > 0 && folders.Length > 1 ? string.Join('/', names) : DatasetOf(identity);
            return new Run(name, at, metrics.EnumerateObject().ToDictionary(metric => metric.Name, Value), identity.Where(entry => entry.Key != "at").ToDictionary());
        }

        private static string DatasetOf(IReadOnlyDictionary<string, string> identity) =>
            identity.TryGetValue("dataset", out var dataset) ? $"{dataset}{(identity.TryGetValue("split", out var split) ? $", {split}" : "")}" : Unnamed;

        private static TrendValue Value(JsonProperty metric)
        {
            if (metric.Value.ValueKind != JsonValueKind.Object || Number(metric.Value, "mean") is not { } mean) throw new FormatException($"the measure '{metric.Name}' has no mean.");
            return new TrendValue(mean, Number(metric.Value, "lo"), Number(metric.Value, "hi"), (int?)Number(metric.Value, "n"));
        }

        private static double? Number(JsonElement value, string name) => value.TryGetProperty(name, out var number) && number.ValueKind == JsonValueKind.Number ? number.GetDouble() : null;

        private static DateTimeOffset? Date(string? text) =>
            DateTimeOffset.TryParseExact(text, Dates, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;
    }
}
