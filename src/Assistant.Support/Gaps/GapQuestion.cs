namespace Assistant.Support.Gaps;

/// <summary>Where an unanswered question was asked.</summary>
public enum GapSource
{
    /// <summary>In the guest chat.</summary>
    Chat,

    /// <summary>In a support case.</summary>
    Case,

    /// <summary>Somebody reported it.</summary>
    Report,
}

/// <summary>A question that the content of a property had no answer to; its text is masked before it is kept.</summary>
/// <param name="Property">The property's id.</param>
/// <param name="Question">What was asked.</param>
/// <param name="Source">Where.</param>
/// <param name="Reference">The answer's or case's id; null for a report.</param>
/// <param name="AskedAt">When.</param>
public sealed record GapQuestion(string Property, string Question, GapSource Source, string? Reference, DateTimeOffset AskedAt);
