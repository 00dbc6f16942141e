namespace Assistant.Evaluation.Measures;

/// <summary>Reciprocal rank (Voorhees 1999, The TREC-8 Question Answering Track Report; trec_eval's <c>recip_rank</c>, which has no cutoff).</summary>
public static class ReciprocalRank
{
    /// <summary>1 / rank of the first relevant item; 0 where none is ranked.</summary>
    public static RetrievalMeasure Whole { get; } = new("RR", ranking => Of(ranking, int.MaxValue)) { MeanName = "MRR" };

    /// <summary>The same, 0 where none is among the first <paramref name="k"/>.</summary>
    public static RetrievalMeasure At(int k) => new($"RR@{RetrievalMeasure.Cutoff(k)}", ranking => Of(ranking, k)) { MeanName = $"MRR@{k}" };

    private static double Of(GradedRanking ranking, int k)
    {
        for (var i = 0; i < Math.Min(k, ranking.Grades.Count); i++)
        {
            if (ranking.Grades[i] >= 1) return 1.0 / (i + 1);
        }

        return 0;
    }
}
