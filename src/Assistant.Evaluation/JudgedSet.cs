using Assistant.Evaluation.Training;
using Assistant.Ingest;
using Assistant.Ingest.Beir;
using Assistant.Ingest.Properties;

namespace Assistant.Evaluation;

/// <summary>
/// Passages and queries that were judged against them: a dataset folder in the BEIR layout, or a catalogue with keyed questions. The properties
/// that a query is about are given with it.
/// </summary>
internal sealed record JudgedSet(string Name, ISourceFormat Format, string Path, IReadOnlyList<JudgedQuery> Queries)
{
    private const string Split = "val";

    /// <summary>Reads the folder.</summary>
    /// <exception cref="FormatException">A line is broken; the message names file and line.</exception>
    /// <exception cref="IOException">A file is missing.</exception>
    internal static async Task<JudgedSet> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        var catalog = System.IO.Path.Combine(folder, "catalog.jsonl");
        var name = System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(folder)));
        return File.Exists(catalog)
            ? new JudgedSet(name, new PropertiesFormat(new PropertySchema()), catalog, [.. KeyedQuestion.Read(System.IO.Path.Combine(folder, "questions.jsonl")).Select(Of)])
            : new JudgedSet(name, new BeirFormat(), folder, await JudgedAsync(folder, cancellationToken));
    }

    private static JudgedQuery Of(KeyedQuestion question)
    {
        var sources = question.Sources.Values.SelectMany(ids => ids).ToList();
        return new JudgedQuery(question.Id, question.Message, [question.Property], id => sources.Any(source => Teacher.IsPartOf(id, source)), sources.Count > 0);
    }

    private static async Task<IReadOnlyList<JudgedQuery>> JudgedAsync(string folder, CancellationToken cancellationToken)
    {
        var properties = new Dictionary<string, string>();
        await foreach (var item in new BeirFormat().ReadAsync(folder, cancellationToken))
        {
            foreach (var passage in item.Document?.Passages ?? []) properties[passage.Id] = passage.PropertyId;
        }

        var dataset = Dataset.Read(folder, Split);
        return [.. dataset.Queries.Select(query => new JudgedQuery(
            query.Id, query.Text, [.. dataset.Qrels[query.Id].Select(id => properties[id]).Distinct()], dataset.Qrels[query.Id].Contains, true))];
    }
}

/// <summary>A query, the properties it is about (one at least), which passages answer it, and whether any does.</summary>
internal sealed record JudgedQuery(string Id, string Text, IReadOnlyList<string> Focus, Func<string, bool> IsRelevant, bool IsAnswerable);
