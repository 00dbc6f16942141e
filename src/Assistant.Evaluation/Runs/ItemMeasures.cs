namespace Assistant.Evaluation.Runs;

/// <summary>The measures of one query, all 0 to 1.</summary>
internal static class ItemMeasures
{
    private const string Search = "search "; // before ranking
    private const string Words = "bm25 ";

    /// <summary>
    /// By name: P@1, recall, reciprocal rank and nDCG of the ranking, and the same of search before ranking and of BM25 alone; set precision, recall and F1 of what was
    /// selected; whether the focus holds every right property, also among its first three, and whether it holds nothing else.
    /// </summary>
    internal static IReadOnlyDictionary<string, double> Of(EvalItem item, IReadOnlyDictionary<string, string> properties)
    {
        if (item.Relevant is not { Count: > 0 } relevant) return new Dictionary<string, double>();
        var right = relevant.Select(id => properties.GetValueOrDefault(id, "")).ToHashSet();
        var found = item.Selected.Count(relevant.Contains);
        var measures = new Dictionary<string, double>();
        Rank("", [.. item.Ranking.Select(passage => relevant.Contains(passage.Id))]);
        Rank(Search, [.. item.Search.Select(relevant.Contains)]);
        Rank(Words, [.. item.Words.Select(relevant.Contains)]);
        measures["set precision"] = item.Selected.Count == 0 ? 0 : found / (double)item.Selected.Count;
        measures["set recall"] = found / (double)relevant.Count;
        measures["set F1"] = 2.0 * found / (item.Selected.Count + relevant.Count);
        measures["focus holds all"] = right.IsSubsetOf(item.Focus) ? 1 : 0;
        measures["focus holds all, first 3"] = right.IsSubsetOf(item.Focus.Take(3)) ? 1 : 0;
        measures["focus exact"] = right.SetEquals(item.Focus) ? 1 : 0;
        measures["answered"] = item.Selected.Count > 0 ? 1 : 0;
        return measures;

        void Rank(string prefix, IReadOnlyList<bool> ranking)
        {
            measures[$"{prefix}P@1"] = ranking is [true, ..] ? 1 : 0;
            foreach (var k in new[] { 1, 5, 100 }) measures[$"{prefix}R@{k}"] = ranking.Take(k).Count(yes => yes) / (double)relevant.Count;
            measures[$"{prefix}MRR@5"] = RetrievalMeasures.ReciprocalRank(ranking, 5);
            measures[$"{prefix}nDCG@10"] = RetrievalMeasures.Ndcg(ranking, relevant.Count, 10);
        }
    }
}
