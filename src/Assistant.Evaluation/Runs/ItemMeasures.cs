using Assistant.Evaluation.Measures;

namespace Assistant.Evaluation.Runs;

/// <summary>The measures of one query, all 0 to 1.</summary>
internal static class ItemMeasures
{
    private const string Search = "search "; // before ranking
    private const string Words = "bm25 ";

    private static readonly IReadOnlyList<RetrievalMeasure> OfRanking = [Precision.At(1), Recall.At(1), Recall.At(5), Recall.At(100), ReciprocalRank.At(5), Ndcg.At(10)];
    private static readonly IReadOnlyList<RetrievalMeasure> OfSelection = [SetPrecision.Whole, SetRecall.Whole, SetF1.Whole];

    /// <summary>
    /// By name: P@1, recall, reciprocal rank and nDCG of the ranking, and the same of search before ranking and of BM25 alone; set precision, recall and F1 of what was
    /// selected; whether the focus holds every right property, also among its first three, and whether it holds nothing else.
    /// </summary>
    internal static IReadOnlyDictionary<string, double> Of(EvalItem item, IReadOnlyDictionary<string, string> properties)
    {
        if (item.Relevant is not { Count: > 0 } relevant) return new Dictionary<string, double>();
        var right = relevant.Select(id => properties.GetValueOrDefault(id, "")).ToHashSet();
        var measures = new Dictionary<string, double>();
        Add("", OfRanking, [.. item.Ranking.Select(passage => passage.Id)]);
        Add(Search, OfRanking, item.Search);
        Add(Words, OfRanking, item.Words);
        Add("", OfSelection, item.Selected);
        measures["focus holds all"] = right.IsSubsetOf(item.Focus) ? 1 : 0;
        measures["focus holds all, first 3"] = right.IsSubsetOf(item.Focus.Take(3)) ? 1 : 0;
        measures["focus exact"] = right.SetEquals(item.Focus) ? 1 : 0;
        measures["answered"] = item.Selected.Count > 0 ? 1 : 0;
        return measures;

        void Add(string prefix, IReadOnlyList<RetrievalMeasure> all, IReadOnlyList<string> ids)
        {
            var ranking = GradedRanking.Of(ids, relevant);
            foreach (var measure in all) measures[$"{prefix}{measure.MeanName}"] = measure.Of(ranking);
        }
    }
}
