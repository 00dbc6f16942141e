namespace Assistant;

/// <summary>A part that could not be used for an answer: what the guest should know of it. The operator's log says why.</summary>
/// <param name="Code">For programs.</param>
/// <param name="Text">For people, in a sentence.</param>
public sealed record Notice(string Code, string Text)
{
    /// <summary>Nothing could be written.</summary>
    public static Notice AnswererAway { get; } = new("answerer-away", "The model that writes answers cannot be used at the moment, so what the content says is quoted.");

    /// <summary>What was written ends too early.</summary>
    public static Notice AnswererBrokeOff { get; } = new("answerer-broke-off", "The model that writes answers stopped in the middle, so this answer may be incomplete.");

    /// <summary>Nothing could be found by meaning.</summary>
    public static Notice EmbedderAway { get; } = new("embedder-away", "Search by meaning cannot be used at the moment, so this was searched by words only.");
}
