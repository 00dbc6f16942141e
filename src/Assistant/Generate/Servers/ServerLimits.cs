namespace Assistant.Generate.Servers;

/// <summary>How long model servers may take.</summary>
/// <param name="Start">Until the first words of an answer, further tries included; and from each token to the next.</param>
/// <param name="Answer">Until the end of an answer.</param>
internal sealed record ServerLimits(TimeSpan Start, TimeSpan Answer)
{
    /// <summary>Until a connection stands: one that takes longer on the way to a server is none.</summary>
    internal TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A question waits so long for its vector: a guest is waiting, and search goes on without one.</summary>
    internal TimeSpan Embedding { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Tries of a request that may go well another time; each goes to the server that is best off.</summary>
    internal int Tries { get; init; } = 3;

    /// <summary>Before the second try; then it doubles, and chance moves it.</summary>
    internal TimeSpan FirstWait { get; init; } = TimeSpan.FromMilliseconds(150);

    /// <summary>Failures in a row after which a server is left alone.</summary>
    internal int FailuresToPause { get; init; } = 3;

    /// <summary>How long at first; it doubles with each failure after it.</summary>
    internal TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long at most.</summary>
    internal TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(30);
}
