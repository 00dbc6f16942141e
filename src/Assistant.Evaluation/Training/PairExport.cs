using Assistant.Index;
using Assistant.Ingest;
using Assistant.Retrieve;
using Assistant.Text;

namespace Assistant.Evaluation.Training;

/// <summary>
/// What an embedder learns from: a query, the passages that answer it, and passages of the same property that search takes for answers but are
/// none, nearest first. Texts are as the product embeds them.
/// </summary>
public sealed record TrainingPair(string Id, string Entity, string Name, string Query, IReadOnlyList<string> Positives, IReadOnlyList<string> Negatives);

/// <summary>Turns judged queries into training pairs, with the negatives that search by words would have gone for.</summary>
public static class PairExport
{
    private const int MostNegatives = 4;
    private const int CandidatesPerQuery = 40;

    /// <summary>The pairs of a folder (<see cref="JudgedSet"/>). Queries that nothing answers give none.</summary>
    /// <param name="folder">A dataset in the BEIR layout, or a catalogue with keyed questions.</param>
    /// <param name="index">An empty index to work in.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static async IAsyncEnumerable<TrainingPair> ReadAsync(string folder, IPassageIndex index, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        const string tenant = "training";
        var set = await JudgedSet.ReadAsync(folder, cancellationToken);
        await new Ingestor(index).IngestAsync(set.Format, set.Path, tenant, null, cancellationToken);
        var names = (await index.ListPropertiesAsync(tenant, Filters.None, cancellationToken)).ToDictionary(property => property.Id, property => property.Name);
        var retriever = new Retriever(index);
        var passages = new Dictionary<string, IReadOnlyList<Passage>>();
        foreach (var query in set.Queries)
        {
            var property = query.Focus[0];
            if (!passages.TryGetValue(property, out var own)) passages.Add(property, own = await index.PassagesOfAsync(tenant, property, cancellationToken));
            var positives = own.Where(passage => query.IsRelevant(passage.Id)).Select(PassageTerms.SearchText).ToList();
            if (positives.Count == 0) continue;
            var candidates = await retriever.RetrieveAsync(query.Text, [names[property]], "en", new Filters { Properties = [property] }, tenant, CandidatesPerQuery, cancellationToken);
            var negatives = candidates.Where(candidate => !query.IsRelevant(candidate.Passage.Id)).Take(MostNegatives).Select(candidate => PassageTerms.SearchText(candidate.Passage)).ToList();
            yield return new TrainingPair(query.Id, property, names[property], query.Text, positives, negatives);
        }
    }
}
