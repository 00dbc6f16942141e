using Assistant.Evaluation.Ranking;

namespace Assistant.Evaluation.Tests.Ranking;

public sealed class ThresholdChoiceTests
{
    [Fact]
    public void F1_counts_what_is_selected_and_what_was_missed()
    {
        var query = Query(relevant: 3, answerable: 0.8, (0.9, true), (0.6, false), (0.4, true));

        Assert.Equal(2 * 1.0 / (1 + 3), query.F1(0.7, 0.5)); // one of one selected, one of three found
        Assert.Equal(2 * 2.0 / (3 + 3), query.F1(0.4, 0.5));
        Assert.Equal(0, query.F1(0.4, 0.9)); // no answer, nothing found
    }

    [Fact]
    public void Of_answers_as_few_messages_that_seek_nothing_as_it_is_allowed_to()
    {
        JudgedRanking[] judged =
        [
            .. Enumerable.Range(0, 20).Select(_ => Query(relevant: 1, answerable: 0.6, (0.9, true))),
            .. Enumerable.Range(0, 40).Select(i => Nothing(answerable: i < 1 ? 0.7 : i < 4 ? 0.5 : 0.1)),
        ];

        var (minAnswerable, _) = ThresholdChoice.Of(judged);

        Assert.Equal(0.525, minAnswerable, 9); // one of forty is 2.5 %, four would be 10 %; no threshold that low keeps more questions
    }

    [Fact]
    public void Of_selects_by_the_best_mean_F1()
    {
        JudgedRanking[] judged = [Query(relevant: 2, answerable: 0.9, (0.8, true), (0.5, true), (0.3, false)), Nothing(answerable: 0.05)];

        var (_, minRelevance) = ThresholdChoice.Of(judged);

        Assert.InRange(minRelevance, 0.301, 0.5);
    }

    private static JudgedRanking Query(int relevant, double answerable, params (double, bool)[] ranking) => new("set", true, 1, relevant, ranking) { Answerable = answerable };

    private static JudgedRanking Nothing(double answerable) => new("set", false, -1, 0, [(0.9, false)]) { Answerable = answerable };
}
