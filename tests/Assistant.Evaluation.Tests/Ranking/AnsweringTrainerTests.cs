using Assistant.Evaluation.Ranking;

namespace Assistant.Evaluation.Tests.Ranking;

public sealed class AnsweringTrainerTests
{
    [Fact]
    public void Train_learns_that_relevance_and_seeking_speak_for_an_answer()
    {
        var random = new Random(1);
        var judged = Enumerable.Range(0, 400).Select(i => i % 2 == 0
            ? new JudgedRanking("set", true, 0.5 + random.NextDouble() / 2, 1, [(0.5 + random.NextDouble() / 2, true), (random.NextDouble() / 4, false)])
            : new JudgedRanking("set", false, random.NextDouble() - 1, 0, [(random.NextDouble() * 0.9, false)])).ToList();

        var model = AnsweringTrainer.Train(judged, doesAskSeeking: true);

        Assert.True(model.Best > 0 && model.Seeks > 0, $"{model}");
        Assert.True(model.Of(0.9, 0.9) > 0.5, $"{model}");
        Assert.True(model.Of(0.9, -0.9) < 0.5, $"{model}");
    }

    [Fact]
    public void Train_without_seeking_gives_it_no_weight()
    {
        JudgedRanking[] judged = [new("set", true, 1, 1, [(0.9, true)]), new("set", false, -1, 0, [(0.2, false)])];

        Assert.Equal(0, AnsweringTrainer.Train(judged, doesAskSeeking: false).Seeks);
    }

    [Fact]
    public void Train_nothing_to_tell_apart_leaves_it_to_the_best_passage() =>
        Assert.Equal(0.5, AnsweringTrainer.Train([new("set", false, 0, 0, [(0.4, false)])], doesAskSeeking: true).Of(0.5, 0));
}
