namespace Assistant.Evaluation.Online;

/// <summary>The sign test: whether one side wins more often than a fair coin would.</summary>
public static class SignTest
{
    /// <summary>The two-sided exact binomial p-value (0 to 1) of <paramref name="wins"/> against <paramref name="losses"/>; 1 where there are neither.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative.</exception>
    public static double PValue(int wins, int losses)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(wins);
        ArgumentOutOfRangeException.ThrowIfNegative(losses);
        var n = wins + losses;
        var logChance = -n * Math.Log(2); // of no win at all; each next one follows from the one before
        var tail = Math.Exp(logChance);
        for (var k = 1; k <= Math.Min(wins, losses); k++)
        {
            logChance += Math.Log(n - k + 1) - Math.Log(k);
            tail += Math.Exp(logChance);
        }

        return Math.Min(1, 2 * tail);
    }
}
