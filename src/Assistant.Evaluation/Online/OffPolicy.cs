namespace Assistant.Evaluation.Online;

/// <summary>An estimate of the mean reward with its 95 % interval.</summary>
public sealed record OffPolicyEstimate(string Name, double Value, double Lo, double Hi);

/// <summary>
/// What a policy would have earned, estimated from a log of another one's random choices. Every estimate takes the choices to be drawn independently, and its interval to be
/// normal; neither holds with few effective samples.
/// </summary>
public static class OffPolicy
{
    private const double Z = 1.959964; // 97.5th percentile of the normal distribution

    /// <summary>
    /// Inverse propensity scoring (Horvitz and Thompson 1952): the mean of weighted rewards. Unbiased, unless weights are clipped.
    /// </summary>
    /// <param name="log">At least two choices.</param>
    /// <param name="clip">The largest weight; larger ones are taken for it. Infinity for none.</param>
    public static OffPolicyEstimate Ips(IReadOnlyList<LoggedChoice> log, double clip = double.PositiveInfinity) =>
        Mean("IPS", Checked(log, clip), choice => Math.Min(choice.Weight, clip) * choice.Reward);

    /// <summary>
    /// The self-normalised estimator (Swaminathan and Joachims 2015): weighted rewards over the sum of weights. Slightly biased, of order 1/n, and mostly closer. Its
    /// interval is by the delta method.
    /// </summary>
    /// <param name="log">At least two choices, one of which the policy would make.</param>
    /// <param name="clip">As above.</param>
    /// <exception cref="ArgumentException">The policy would make none of these choices.</exception>
    public static OffPolicyEstimate Snips(IReadOnlyList<LoggedChoice> log, double clip = double.PositiveInfinity)
    {
        var weights = Checked(log, clip).Select(choice => Math.Min(choice.Weight, clip)).ToList();
        var sum = weights.Sum();
        if (sum == 0) throw new ArgumentException("The policy in question would make none of the logged choices: the log says nothing of it.", nameof(log));
        var value = weights.Zip(log, (weight, choice) => weight * choice.Reward).Sum() / sum;
        var error = Math.Sqrt(weights.Zip(log, (weight, choice) => Square(weight * (choice.Reward - value))).Sum()) / sum;
        return new OffPolicyEstimate("SNIPS", value, value - (Z * error), value + (Z * error));
    }

    /// <summary>
    /// The doubly robust estimator (Dudík, Langford and Li 2011): a reward model's expectation, put right by weighted residuals. Unbiased where propensities are right, whatever the
    /// model; the better the model, the narrower.
    /// </summary>
    /// <param name="log">At least two choices, each with the model's expectations.</param>
    /// <param name="clip">As above.</param>
    /// <exception cref="ArgumentException">A choice has no expectations.</exception>
    public static OffPolicyEstimate DoublyRobust(IReadOnlyList<LoggedChoice> log, double clip = double.PositiveInfinity)
    {
        if (!Checked(log, clip).All(choice => choice.IsPredicted)) throw new ArgumentException("The doubly robust estimate needs predicted and predictedTarget with every choice.", nameof(log));
        return Mean("DR", log, choice => choice.PredictedTarget!.Value + (Math.Min(choice.Weight, clip) * (choice.Reward - choice.Predicted!.Value)));
    }

    /// <summary>
    /// The effective sample size (Kish 1965): (sum w)^2 / sum w^2. So many choices of the policy itself would tell about as much; 0 where it would make none of these.
    /// </summary>
    public static double EffectiveSampleSize(IReadOnlyList<LoggedChoice> log, double clip = double.PositiveInfinity)
    {
        var weights = Checked(log, clip).Select(choice => Math.Min(choice.Weight, clip)).ToList();
        var squares = weights.Sum(Square);
        return squares == 0 ? 0 : Square(weights.Sum()) / squares;
    }

    private static OffPolicyEstimate Mean(string name, IReadOnlyList<LoggedChoice> log, Func<LoggedChoice, double> term)
    {
        var terms = log.Select(term).ToList();
        var mean = terms.Average();
        var error = Math.Sqrt(terms.Sum(value => Square(value - mean)) / (terms.Count - 1) / terms.Count);
        return new OffPolicyEstimate(name, mean, mean - (Z * error), mean + (Z * error));
    }

    private static IReadOnlyList<LoggedChoice> Checked(IReadOnlyList<LoggedChoice> log, double clip)
    {
        ArgumentNullException.ThrowIfNull(log);
        if (log.Count < 2) throw new ArgumentException($"{log.Count} logged choices; an interval needs two or more.", nameof(log));
        if (!(clip > 0)) throw new ArgumentOutOfRangeException(nameof(clip), clip, "Weights are clipped at a number above 0.");
        return log;
    }

    private static double Square(double value) => value * value;
}
