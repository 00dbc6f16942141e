namespace Assistant.Evaluation.Measures;

/// <summary>F1 of a set (van Rijsbergen 1979; trec_eval's <c>set_F</c>).</summary>
public static class SetF1
{
    /// <summary>The harmonic mean of set precision and set recall; 0 where nothing relevant was selected.</summary>
    public static RetrievalMeasure Whole { get; } =
        new("set F1", selected => selected.Found == 0 ? 0 : 2.0 * selected.Found / (selected.Grades.Count + selected.Relevant.Count));
}
