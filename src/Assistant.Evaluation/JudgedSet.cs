using System.Runtime.CompilerServices;
using Assistant.Evaluation.Ranking;
using Assistant.Evaluation.Training;
using Assistant.Index;
using Assistant.Ingest;
using Assistant.Ingest.Beir;
using Assistant.Ingest.Properties;
using Assistant.Retrieve;
using Assistant.Text;

namespace Assistant.Evaluation;

/// <summary>
/// Passages and queries that were judged against them: a dataset folder in the BEIR layout, or a catalogue with keyed questions. The properties
/// that a query is about are given with it.
/// </summary>
internal sealed record JudgedSet(string Name, ISourceFormat Format, string Path, IReadOnlyList<JudgedQuery> Queries)
{
    internal const string Tenant = "training";

    private const string Split = "val";

    /// <summary>Reads the folder.</summary>
    /// <exception cref="FormatException">A line is broken; the message names file and line.</exception>
    /// <exception cref="IOException">A file is missing.</exception>
    internal static async Task<JudgedSet> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        var (format, path) = SourceOf(folder);
        var name = System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(folder)));
        return format is PropertiesFormat
            ? new JudgedSet(name, format, path, [.. KeyedQuestion.Read(System.IO.Path.Combine(folder, "questions.jsonl")).Select(Of)])
            : new JudgedSet(name, format, path, await JudgedAsync(folder, cancellationToken));
    }

    /// <summary>The same without the queries that the bundled models have learned from.</summary>
    internal JudgedSet HeldOut() => this with { Queries = [.. Queries.Where(query => query.IsHeldOut(Format is PropertiesFormat))] };

    /// <summary>What the passages of a folder are read with: <c>catalog.jsonl</c>, where there is one, or a corpus in the BEIR layout.</summary>
    internal static (ISourceFormat Format, string Path) SourceOf(string folder)
    {
        var catalog = System.IO.Path.Combine(folder, "catalog.jsonl");
        return File.Exists(catalog) ? (new PropertiesFormat(new PropertySchema()), catalog) : (new BeirFormat(), folder);
    }

    /// <summary>
    /// Ingests the passages into an empty index and searches each query among the passages of its own properties; or among all, put with their names. Left out are
    /// queries that seek no knowledge.
    /// </summary>
    internal async IAsyncEnumerable<JudgedCandidates> SearchAsync(
        IPassageIndex index, PassageEmbedder? embedder, int limit, [EnumeratorCancellation] CancellationToken cancellationToken, bool isFocused = true)
    {
        await new Ingestor(index, embedder).IngestAsync(Format, Path, Tenant, null, cancellationToken);
        var names = (await index.ListPropertiesAsync(Tenant, Filters.None, cancellationToken)).ToDictionary(property => property.Id, property => property.Name);
        var retriever = new Retriever(index, embedder);
        foreach (var query in Queries.Where(query => query.SeeksKnowledge))
        {
            var focusNames = query.Focus.Select(id => names[id]).ToList();
            var candidates = isFocused
                ? await retriever.RetrieveAsync(query.Text, focusNames, "en", new Filters { Properties = [.. query.Focus] }, Tenant, limit, cancellationToken)
                : await retriever.RetrieveAsync($"{query.Text} ({string.Join(", ", focusNames)})", [], "en", Filters.None, Tenant, limit, cancellationToken);
            yield return new JudgedCandidates(query, focusNames, candidates);
        }
    }

    private static JudgedQuery Of(KeyedQuestion question)
    {
        var sources = question.Sources.Values.SelectMany(ids => ids).ToList();
        return new JudgedQuery(question.Id, question.Request() with { Focus = [question.Property] }, id => sources.Any(source => Teacher.IsPartOf(id, source)), sources.Count);
    }

    private static async Task<IReadOnlyList<JudgedQuery>> JudgedAsync(string folder, CancellationToken cancellationToken)
    {
        var properties = new Dictionary<string, string>();
        await foreach (var item in new BeirFormat().ReadAsync(folder, cancellationToken))
        {
            foreach (var passage in item.Document?.Passages ?? []) properties[passage.Id] = passage.PropertyId;
        }

        var dataset = Dataset.Read(folder, Split);
        return
        [
            .. dataset.Queries.Select(query => new JudgedQuery(
                query.Id, query.Request([.. dataset.Qrels[query.Id].Select(id => properties[id]).Distinct()]), dataset.Qrels[query.Id].Contains, dataset.Qrels[query.Id].Count)),
            .. Dataset.ReadUnanswerable(folder).Select(query => new JudgedQuery(query.Id, query.Request(query.Metadata?.Focus), _ => false, 0, SeeksKnowledge: false)),
        ];
    }
}

/// <summary>A query, the names of the properties it is about, and what search found for it.</summary>
internal sealed record JudgedCandidates(JudgedQuery Query, IReadOnlyList<string> Names, IReadOnlyList<Candidate> Candidates);

/// <summary>
/// A query with its conversation and, where they are known, the properties it is about; which passages answer it, how many (long ones may have been split
/// into several), and whether it seeks knowledge at all.
/// </summary>
internal sealed record JudgedQuery(string Id, AskRequest Request, Func<string, bool> IsRelevant, int Relevant, bool SeeksKnowledge = true)
{
    internal string Text => Request.Message;

    internal IReadOnlyList<string> Focus => Request.Focus ?? [];

    internal bool IsAnswerable => Relevant > 0;

    /// <summary>Whether the bundled models have not learned from it: generated questions are asked in held-out ways, the others go by their first property.</summary>
    internal bool IsHeldOut(bool isGenerated) => isGenerated || !SeeksKnowledge || EntityFold.IsHeldOut(Focus[0]);

    internal int Fold => EntityFold.Of(Request);
}
