using Assistant.Support.Reply;

namespace Assistant.Support.Cases;

/// <summary>How far a case is.</summary>
public enum CaseStatus
{
    /// <summary>The desk has to do something.</summary>
    Open,

    /// <summary>Somebody else has to: the asker, the property.</summary>
    Waiting,

    /// <summary>Nobody has to.</summary>
    Solved,
}

/// <summary>A case as the desk keeps it, all texts masked.</summary>
/// <param name="Case">The case with its thread so far.</param>
/// <param name="Status">How far it is.</param>
/// <param name="OpenedAt">When its first message came.</param>
/// <param name="UpdatedAt">When anything changed last.</param>
public sealed record StoredCase(SupportCase Case, CaseStatus Status, DateTimeOffset OpenedAt, DateTimeOffset UpdatedAt)
{
    /// <summary>The property's name when the case came in; null where the property is not known.</summary>
    public string? PropertyName { get; init; }

    /// <summary>Who works on it.</summary>
    public string? Assignee { get; init; }

    /// <summary>Where replies go, masked; null where it is not known.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>What it is about and what to do; null until it was read.</summary>
    public CaseReading? Reading { get; init; }

    /// <summary>Why it could not be read; null where it could, or was not yet.</summary>
    public string? ReadingError { get; init; }

    /// <summary>When a reply is due; null where the desk owes none.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>When the first reply was sent.</summary>
    public DateTimeOffset? FirstReplyAt { get; init; }

    /// <summary>When it was solved.</summary>
    public DateTimeOffset? SolvedAt { get; init; }

    /// <summary>Grows with each message.</summary>
    public int Version { get; init; }

    /// <summary>Whether a reply is late.</summary>
    public bool IsOverdue(DateTimeOffset now) => DueAt < now;
}

/// <summary>Something that happened to a case.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who did it; <c>the desk</c> for what went by itself.</param>
/// <param name="What">One word: <c>opened read failed message queued undone sent rejected assigned status note forgotten</c>.</param>
/// <param name="Detail">What more there is to say of it.</param>
public sealed record CaseEvent(DateTimeOffset At, string By, string What, string? Detail);

/// <summary>What one person at the desk tells the next.</summary>
public sealed record CaseNote(string By, string Text, DateTimeOffset At);
