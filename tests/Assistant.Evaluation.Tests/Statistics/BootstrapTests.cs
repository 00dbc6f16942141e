using Assistant.Evaluation.Statistics;

namespace Assistant.Evaluation.Tests.Statistics;

public sealed class BootstrapTests
{
    [Fact]
    public void Interval_holds_the_mean_and_repeats_by_seed()
    {
        double[] values = [0, 0, .5, 1, 1, 1, .25, 1, 0, .2];

        var estimate = Bootstrap.Mean(values, seed: 7);

        Assert.Equal(.495, estimate.Mean, 10);
        Assert.Equal(10, estimate.N);
        Assert.InRange(estimate.Lo, 0, .495);
        Assert.InRange(estimate.Hi, .495, 1);
        Assert.Equal(estimate, Bootstrap.Mean(values, seed: 7));
        Assert.NotEqual(estimate, Bootstrap.Mean(values, seed: 8));
    }

    // Of 400 symmetric values the interval is that of the normal distribution: 1.96 * .5 / 20 on either side.
    [Fact]
    public void Interval_of_many_symmetric_values_is_the_normal_one()
    {
        var estimate = Bootstrap.Mean([.. Enumerable.Range(0, 400).Select(i => i % 2.0)], seed: 1);

        Assert.Equal(.5 - .049, estimate.Lo, .006);
        Assert.Equal(.5 + .049, estimate.Hi, .006);
    }

    [Fact]
    public void Interval_leans_to_the_side_where_values_are_rare()
    {
        var estimate = Bootstrap.Mean([.. Enumerable.Repeat(1.0, 95), .. Enumerable.Repeat(0.0, 5)], seed: 1);

        Assert.True(estimate.Mean - estimate.Lo > 1.3 * (estimate.Hi - estimate.Mean), $"{estimate}");
    }

    [Fact]
    public void Equal_values_leave_no_interval() => Assert.Equal(new Estimate(.5, .5, .5, 3), Bootstrap.Mean([.5, .5, .5], seed: 1));

    [Fact]
    public void No_values_are_refused() => Assert.Throws<ArgumentException>(() => Bootstrap.Mean([], seed: 1));

    [Fact]
    public void Difference_is_that_of_the_pairs()
    {
        double[] baseline = [0, .5, 1, 0], candidate = [.5, .5, 1, 1];

        var estimate = PairedBootstrap.Difference(baseline, candidate, seed: 3);

        Assert.Equal(Bootstrap.Mean([.5, 0, 0, 1], seed: 3), estimate);
        Assert.True(estimate.Lo >= 0); // hard queries are hard for both
    }

    [Fact]
    public void Difference_of_other_queries_is_refused() => Assert.Throws<ArgumentException>(() => PairedBootstrap.Difference([1], [1, 0], seed: 1));
}
