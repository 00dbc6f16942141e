using Assistant.Rank;

namespace Assistant.Tests.Rank;

public sealed class AnswerabilityTests
{
    private static readonly Answerability Model = new(-1, 1, 2);

    [Fact]
    public void Of_is_the_logistic_of_the_weighted_log_odds()
    {
        Assert.Equal(0.5, Model.Of(0.5, 0.5), 9); // log-odds 0, seeks 2 * .5: logistic(-1 + 0 + 1)
        Assert.Equal(0.8, Model.Of(0.8, 0.5), 9); // log-odds of .8
    }

    [Fact]
    public void Of_extremes_stays_finite()
    {
        Assert.InRange(Model.Of(1, 1), 0.99, 1);
        Assert.InRange(Model.Of(0, -1), 0, 0.001);
    }
}
