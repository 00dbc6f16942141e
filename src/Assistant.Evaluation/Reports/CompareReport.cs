namespace Assistant.Evaluation.Reports;

/// <summary>x</summary>
public static class CompareReport
{
    /// <summary>x</summary>
    public static string Html(Compare.RunComparison comparison) => "";
}
