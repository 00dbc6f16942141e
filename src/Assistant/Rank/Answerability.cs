namespace Assistant.Rank;

/// <summary>
/// The probability that what was found answers the message: a logistic regression over the log-odds of the two most relevant passages and over how clearly the
/// message seeks knowledge. Relevance orders passages; this decides whether there is an answer at all.
/// </summary>
/// <param name="Bias">Log-odds where all else is zero.</param>
/// <param name="Best">Weight of the best passage's log-odds.</param>
/// <param name="Second">Weight of the second's.</param>
/// <param name="Seeks">Weight of <see cref="KnowledgeSeeking.Of"/>.</param>
public sealed record Answerability(double Bias, double Best, double Second, double Seeks)
{
    private const double Least = 0.001; // a relevance below it, or of no passage, says no less

    /// <summary>The probability, 0 to 1; 0 where nothing was found.</summary>
    /// <param name="relevances">Of all passages, best first.</param>
    /// <param name="seeks">How clearly the message seeks knowledge, -1 to 1.</param>
    public double Of(IReadOnlyList<double> relevances, double seeks)
    {
        ArgumentNullException.ThrowIfNull(relevances);
        if (relevances.Count == 0) return 0;
        var features = Features(relevances, seeks);
        return 1 / (1 + Math.Exp(-(Bias + Best * features[0] + Second * features[1] + Seeks * features[2])));
    }

    /// <summary>What <see cref="Best"/>, <see cref="Second"/> and <see cref="Seeks"/> weigh.</summary>
    public static double[] Features(IReadOnlyList<double> relevances, double seeks)
    {
        ArgumentNullException.ThrowIfNull(relevances);
        return [LogOdds(relevances.Count > 0 ? relevances[0] : 0), LogOdds(relevances.Count > 1 ? relevances[1] : 0), seeks];
    }

    private static double LogOdds(double probability)
    {
        var clamped = Math.Clamp(probability, Least, 1 - Least);
        return Math.Log(clamped / (1 - clamped));
    }
}
