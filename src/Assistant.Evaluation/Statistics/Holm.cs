namespace Assistant.Evaluation.Statistics;

/// <summary>Several tests at once (Holm 1979): the probability of even one false alarm among them stays at the level that each is held to.</summary>
public static class Holm
{
    /// <summary>
    /// Step-down adjusted p-values, in the order given: the smallest of m is multiplied by m, the next by m - 1 and so on; none is above 1, nor below that of a smaller one.
    /// </summary>
    /// <exception cref="ArgumentException">A p-value is not from 0 to 1.</exception>
    public static IReadOnlyList<double> Adjusted(IReadOnlyList<double> pValues)
    {
        ArgumentNullException.ThrowIfNull(pValues);
        var adjusted = new double[pValues.Count];
        var least = 0.0;
        foreach (var (rank, (i, pValue)) in pValues.Index().OrderBy(pair => pair.Item).Index())
        {
            if (pValue is not (>= 0 and <= 1)) throw new ArgumentException($"{pValue} is no p-value: it must be from 0 to 1.", nameof(pValues));
            adjusted[i] = least = Math.Max(least, Math.Min(1, pValue * (pValues.Count - rank)));
        }

        return adjusted;
    }
}
