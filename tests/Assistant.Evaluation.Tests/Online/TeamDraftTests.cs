using Assistant.Evaluation.Online;

namespace Assistant.Evaluation.Tests.Online;

public sealed class TeamDraftTests
{
    [Fact]
    public void Interleave_each_team_picks_its_best_that_is_left()
    {
        var picks = TeamDraft.Interleave(["x", "y", "z"], ["y", "x", "w"], 10, 1);

        Assert.Equal(4, picks.Count); // x, y, z, w, each once
        Assert.Equal(4, picks.Select(pick => pick.Id).Distinct().Count());
        Assert.Equal(picks[0].Team == Team.A ? ["x", "y"] : ["y", "x"], picks.Take(2).Select(pick => pick.Id));
        Assert.Equal(Team.A, Assert.Single(picks, pick => pick.Id == "z").Team);
        Assert.Equal(Team.B, Assert.Single(picks, pick => pick.Id == "w").Team);
    }

    [Fact]
    public void Interleave_every_two_places_have_one_pick_of_each_team()
    {
        var (a, b) = (Ids("a", 10), Ids("b", 10));

        foreach (var seed in Enumerable.Range(0, 50))
        {
            Assert.All(TeamDraft.Interleave(a, b, 20, seed).Chunk(2), round => Assert.NotEqual(round[0].Team, round[1].Team));
        }
    }

    [Fact]
    public void Interleave_same_seed_gives_the_same_list() =>
        Assert.Equal(TeamDraft.Interleave(Ids("a", 9), Ids("b", 9), 8, 7), TeamDraft.Interleave(Ids("a", 9), Ids("b", 9), 8, 7));

    [Fact]
    public void Interleave_one_ranking_that_ends_leaves_its_places_to_the_other()
    {
        var picks = TeamDraft.Interleave(["x"], ["x", "y", "z"], 3, 1);

        Assert.Equal(["x", "y", "z"], picks.Select(pick => pick.Id));
        Assert.All(picks.Skip(1), pick => Assert.Equal(Team.B, pick.Team));
    }

    [Fact]
    public void Credit_counts_what_was_used_by_team()
    {
        var picks = new[] { new Pick("x", Team.A), new Pick("y", Team.B), new Pick("z", Team.A) };

        Assert.Equal(new Credit(2, 0), TeamDraft.Credit(picks, new HashSet<string> { "x", "z" }));
        Assert.Contains("'q'", Assert.Throws<ArgumentException>(() => TeamDraft.Credit(picks, new HashSet<string> { "q" })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Preference_counts_lists_and_halves_ties()
    {
        var preference = Preference.Of([new Credit(2, 0), new Credit(1, 0), new Credit(0, 1), new Credit(1, 1)]);

        Assert.Equal((4, 2, 1, 1, .125, 1.0), (preference.N, preference.WinsA, preference.WinsB, preference.Ties, preference.Delta, preference.PValue));
    }

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(5, 0, 2.0 / 32)]
    [InlineData(8, 2, 2.0 * 56 / 1024)]
    [InlineData(2, 8, 2.0 * 56 / 1024)]
    [InlineData(3, 3, 1)]
    public void SignTest_is_the_exact_binomial(int wins, int losses, double expected) => Assert.Equal(expected, SignTest.PValue(wins, losses), 12);

    [Fact]
    public void SignTest_many_lists_neither_overflow_nor_vanish() => Assert.InRange(SignTest.PValue(5_100, 4_900), .0455, .0475); // normal with continuity: z 1.99, .0466

    // Guests read from the top and use the first relevant passage, or none: the place of a team must not decide.
    [Fact]
    public void Preference_of_equal_rankings_is_even_though_guests_favour_the_top()
    {
        var rejected = Enumerable.Range(0, 400).Count(log => Simulate(log, lists: 100, chanceA: .5, chanceB: .5).PValue < .05);
        var preference = Simulate(9, lists: 40_000, chanceA: .5, chanceB: .5);

        Assert.InRange(preference.Delta, -4 * .5 / 200, 4 * .5 / 200); // four standard errors of a fair coin
        Assert.InRange(rejected, 2, 34); // the exact test is a little below its 20 of 400
    }

    [Fact]
    public void Preference_finds_the_better_ranking_in_either_seat()
    {
        Assert.All(Enumerable.Range(0, 20), log =>
        {
            var better = Simulate(log, lists: 2_000, chanceA: .5, chanceB: .3);
            var worse = Simulate(log, lists: 2_000, chanceA: .3, chanceB: .5);
            Assert.True(better is { Delta: > 0, PValue: < .01 } && worse is { Delta: < 0, PValue: < .01 });
        });
    }

    private static Preference Simulate(int seed, int lists, double chanceA, double chanceB)
    {
        var random = new Random(seed);
        var credits = new Credit[lists];
        for (var i = 0; i < lists; i++)
        {
            var picks = TeamDraft.Interleave(Ids("a", 5), Ids("b", 5), 5, random.Next());
            var used = picks.FirstOrDefault(pick => random.NextDouble() < (pick.Team == Team.A ? chanceA : chanceB));
            credits[i] = TeamDraft.Credit(picks, used is null ? new HashSet<string>() : [used.Id]);
        }

        return Preference.Of(credits);
    }

    private static IReadOnlyList<string> Ids(string prefix, int count) => [.. Enumerable.Range(1, count).Select(i => $"{prefix}{i}")];
}
