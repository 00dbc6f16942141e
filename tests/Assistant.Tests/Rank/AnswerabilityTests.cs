using Assistant.Rank;

namespace Assistant.Tests.Rank;

public sealed class AnswerabilityTests
{
    private static readonly Answerability Model = new(-1, 1, 0.5, 2);

    [Fact]
    public void Of_is_the_logistic_of_the_weighted_log_odds()
    {
        // best .5 -> 0, second .5 -> 0, seeks .5 -> 1: logistic(-1 + 0 + 0 + 1)
        Assert.Equal(0.5, Model.Of([0.5, 0.5, 0.1], 0.5), 9);
    }

    [Fact]
    public void Of_single_passage_counts_the_second_as_hopeless() =>
        Assert.Equal(1 / (1 + Math.Exp(1 - 0.5 * Math.Log(0.001 / 0.999))), Model.Of([0.5], 0), 9);

    [Fact]
    public void Of_nothing_found_is_zero() => Assert.Equal(0, Model.Of([], 1));

    [Fact]
    public void Of_certain_passages_stays_finite() => Assert.InRange(Model.Of([1, 1], 1), 0.99, 1);
}
