namespace Assistant.Evaluation.Tests;

/// <summary>Values computed by hand.</summary>
public sealed class RetrievalMeasuresTests
{
    // Relevant at ranks 2 and 4 of five, three relevant in all: (1/log2(3) + 1/log2(5)) / (1/log2(2) + 1/log2(3) + 1/log2(4)) = 1.06161 / 2.13093.
    [Fact]
    public void Ndcg_counts_ranks_and_what_was_not_found() => Assert.Equal(0.49819, RetrievalMeasures.Ndcg([false, true, false, true, false], relevant: 3, k: 10), 5);

    [Theory]
    [InlineData(0, 0.0)] // nothing is relevant
    [InlineData(1, 1.0)] // all is found at the top
    public void Ndcg_edges(int relevant, double expected) => Assert.Equal(expected, RetrievalMeasures.Ndcg([relevant > 0, false], relevant, k: 10));

    [Fact]
    public void Ndcg_looks_no_further_than_k() => Assert.Equal(0, RetrievalMeasures.Ndcg([false, false, true], relevant: 1, k: 2));

    [Fact]
    public void Ndcg_more_relevant_than_k_can_be_perfect() => Assert.Equal(1, RetrievalMeasures.Ndcg([true, true], relevant: 5, k: 2));

    [Theory]
    [InlineData(3, 1.0 / 3)]
    [InlineData(2, 0)]
    public void ReciprocalRank_looks_no_further_than_k(int k, double expected) => Assert.Equal(expected, RetrievalMeasures.ReciprocalRank([false, false, true], k));

    [Fact]
    public void ReciprocalRank_nothing_found() => Assert.Equal(0, RetrievalMeasures.ReciprocalRank([], 5));
}
