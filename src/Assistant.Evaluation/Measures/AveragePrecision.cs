namespace Assistant.Evaluation.Measures;

/// <summary>Average precision (Buckley and Voorhees 2005, Retrieval System Evaluation; trec_eval's <c>map</c>).</summary>
public static class AveragePrecision
{
    /// <summary>The mean, over all relevant items, of the precision at their ranks; one that is not ranked counts 0, and so does a query where nothing is relevant.</summary>
    public static RetrievalMeasure Whole { get; } = new("AP", Of) { MeanName = "MAP" };

    private static double Of(GradedRanking ranking)
    {
        var (found, sum) = (0, 0.0);
        for (var i = 0; i < ranking.Grades.Count; i++)
        {
            if (ranking.Grades[i] < 1) continue;
            found++;
            sum += found / (double)(i + 1);
        }

        return found == 0 ? 0 : sum / ranking.Relevant.Count;
    }
}
