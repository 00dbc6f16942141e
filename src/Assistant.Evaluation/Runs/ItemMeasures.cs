using Assistant.Evaluation.Measures;

namespace Assistant.Evaluation.Runs;

/// <summary>The measures of one query, 0 to 1 but for lengths. A measure that does not apply to a query has no value for it.</summary>
internal static class ItemMeasures
{
    internal const string Search = "search "; // before ranking
    internal const string Words = "bm25 ";

    private static readonly IReadOnlyList<RetrievalMeasure> OfRanking = [Precision.At(1), Recall.At(1), Recall.At(5), Recall.At(100), ReciprocalRank.At(5), Ndcg.At(10)];
    private static readonly IReadOnlyList<RetrievalMeasure> OfSelection = [SetPrecision.Whole, SetRecall.Whole, SetF1.Whole];

    /// <summary>
    /// By name: P@1, recall, reciprocal rank and nDCG of the ranking, and the same of search before ranking and of BM25 alone; set precision, recall and F1 of what was
    /// selected; whether the focus holds every right property, also among its first three, and whether it holds nothing else; then those of the answer.
    /// </summary>
    /// <param name="query">What is known of the right answer.</param>
    /// <param name="item">What came of it.</param>
    /// <param name="search">The ranking as search found it.</param>
    /// <param name="words">The ranking by BM25 alone.</param>
    /// <param name="passages">The content.</param>
    /// <param name="isToAnswer">Whether the run goes to the answer; then a query that failed has all of its measures, at zero.</param>
    internal static IReadOnlyDictionary<string, double> Of(EvalQuery query, EvalItem item, IReadOnlyList<string> search, IReadOnlyList<string> words, IReadOnlyDictionary<string, Passage> passages, bool isToAnswer)
    {
        var measures = new Dictionary<string, double>();
        if (query.Relevant is { Count: > 0 } relevant)
        {
            var right = relevant.Select(id => passages.GetValueOrDefault(id)?.PropertyId ?? "").ToHashSet();
            var judged = relevant.ToHashSet();
            Add("", OfRanking, [.. item.Ranking.Select(passage => passage.Id)]);
            Add(Search, OfRanking, search);
            Add(Words, OfRanking, words);
            Add("", OfSelection, item.Selected);
            measures["focus holds all"] = right.IsSubsetOf(item.Focus) ? 1 : 0;
            measures["focus holds all, first 3"] = right.IsSubsetOf(item.Focus.Take(3)) ? 1 : 0;
            measures["focus exact"] = right.SetEquals(item.Focus) ? 1 : 0;
            measures["answered"] = item.Selected.Count > 0 ? 1 : 0;

            void Add(string prefix, IReadOnlyList<RetrievalMeasure> all, IReadOnlyList<string> ids)
            {
                var ranking = GradedRanking.Of(ids, judged);
                foreach (var measure in all) measures[$"{prefix}{measure.MeanName}"] = measure.Of(ranking);
            }
        }
        else
        {
            measures["answered without answer"] = item.Selected.Count > 0 ? 1 : 0;
        }

        if (item.Answer is not null || (item.Error is not null && isToAnswer)) AnswerMeasures.Add(measures, query, item.Answer, passages);
        return measures;
    }
}
