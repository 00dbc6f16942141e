using Assistant.Generate.Servers;

namespace Assistant.Tests.Generate.Servers;

public sealed class ServerHealthTests
{
    private static readonly ServerLimits Limits = new(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60));
    private readonly Clock clock = new();
    private readonly ServerHealth health;

    public ServerHealthTests() => health = new ServerHealth(Limits, clock);

    [Fact]
    public void Failures_in_a_row_pause_it_and_success_ends_that()
    {
        health.Failed(isSlow: false);
        health.Failed(isSlow: false);
        Assert.True(health.IsUp);

        health.Failed(isSlow: false);
        Assert.False(health.IsUp);

        health.Succeeded();
        Assert.Equal((true, 0), (health.IsUp, health.Failures));
    }

    [Fact]
    public void Pauses_double_up_to_the_longest()
    {
        var pauses = new List<double>();
        for (var i = 0; i < 8; i++)
        {
            health.Failed(isSlow: true);
            pauses.Add((health.PausedUntil - clock.Now).TotalSeconds);
        }

        Assert.Equal([1, 2, 4, 8, 16, 30, 30, 30], pauses);
    }

    [Fact]
    public void One_request_tries_it_after_a_pause()
    {
        health.Failed(isSlow: true);
        clock.Now += TimeSpan.FromSeconds(1);
        Assert.True(health.IsUp);

        Assert.True(health.Begin());
        Assert.False(health.IsUp);
        Assert.False(health.Begin()); // it came at the same moment

        health.Abandoned(isProbe: false);
        Assert.False(health.IsUp);
        health.Abandoned(isProbe: true); // its guest left
        Assert.True(health.IsUp);
    }

    private sealed class Clock : TimeProvider
    {
        internal DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
