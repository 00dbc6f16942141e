using Assistant.Evaluation.Measures;

namespace Assistant.Evaluation.Tests.Measures;

/// <summary>Values computed by hand; trec_eval 10.0-rc3 and 9.0.7 print the same for the graded ranking.</summary>
public sealed class RetrievalMeasureTests
{
    // d9 is not judged, d4 is judged and not relevant, d5 is relevant and not ranked, -1 means not judged.
    private static readonly Dictionary<string, int> Grades = new() { ["d1"] = 3, ["d2"] = 1, ["d3"] = 2, ["d4"] = 0, ["d5"] = 1, ["d6"] = -1 };
    private static readonly GradedRanking Graded = GradedRanking.Of(["d9", "d2", "d4", "d1", "d6", "d3"], Grades);

    public static TheoryData<RetrievalMeasure, string, double> ByHand => new()
    {
        { Precision.At(1), "P@1", 0 },
        { Precision.At(5), "P@5", 2 / 5.0 },
        { Precision.At(10), "P@10", 3 / 10.0 }, // ranks that were not filled count as wrong
        { Recall.At(5), "R@5", 2 / 4.0 },
        { Recall.At(100), "R@100", 3 / 4.0 },
        { ReciprocalRank.At(1), "RR@1", 0 },
        { ReciprocalRank.At(5), "RR@5", 1 / 2.0 },
        { ReciprocalRank.Whole, "RR", 1 / 2.0 },
        { AveragePrecision.Whole, "AP", ((1 / 2.0) + (2 / 4.0) + (3 / 6.0)) / 4 },
        { Ndcg.At(5), "nDCG@5", 0.37033 }, // (1/log2(3) + 3/log2(5)) / (3 + 2/log2(3) + 1/log2(4) + 1/log2(5)) = 1.92296 / 5.19254
        { Ndcg.At(10), "nDCG@10", 0.50753 }, // 2/log2(7) more: 2.63537 / 5.19254
        { SetPrecision.Whole, "set precision", 3 / 6.0 },
        { SetRecall.Whole, "set recall", 3 / 4.0 },
        { SetF1.Whole, "set F1", 2 * 3 / (6 + 4.0) },
    };

    public static TheoryData<RetrievalMeasure> Every => [.. ByHand.Select(row => row.Data.Item1)];

    [Theory]
    [MemberData(nameof(ByHand))]
    public void Of_a_graded_ranking(RetrievalMeasure measure, string name, double expected)
    {
        Assert.Equal(expected, measure.Of(Graded), 5);
        Assert.Equal(name, measure.ToString());
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void Nothing_ranked_or_nothing_relevant_is_0(RetrievalMeasure measure)
    {
        Assert.Equal(0, measure.Of(GradedRanking.Of([], Grades)));
        Assert.Equal(0, measure.Of(GradedRanking.Of(["d4", "d9"], new Dictionary<string, int> { ["d4"] = 0 })));
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void The_best_ranking_is_1(RetrievalMeasure measure)
    {
        var best = GradedRanking.Of(["d1", "d3", "d2", "d5"], Grades);

        if (measure.Name is "P@5" or "P@10") Assert.True(measure.Of(best) < 1); // four are relevant
        else Assert.Equal(1, measure.Of(best), 10);
    }

    [Fact]
    public void Means_have_their_usual_names() =>
        Assert.Equal(["MRR@5", "MRR", "MAP", "P@1"], [ReciprocalRank.At(5).MeanName, ReciprocalRank.Whole.MeanName, AveragePrecision.Whole.MeanName, Precision.At(1).MeanName]);

    // Relevant at ranks 2 and 4 of five, three relevant in all: (1/log2(3) + 1/log2(5)) / (1/log2(2) + 1/log2(3) + 1/log2(4)) = 1.06161 / 2.13093.
    [Fact]
    public void Ndcg_of_what_is_relevant_or_not() => Assert.Equal(0.49819, Ndcg.At(10).Of(GradedRanking.Of([false, true, false, true, false], relevant: 3)), 5);

    [Fact]
    public void Ndcg_looks_no_further_than_k() => Assert.Equal(0, Ndcg.At(2).Of(GradedRanking.Of([false, false, true], relevant: 1)));

    [Fact]
    public void Ndcg_more_relevant_than_k_can_be_perfect() => Assert.Equal(1, Ndcg.At(2).Of(GradedRanking.Of([true, true], relevant: 5)));

    [Fact]
    public void Ranked_twice_is_refused() => Assert.Contains("'d1'", Assert.Throws<ArgumentException>(() => GradedRanking.Of(["d1", "d1"], Grades)).Message, StringComparison.Ordinal);

    [Fact]
    public void Fewer_relevant_than_are_ranked_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => GradedRanking.Of([true, true], relevant: 1));

    [Fact]
    public void A_cutoff_of_0_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => Ndcg.At(0));
}
