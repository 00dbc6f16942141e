using System.Text.Json;
using System.Text.Json.Serialization;

namespace Assistant.Evaluation.Compare;

/// <summary>A run as it was written: each query's measures and, where the run went so far, its answer.</summary>
/// <param name="Name">The folder's name.</param>
/// <param name="Queries">By id.</param>
public sealed record StoredRun(string Name, IReadOnlyDictionary<string, StoredQuery> Queries)
{
    private static readonly JsonSerializerOptions Lenient = new(JsonSerializerOptions.Web) { NumberHandling = JsonNumberHandling.Strict };

    /// <summary>Reads a run's folder (<c>per-query.jsonl</c> and <c>answers.jsonl</c>), or one file with lines of <c>_id</c>, <c>metrics</c> and <c>slices</c>.</summary>
    /// <exception cref="ArgumentException">There is no run.</exception>
    /// <exception cref="FormatException">A line is broken; the message names file and line.</exception>
    public static StoredRun Read(string path)
    {
        var file = Directory.Exists(path) ? Path.Combine(path, "per-query.jsonl") : path;
        if (!File.Exists(file)) throw new ArgumentException($"'{path}' is no run: it has no per-query.jsonl. Runs are written by eval run --out.", nameof(path));
        var queries = new Dictionary<string, StoredQuery>();
        foreach (var query in JsonLines.Read<StoredQuery>(file, Lenient))
        {
            if (query.Id is null || query.Metrics is null) throw new FormatException($"{file}:{queries.Count + 1}: a line needs _id and metrics.");
            if (!queries.TryAdd(query.Id, query)) throw new FormatException($"{file}:{queries.Count + 1}: '{query.Id}' stands there twice.");
        }

        var answers = Path.Combine(path, "answers.jsonl");
        foreach (var answer in File.Exists(answers) ? JsonLines.Read<StoredAnswer>(answers, Lenient) : [])
        {
            if (queries.TryGetValue(answer.Id, out var query)) queries[answer.Id] = query with { Answer = answer };
        }

        return new StoredRun(Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))), queries);
    }
}

/// <summary>A query of a stored run.</summary>
public sealed record StoredQuery([property: JsonPropertyName("_id")] string Id, IReadOnlyDictionary<string, double> Metrics, string? Text = null, IReadOnlyDictionary<string, string>? Slices = null, string? Error = null)
{
    /// <summary>Measures that a judge was to give and could not, with what went wrong.</summary>
    public IReadOnlyDictionary<string, string>? Unjudged { get; init; }

    /// <summary>What was answered; null where the run did not go so far.</summary>
    public StoredAnswer? Answer { get; init; }
}

/// <summary>An answer of a stored run.</summary>
public sealed record StoredAnswer([property: JsonPropertyName("_id")] string Id, string Answer, string? Verdict);
