namespace Assistant.Rank;

/// <summary>
/// The probability that what was found answers the message: a logistic regression over the log-odds of the most relevant passage and over how clearly the
/// message seeks knowledge. Relevance orders passages; this decides whether there is an answer at all.
/// </summary>
/// <param name="Bias">Log-odds where all else is zero.</param>
/// <param name="Best">Weight of the best passage's log-odds.</param>
/// <param name="Seeks">Weight of <see cref="KnowledgeSeeking.Of"/>.</param>
public sealed record Answerability(double Bias, double Best, double Seeks)
{
    private const double Least = 0.001; // a relevance below it says no less

    /// <summary>The probability, 0 to 1.</summary>
    /// <param name="best">The best passage's relevance; 0 where nothing was found.</param>
    /// <param name="seeks">How clearly the message seeks knowledge, -1 to 1.</param>
    public double Of(double best, double seeks)
    {
        var features = Features(best, seeks);
        return 1 / (1 + Math.Exp(-(Bias + Best * features[0] + Seeks * features[1])));
    }

    /// <summary>What <see cref="Best"/> and <see cref="Seeks"/> weigh.</summary>
    public static double[] Features(double best, double seeks) => [LogOdds(best), seeks];

    private static double LogOdds(double probability)
    {
        var clamped = Math.Clamp(probability, Least, 1 - Least);
        return Math.Log(clamped / (1 - clamped));
    }
}
