namespace Assistant.Converse;

/// <summary>What a guest thought of an answer.</summary>
public enum Rating
{
    /// <summary>It helped.</summary>
    Up,

    /// <summary>It did not.</summary>
    Down,
}

/// <summary>A guest's word on an answer; of several words on one answer the last counts.</summary>
/// <param name="AnswerId">Which answer.</param>
/// <param name="Rating">Whether it helped.</param>
/// <param name="Reason">Why, in the guest's words; may be null.</param>
/// <param name="GivenAt">When.</param>
public sealed record Feedback(string AnswerId, Rating Rating, string? Reason, DateTimeOffset GivenAt);

/// <summary>An answer's receipt with what was thought of it.</summary>
public sealed record RatedAnswer(Receipt Receipt, Feedback Feedback);

/// <summary>An answer's receipt with what was thought of it, if anybody said.</summary>
public sealed record KeptAnswer(Receipt Receipt, Feedback? Feedback);
