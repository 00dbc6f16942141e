namespace Assistant.Evaluation.Suites;

/// <summary>
/// What a run has to reach: a bound of its own, or not to fall behind a baseline. It fails closed: a measure that was not taken, or that a judge could not give for every query, fails it.
/// </summary>
public sealed class Gate
{
    /// <summary>The run of the suite.</summary>
    public required string Run { get; init; }

    /// <summary>The measure, as it is printed.</summary>
    public required string Measure { get; init; }

    /// <summary>Of which queries, <c>kind=policy</c>; with <c>kind=*</c> each value of the slice is a gate of its own. Null for all.</summary>
    public string? Slice { get; init; }

    /// <summary>The mean must be this or more.</summary>
    public double? AtLeast { get; init; }

    /// <summary>The mean must be this or less.</summary>
    public double? AtMost { get; init; }

    /// <summary>The file of an earlier run's measures, relative to the suite; <c>eval run SUITE --accept</c> writes it.</summary>
    public string? Baseline { get; init; }

    /// <summary>How far the mean may fall behind the baseline, whether significantly or not.</summary>
    public double MaxDrop { get; init; } = 0.02;

    /// <summary>A fall of any size fails the gate where its p-value (paired randomisation, two-sided) is below this.</summary>
    public double Significance { get; init; } = 0.05;

    /// <summary>Whether less is better, as with answers to what nothing answers; then a rise counts as a fall.</summary>
    public bool LowerIsBetter { get; init; }

    internal void Check(string file, Suite suite)
    {
        if (suite.Runs.All(run => run.Name != Run)) throw new FormatException($"{file}: a gate is on the run '{Run}', which the suite does not have. Runs: {string.Join(", ", suite.Runs.Select(run => run.Name))}.");
        if (AtLeast is null && AtMost is null && Baseline is null) throw new FormatException($"{file}: the gate on '{Measure}' of '{Run}' asks for nothing. Say atLeast, atMost or baseline.");
        if (Slice is not null && Slice.Split('=') is not [{ Length: > 0 }, { Length: > 0 }]) throw new FormatException($"{file}: the slice '{Slice}' is not KEY=VALUE, or KEY=* for each value.");
        if (MaxDrop < 0 || Significance is not (>= 0 and <= 1)) throw new FormatException($"{file}: the gate on '{Measure}' of '{Run}': maxDrop is 0 or more, significance 0 to 1.");
    }
}
