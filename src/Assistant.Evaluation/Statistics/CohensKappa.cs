namespace Assistant.Evaluation.Statistics;

/// <summary>How far two judges agree beyond what chance would bring (Cohen 1960).</summary>
public static class CohensKappa
{
    /// <summary>
    /// (observed - expected) / (1 - expected) agreement: 1 where they always agree, 0 where as often as by chance, below 0 where less. It is null where both gave one and the
    /// same label to everything: chance alone would bring that.
    /// </summary>
    /// <param name="first">One judge's labels.</param>
    /// <param name="second">The other's, of the same items in the same order.</param>
    /// <exception cref="ArgumentException">They are not as many, or there are none.</exception>
    public static double? Of<T>(IReadOnlyList<T> first, IReadOnlyList<T> second)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (first.Count != second.Count) throw new ArgumentException($"{first.Count} labels cannot be paired with {second.Count}. Give both judges' labels of the same items.", nameof(second));
        if (first.Count == 0) throw new ArgumentException("There are no labels to compare.", nameof(first));
        double n = first.Count;
        var (own, theirs) = (first.CountBy(label => label).ToDictionary(), second.CountBy(label => label).ToDictionary());
        if (own.Count == 1 && theirs.Count == 1 && own.ContainsKey(theirs.Keys.First())) return null;
        var observed = first.Zip(second).Count(pair => pair.First.Equals(pair.Second)) / n;
        var expected = own.Sum(label => label.Value / n * (theirs.GetValueOrDefault(label.Key) / n));
        return (observed - expected) / (1 - expected);
    }
}
