using System.Globalization;
using Assistant.Evaluation.Measures;
using Assistant.Index;
using Assistant.Text;

namespace Assistant.Evaluation;

/// <summary>What search finds for judged queries, before any ranking: by words alone and with the embedder, among the query's own properties and among all.</summary>
public static class RetrievalCheck
{
    private const int Limit = 100;

    /// <summary>A line of figures for each way to search.</summary>
    /// <param name="folder">Judged queries (<see cref="JudgedSet"/>). Where all properties are searched, a query is put with the names of its own.</param>
    /// <param name="openIndex">Opens an empty index.</param>
    /// <param name="embedder">The embedder; null measures words alone.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static async Task<IReadOnlyList<string>> ReportAsync(string folder, Func<IPassageIndex> openIndex, PassageEmbedder? embedder, CancellationToken cancellationToken)
    {
        var set = await JudgedSet.ReadAsync(folder, cancellationToken);
        var lines = new List<string>();
        foreach (var isFocused in new[] { true, false })
        {
            foreach (var with in embedder is null ? [null] : new[] { null, embedder })
            {
                await using var index = openIndex();
                var (ndcg, reciprocal, first, count) = (0.0, 0.0, 0, 0);
                await foreach (var (query, _, candidates) in set.SearchAsync(index, with, Limit, cancellationToken, isFocused))
                {
                    if (!query.IsAnswerable) continue;
                    var found = candidates.Select(candidate => query.IsRelevant(candidate.Passage.Id)).ToList();
                    var ranking = GradedRanking.Of(found, Math.Max(query.Relevant, found.Count(yes => yes)));
                    count++;
                    ndcg += Ndcg.At(10).Of(ranking);
                    reciprocal += ReciprocalRank.At(5).Of(ranking);
                    if (found is [true, ..]) first++;
                }

                lines.Add(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{(isFocused ? "own properties" : "all properties"),-15} {(with is null ? "words" : "words and embedder"),-19} n {count}  nDCG@10 {ndcg / count:0.000}  MRR@5 {reciprocal / count:0.000}  R@1 {first / (double)count:0.000}"));
            }
        }

        return lines;
    }
}
