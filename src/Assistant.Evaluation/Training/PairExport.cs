using System.Runtime.CompilerServices;
using Assistant.Index;
using Assistant.Text;

namespace Assistant.Evaluation.Training;

/// <summary>
/// What an embedder learns from: a query, the passages that answer it (none, where its property's content does not), and passages of the same
/// property that search takes for answers but are none, nearest first. Texts are as the product embeds them.
/// </summary>
public sealed record TrainingPair(string Id, string Entity, string Name, string Query, IReadOnlyList<string> Positives, IReadOnlyList<string> Negatives);

/// <summary>Turns judged queries into training pairs, with the negatives that search by words would have gone for.</summary>
public static class PairExport
{
    private const int MostNegatives = 4;
    private const int CandidatesPerQuery = 40;

    /// <summary>The pairs of a folder (<see cref="JudgedSet"/>). Left out are queries whose answers are not in the index.</summary>
    /// <param name="folder">A dataset in the BEIR layout, or a catalogue with keyed questions.</param>
    /// <param name="index">An empty index to work in.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static async IAsyncEnumerable<TrainingPair> ReadAsync(string folder, IPassageIndex index, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var set = await JudgedSet.ReadAsync(folder, cancellationToken);
        var ofOneProperty = set with { Queries = [.. set.Queries.Where(query => query.SeeksKnowledge).Select(query => query with { Request = query.Request with { Focus = [query.Focus[0]] } })] };
        var passages = new Dictionary<string, IReadOnlyList<Passage>>();
        await foreach (var (query, names, candidates) in ofOneProperty.SearchAsync(index, null, CandidatesPerQuery, cancellationToken))
        {
            var property = query.Focus[0];
            if (!passages.TryGetValue(property, out var own)) passages.Add(property, own = await index.PassagesOfAsync(JudgedSet.Tenant, property, cancellationToken));
            var positives = own.Where(passage => query.IsRelevant(passage.Id)).Select(PassageTerms.SearchText).ToList();
            if (positives.Count == 0 && query.IsAnswerable) continue;
            var negatives = candidates.Where(candidate => !query.IsRelevant(candidate.Passage.Id)).Take(MostNegatives).Select(candidate => PassageTerms.SearchText(candidate.Passage)).ToList();
            yield return new TrainingPair(query.Id, property, names[0], query.Text, positives, negatives);
        }
    }
}
