using Assistant.Evaluation.Statistics;

namespace Assistant.Evaluation.Tests.Statistics;

/// <summary>Samples from distributions whose mean is known: what the statistics promise must come true as often as they say.</summary>
public sealed class KnownTruthTests
{
    private const int Queries = 100;

    // Reciprocal ranks 1, 1/2, 1/3, 1/4, 1/5 and none, as they fall when search is middling, and when nearly all is right.
    private static readonly double[] Values = [1, 1 / 2.0, 1 / 3.0, 1 / 4.0, 1 / 5.0, 0];
    private static readonly double[] Middling = [.50, .15, .05, .05, .05, .20];
    private static readonly double[] NearlyPerfect = [.94, .02, .01, .005, .005, .02];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Bootstrap_interval_holds_the_true_mean_in_95_of_100_samples(bool isNearlyPerfect)
    {
        const int Samples = 1000;
        var shares = isNearlyPerfect ? NearlyPerfect : Middling;
        var truth = Values.Zip(shares, (value, share) => value * share).Sum();
        var random = new Random(11);
        var held = 0;
        for (var i = 0; i < Samples; i++)
        {
            var estimate = Bootstrap.Mean(Draw(random, shares), seed: i);
            if (estimate.Lo <= truth && truth <= estimate.Hi) held++;
        }

        Assert.InRange(held / (double)Samples, .935, .965);
    }

    [Theory]
    [InlineData(10)] // exact
    [InlineData(20)] // sampled
    public void PairedRandomisation_raises_5_false_alarms_in_100(int queries)
    {
        const int Comparisons = 1500;
        var random = new Random(12);
        var alarms = Enumerable.Range(0, Comparisons).Count(i =>
        {
            // Two systems that are as good, each better at some queries; differences of every size.
            var baseline = Enumerable.Range(0, queries).Select(_ => random.NextDouble()).ToList();
            return PairedRandomisation.PValue(baseline, [.. baseline.Select(_ => random.NextDouble())], seed: i) <= .05;
        });

        Assert.InRange(alarms / (double)Comparisons, .035, .065);
    }

    // Under the null a p-value is uniform. Twenty tests at .05 each raise an alarm in .64 of all families; Holm's in .05.
    [Fact]
    public void Holm_keeps_false_alarms_of_a_whole_family_at_5_in_100()
    {
        const int Families = 4000, Tests = 20;
        var random = new Random(13);
        var (plain, adjusted) = (0, 0);
        for (var i = 0; i < Families; i++)
        {
            double[] pValues = [.. Enumerable.Range(0, Tests).Select(_ => random.NextDouble())];
            if (pValues.Min() <= .05) plain++;
            if (Holm.Adjusted(pValues).Min() <= .05) adjusted++;
        }

        Assert.InRange(plain / (double)Families, .61, .67);
        Assert.InRange(adjusted / (double)Families, .035, .065);
    }

    // A true difference of just the minimum detectable effect must be found in 80 of 100 comparisons.
    [Fact]
    public void MinimumDetectableEffect_is_found_as_often_as_its_power_says()
    {
        const int Comparisons = 600, Pairs = 40;
        var deviation = Math.Sqrt(1 / 12.0); // of a uniform value
        var effect = MinimumDetectableEffect.Of(Pairs, deviation);
        var random = new Random(14);
        var found = Enumerable.Range(0, Comparisons).Count(i =>
            PairedRandomisation.PValue(new double[Pairs], [.. Enumerable.Range(0, Pairs).Select(_ => effect + random.NextDouble() - .5)], seed: i) <= .05);

        Assert.InRange(found / (double)Comparisons, .75, .85);
    }

    private static double[] Draw(Random random, double[] shares) => [.. Enumerable.Range(0, Queries).Select(_ =>
    {
        var (left, i) = (random.NextDouble() - shares[0], 0);
        while (left >= 0 && i < shares.Length - 1) left -= shares[++i];
        return Values[i];
    })];
}
