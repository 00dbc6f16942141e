using Assistant.Evaluation.Statistics;

namespace Assistant.Evaluation.Tests.Statistics;

/// <summary>Values computed by hand.</summary>
public sealed class SignificanceTests
{
    // |sum of signs| = 6 for 2 of 64 assignments; |4| or more for 2 * (1 + 6).
    [Theory]
    [InlineData(0, 2 / 64.0)]
    [InlineData(1, 14 / 64.0)]
    public void PairedRandomisation_few_pairs_are_exact(int losses, double expected)
    {
        var baseline = Enumerable.Range(0, 6).Select(i => i < losses ? 1.0 : 0).ToList();

        Assert.Equal(expected, PairedRandomisation.PValue(baseline, [.. baseline.Select(value => 1 - value)], seed: 1));
    }

    [Fact]
    public void PairedRandomisation_pairs_without_difference_do_not_count() =>
        Assert.Equal(2 / 8.0, PairedRandomisation.PValue([0, 0, 0, .3, .3, .3, .3, .3, .3, .3, .3, .3, .3], [.1, .2, .3, .3, .3, .3, .3, .3, .3, .3, .3, .3, .3], seed: 1));

    [Fact]
    public void PairedRandomisation_no_difference_is_1() => Assert.Equal(1, PairedRandomisation.PValue([.5, 0], [.5, 0], seed: 1));

    [Fact]
    public void PairedRandomisation_is_never_0()
    {
        var zeros = new double[200];

        Assert.Equal(1 / 10_001.0, PairedRandomisation.PValue(zeros, [.. zeros.Select(_ => 1.0)], seed: 1), 12);
    }

    // 100 pairs differ, 60 of them for the better: twice the binomial tail P(X >= 60) = .028444 (n 100, p .5).
    [Fact]
    public void PairedRandomisation_many_pairs_come_near_the_sign_test()
    {
        var baseline = Enumerable.Range(0, 100).Select(i => i < 60 ? 0.0 : 1).ToList();
        IReadOnlyList<double> candidate = [.. baseline.Select(value => 1 - value)];

        Assert.Equal(.0569, PairedRandomisation.PValue(baseline, candidate, seed: 1), .007);
        Assert.Equal(PairedRandomisation.PValue(baseline, candidate, seed: 1), PairedRandomisation.PValue(candidate, baseline, seed: 1));
    }

    // Sorted .01 .02 .03 .04: times 4, 3, 2, 1 are .04 .06 .06 .04, and none falls below one before it.
    [Fact]
    public void Holm_steps_down() => Assert.Equal([.06, .04, .06, .06], Holm.Adjusted([.04, .01, .03, .02]), (left, right) => Math.Abs(left - right) < 1e-12);

    [Fact]
    public void Holm_stays_below_1() => Assert.Equal([1, 1], Holm.Adjusted([.9, .6]));

    [Fact]
    public void Holm_refuses_what_is_no_pvalue() => Assert.Throws<ArgumentException>(() => Holm.Adjusted([.5, double.NaN]));

    // Differences 1, 2, 3: mean 2, standard deviation 1.
    [Fact]
    public void EffectSize_is_mean_over_deviation() => Assert.Equal(2, EffectSize.Paired([0, 0, 0], [1, 2, 3])!.Value, 12);

    [Theory]
    [InlineData(0.0, 0.0)]
    [InlineData(.3, null)] // differences that do not vary have no size
    public void EffectSize_without_variance(double difference, double? expected) => Assert.Equal(expected, EffectSize.Paired([.1, .2, .7], [.1 + difference, .2 + difference, .7 + difference]));

    [Fact]
    public void EffectSize_of_one_pair_is_unknown() => Assert.Null(EffectSize.Paired([0], [1]));

    // (1.959964 + .841621) * .5 / 10.
    [Fact]
    public void MinimumDetectableEffect_at_usual_levels() => Assert.Equal(.1400793, MinimumDetectableEffect.Of(n: 100, deviation: .5), 6);

    [Theory]
    [InlineData(.975, 1.9599640)]
    [InlineData(.5, 0)]
    [InlineData(.001, -3.0902323)]
    public void Quantiles_of_the_normal_distribution(double probability, double expected)
    {
        Assert.Equal(expected, NormalDistribution.Quantile(probability), 6);
        Assert.Equal(probability, NormalDistribution.Cumulative(NormalDistribution.Quantile(probability)), 12);
    }

    // Both say yes to 20 and no to 15 of 50; the first says yes to 25, the second to 30: (.7 - .5) / (1 - .5).
    [Fact]
    public void CohensKappa_counts_agreement_beyond_chance()
    {
        bool[] first = [.. Enumerable.Repeat(true, 25), .. Enumerable.Repeat(false, 25)];
        bool[] second = [.. Enumerable.Repeat(true, 20), .. Enumerable.Repeat(false, 5), .. Enumerable.Repeat(true, 10), .. Enumerable.Repeat(false, 15)];

        Assert.Equal(.4, CohensKappa.Of(first, second)!.Value, 12);
    }

    [Theory]
    [InlineData("a b a", "a b a", 1.0)]
    [InlineData("a b", "b a", -1.0)]
    [InlineData("a a", "b b", 0.0)]
    [InlineData("a a", "a a", null)]
    public void CohensKappa_edges(string first, string second, double? expected) => Assert.Equal(expected, CohensKappa.Of(first.Split(' '), second.Split(' ')));

    [Fact]
    public void CohensKappa_other_items_are_refused() => Assert.Throws<ArgumentException>(() => CohensKappa.Of(["a"], ["a", "b"]));
}
