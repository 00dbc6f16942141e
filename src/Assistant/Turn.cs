namespace Assistant;

/// <summary>Who spoke.</summary>
public enum Speaker
{
    /// <summary>The guest.</summary>
    User,

    /// <summary>The assistant.</summary>
    Assistant,
}

/// <summary>One turn of a conversation. <paramref name="Focus"/> is what it was about, where that is known already.</summary>
public sealed record Turn(Speaker Speaker, string Text, IReadOnlyList<Focus> Focus)
{
    /// <summary>A turn whose focus is not known yet.</summary>
    public Turn(Speaker speaker, string text)
        : this(speaker, text, [])
    {
    }
}
