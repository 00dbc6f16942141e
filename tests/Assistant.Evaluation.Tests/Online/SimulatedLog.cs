using Assistant.Evaluation.Online;

namespace Assistant.Evaluation.Tests.Online;

/// <summary>
/// Two kinds of question, three orders of evidence, and known chances that each helps. The log draws orders by one policy; another one, which prefers what helps more, is to be estimated.
/// </summary>
internal sealed record SimulatedLog(bool IsModelWrong)
{
    private static readonly double[][] Helps = [[.8, .4, .2], [.1, .5, .7]];
    private static readonly double[][] Logged = [[.2, .3, .5], [.6, .2, .2]];
    private static readonly double[][] Target = [[.7, .2, .1], [.1, .3, .6]];

    /// <summary>The mean reward of the other policy: both kinds are as frequent.</summary>
    internal static double Truth => Expected(Helps, 0) / 2 + Expected(Helps, 1) / 2;

    internal IReadOnlyList<LoggedChoice> Draw(int seed, int n)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, n).Select(_ =>
        {
            var kind = random.Next(2);
            var draw = random.NextDouble();
            var order = draw < Logged[kind][0] ? 0 : draw < Logged[kind][0] + Logged[kind][1] ? 1 : 2;
            var reward = random.NextDouble() < Helps[kind][order] ? 1.0 : 0;
            return new LoggedChoice(reward, Logged[kind][order], Target[kind][order], Model(kind)[order], Target[kind].Zip(Model(kind), (chance, value) => chance * value).Sum());
        })];
    }

    // The wrong model takes the better orders for the worse ones.
    private double[] Model(int kind) => IsModelWrong ? [.. Helps[kind].Select(chance => 1 - chance)] : Helps[kind];

    private static double Expected(double[][] rewards, int kind) => Target[kind].Zip(rewards[kind], (chance, reward) => chance * reward).Sum();
}
