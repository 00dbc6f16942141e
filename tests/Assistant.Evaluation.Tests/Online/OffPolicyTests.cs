using Assistant.Evaluation.Online;

namespace Assistant.Evaluation.Tests.Online;

public sealed class OffPolicyTests
{
    private static readonly LoggedChoice[] Three = [new(1, .5, 1, .5, .8), new(0, .5, 0, .5, .8), new(1, .25, .5, 1, .6)]; // weights 2, 0, 2

    [Fact]
    public void Ips_is_the_mean_of_weighted_rewards()
    {
        var estimate = OffPolicy.Ips(Three);

        Assert.Equal(4.0 / 3, estimate.Value, 12);
        Assert.Equal(1.959964 * Math.Sqrt(8.0 / 3 / 2 / 3), estimate.Hi - estimate.Value, 6); // squares about the mean: 8/3
    }

    [Fact]
    public void Snips_divides_by_the_weights()
    {
        LoggedChoice[] log = [new(1, .5, 1), new(0, .5, .5)]; // weights 2 and 1

        var estimate = OffPolicy.Snips(log);

        Assert.Equal(2.0 / 3, estimate.Value, 12);
        Assert.Equal(1.959964 * Math.Sqrt((4.0 / 9) + (4.0 / 9)) / 3, estimate.Hi - estimate.Value, 6);
    }

    [Fact]
    public void DoublyRobust_corrects_the_model_by_weighted_residuals() =>
        Assert.Equal((.8 + (2 * .5) + .8 + 0 + .6 + (2 * 0)) / 3, OffPolicy.DoublyRobust(Three).Value, 12);

    [Fact]
    public void EffectiveSampleSize_counts_equal_weights_and_discounts_uneven_ones()
    {
        Assert.Equal(2, OffPolicy.EffectiveSampleSize(Three), 12);
        Assert.Equal(9.0 / 5, OffPolicy.EffectiveSampleSize([new(1, .5, 1), new(0, .5, .5)]), 12);
    }

    [Fact]
    public void Clip_bounds_weights() => Assert.Equal(2.0 / 3, OffPolicy.Ips(Three, clip: 1).Value, 12);

    [Fact]
    public void Snips_log_without_the_policy_s_choices_is_refused() =>
        Assert.Contains("none of the logged choices", Assert.Throws<ArgumentException>(() => OffPolicy.Snips([new(1, .5, 0), new(0, .5, 0)])).Message, StringComparison.Ordinal);

    [Fact]
    public void Estimates_need_two_choices_predictions_and_a_clip_above_nothing()
    {
        Assert.Throws<ArgumentException>(() => OffPolicy.Ips([new(1, .5, 1)]));
        Assert.Throws<ArgumentException>(() => OffPolicy.DoublyRobust([new(1, .5, 1), new(1, .5, 1)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => OffPolicy.Ips(Three, clip: double.NaN));
    }

    [Theory]
    [InlineData("IPS")]
    [InlineData("SNIPS")]
    [InlineData("DR")]
    [InlineData("DR, wrong model")]
    public void Estimate_over_many_logs_is_the_truth_and_its_intervals_cover_it(string name)
    {
        const int Logs = 1_500;
        var world = new SimulatedLog(IsModelWrong: name == "DR, wrong model");
        var estimates = Enumerable.Range(0, Logs).Select(seed => Estimate(name, world.Draw(seed, n: 400))).ToList();

        var mean = estimates.Average(estimate => estimate.Value);
        var error = Math.Sqrt(estimates.Sum(estimate => Math.Pow(estimate.Value - mean, 2)) / (Logs - 1) / Logs);
        var covered = estimates.Count(estimate => estimate.Lo <= SimulatedLog.Truth && SimulatedLog.Truth <= estimate.Hi) / (double)Logs;

        Assert.InRange(mean - SimulatedLog.Truth, -4 * error, 4 * error);
        Assert.InRange(covered, .93, .97); // 95 % but for chance (.0056 is one standard error) and the normal approximation
    }

    [Fact]
    public void Estimate_rewards_of_the_log_alone_are_far_from_the_truth()
    {
        var world = new SimulatedLog(IsModelWrong: false);

        Assert.True(Math.Abs(world.Draw(1, n: 50_000).Average(choice => choice.Reward) - SimulatedLog.Truth) > .1);
    }

    [Fact]
    public void DoublyRobust_right_model_narrows_the_interval()
    {
        var log = new SimulatedLog(IsModelWrong: false).Draw(1, n: 2_000);

        var (robust, weighted) = (OffPolicy.DoublyRobust(log), OffPolicy.Ips(log));

        Assert.True(robust.Hi - robust.Lo < .8 * (weighted.Hi - weighted.Lo));
    }

    private static OffPolicyEstimate Estimate(string name, IReadOnlyList<LoggedChoice> log) => name switch
    {
        "IPS" => OffPolicy.Ips(log),
        "SNIPS" => OffPolicy.Snips(log),
        _ => OffPolicy.DoublyRobust(log),
    };
}
