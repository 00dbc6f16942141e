namespace Assistant.Evaluation.Statistics;

/// <summary>
/// The paired randomisation test (Fisher 1935, The Design of Experiments; for retrieval Smucker, Allan and Carterette 2007): if two systems do not differ, each
/// query's difference might as well have had the other sign.
/// </summary>
public static class PairedRandomisation
{
    private const int MostExact = 12;
    private const int Flips = 10_000;
    private const double Rounding = 1e-9; // the order of a sum's terms changes its last digits

    /// <summary>
    /// The two-sided p-value: how often random signs bring a mean difference at least as far from 0. All assignments of signs are tried where at most twelve queries differ,
    /// else 10,000 random ones; then it is (b + 1) / (m + 1) for b of m, since what was seen is one of them. It is never 0, and 1 where no query differs.
    /// </summary>
    /// <param name="baseline">A value for each query.</param>
    /// <param name="candidate">A value for each of the same queries, in the same order.</param>
    /// <param name="seed">The same seed gives the same p-value.</param>
    /// <exception cref="ArgumentException">They are not as many, or there are none.</exception>
    public static double PValue(IReadOnlyList<double> baseline, IReadOnlyList<double> candidate, int seed)
    {
        // A difference of 0 is the same with either sign.
        double[] differences = [.. Paired.Differences(baseline, candidate).Where(difference => difference != 0)];
        var least = Math.Abs(differences.Sum()) - (Rounding * differences.Sum(Math.Abs));
        return differences.Length <= MostExact ? Exact(differences, least) : Sampled(differences, least, new Random(seed));
    }

    private static double Exact(double[] differences, double least)
    {
        var all = 1 << differences.Length;
        var asFar = 0;
        for (var signs = 0; signs < all; signs++)
        {
            if (Math.Abs(Sum(differences, (ulong)signs)) >= least) asFar++;
        }

        return asFar / (double)all;
    }

    private static double Sampled(double[] differences, double least, Random random)
    {
        const int Bits = 64;
        var asFar = 0;
        for (var flip = 0; flip < Flips; flip++)
        {
            var sum = 0.0;
            for (var start = 0; start < differences.Length; start += Bits)
            {
                var signs = (ulong)random.NextInt64(long.MinValue, long.MaxValue);
                sum += Sum(differences.AsSpan(start, Math.Min(Bits, differences.Length - start)), signs);
            }

            if (Math.Abs(sum) >= least) asFar++;
        }

        return (asFar + 1.0) / (Flips + 1);
    }

    // The sign bit is flipped rather than asked for: a branch on a random bit is guessed wrong half of the time.
    private static double Sum(ReadOnlySpan<double> differences, ulong signs)
    {
        var sum = 0.0;
        foreach (var difference in differences)
        {
            sum += BitConverter.UInt64BitsToDouble(BitConverter.DoubleToUInt64Bits(difference) ^ (signs << 63));
            signs >>= 1;
        }

        return sum;
    }
}
