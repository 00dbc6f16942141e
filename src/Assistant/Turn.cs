namespace Assistant;

/// <summary>Who spoke.</summary>
public enum Speaker
{
    /// <summary>The guest.</summary>
    User,

    /// <summary>The assistant.</summary>
    Assistant,
}

/// <summary>One turn of a conversation.</summary>
public sealed record Turn(Speaker Speaker, string Text)
{
    /// <summary>The question a follow-up may complete itself from; null where that is <see cref="Text"/>.</summary>
    public string? Subject { get; init; }

    /// <summary>What it was about; empty where that is not known yet.</summary>
    public IReadOnlyList<Focus> Focus { get; init; } = [];

    /// <summary>The places that the assistant listed, in its order; empty where it listed none.</summary>
    public IReadOnlyList<Focus> Listed { get; init; } = [];
}
