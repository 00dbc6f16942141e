namespace Assistant.Evaluation.Measures;

/// <summary>Precision of a set (trec_eval's <c>set_P</c>).</summary>
public static class SetPrecision
{
    /// <summary>The share of what was selected that is relevant; 0 where nothing was selected.</summary>
    public static RetrievalMeasure Whole { get; } = new("set precision", selected => selected.Grades.Count == 0 ? 0 : selected.Found / (double)selected.Grades.Count);
}
