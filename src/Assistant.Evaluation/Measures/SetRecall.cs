namespace Assistant.Evaluation.Measures;

/// <summary>Recall of a set (trec_eval's <c>set_recall</c>).</summary>
public static class SetRecall
{
    /// <summary>The share of what is relevant that was selected; 0 where nothing is relevant.</summary>
    public static RetrievalMeasure Whole { get; } = new("set recall", selected => selected.Relevant.Count == 0 ? 0 : selected.Found / (double)selected.Relevant.Count);
}
