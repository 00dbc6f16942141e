using System.Text.Json;
using System.Text.Json.Serialization;

namespace Assistant.Evaluation;

/// <summary>A dataset folder in the BEIR layout with conversations: its queries and the relevant passages of each.</summary>
public sealed class Dataset
{
    private Dataset(string folder, IReadOnlyList<DatasetQuery> queries, IReadOnlyDictionary<string, IReadOnlySet<string>> qrels)
    {
        Folder = folder;
        Queries = queries;
        Qrels = qrels;
    }

    /// <summary>The queries of <c>queries-without-answer.jsonl</c>; none where there is no such file.</summary>
    /// <exception cref="FormatException">A line is broken; the message names file and line.</exception>
    public static IEnumerable<DatasetQuery> ReadUnanswerable(string folder)
    {
        var file = Path.Combine(folder, "queries-without-answer.jsonl");
        return File.Exists(file) ? JsonLines.Read<DatasetQuery>(file) : [];
    }

    /// <summary>Where it lies.</summary>
    public string Folder { get; }

    /// <summary>The queries of the split, in file order.</summary>
    public IReadOnlyList<DatasetQuery> Queries { get; }

    /// <summary>The relevant corpus ids of each query of the split.</summary>
    public IReadOnlyDictionary<string, IReadOnlySet<string>> Qrels { get; }

    /// <summary>Reads <c>queries.jsonl</c> and <c>qrels/SPLIT.tsv</c>; queries without a judgement in the split are left out.</summary>
    /// <exception cref="FormatException">A line is not of the layout; the message names file and line.</exception>
    /// <exception cref="IOException">A file is missing.</exception>
    public static Dataset Read(string folder, string split)
    {
        var qrels = new Dictionary<string, HashSet<string>>();
        var file = Path.Combine(folder, "qrels", $"{split}.tsv");
        foreach (var (line, number) in File.ReadLines(file).Select((line, i) => (line, i + 1)).Skip(1))
        {
            if (line.Split('\t') is not [var query, var passage, var score]) throw new FormatException($"{file}:{number}: not 'query-id, corpus-id, score' by tabs.");
            if (!qrels.TryGetValue(query, out var relevant)) qrels.Add(query, relevant = []);
            if (score != "0") relevant.Add(passage);
        }

        var queries = JsonLines.Read<DatasetQuery>(Path.Combine(folder, "queries.jsonl")).Where(query => qrels.ContainsKey(query.Id)).ToList();
        return new Dataset(folder, queries, qrels.ToDictionary(pair => pair.Key, pair => (IReadOnlySet<string>)pair.Value));
    }
}

/// <summary>A query with the conversation before it.</summary>
public sealed record DatasetQuery([property: JsonPropertyName("_id")] string Id, string Text, DatasetQueryMetadata? Metadata)
{
    /// <summary>The request that asks it, told which properties it is about.</summary>
    public AskRequest Request(IReadOnlyList<string>? focus) =>
        new(Text, Focus: focus, History: [.. (Metadata?.History ?? []).Select(turn => new Turn(turn.Speaker == "U" ? Speaker.User : Speaker.Assistant, turn.Text))]);
}

/// <summary>The turns before the query, oldest first, and the properties it is known to be about.</summary>
public sealed record DatasetQueryMetadata(IReadOnlyList<DatasetTurn>? History, IReadOnlyList<string>? Focus)
{
    /// <summary>What else is said of it.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement> More { get; init; } = new Dictionary<string, JsonElement>();
}

/// <summary>A turn; the speaker is <c>U</c> (user) or <c>S</c> (system).</summary>
public sealed record DatasetTurn(string Speaker, string Text);
