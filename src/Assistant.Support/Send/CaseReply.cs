using Assistant.Support.Reply;

namespace Assistant.Support.Send;

/// <summary>What a reply was made from.</summary>
public enum ReplySource
{
    /// <summary>What was suggested, as it is or edited.</summary>
    Suggestion,

    /// <summary>A macro that a person chose, as it is or edited.</summary>
    Macro,

    /// <summary>A person's own words.</summary>
    Own,
}

/// <summary>How far a reply is.</summary>
public enum ReplyState
{
    /// <summary>It waits, and can be taken back.</summary>
    Queued,

    /// <summary>It is being handed to the channel.</summary>
    Sending,

    /// <summary>The channel has it.</summary>
    Sent,

    /// <summary>The channel did not take it; the error says why.</summary>
    Failed,

    /// <summary>It was taken back.</summary>
    Undone,
}

/// <summary>A reply to a case, its text masked.</summary>
/// <param name="Id">Its own id; a channel can tell by it whether it has the reply already.</param>
/// <param name="Tenant">Whose case.</param>
/// <param name="CaseId">Which case.</param>
/// <param name="Text">With placeholders; the data is put back on the way out alone.</param>
/// <param name="Source">What it was made from.</param>
/// <param name="By">Who sent it.</param>
/// <param name="State">How far it is.</param>
/// <param name="QueuedAt">When it was queued.</param>
/// <param name="SendAt">Until when it can be taken back.</param>
public sealed record CaseReply(string Id, string Tenant, string CaseId, string Text, ReplySource Source, string By, ReplyState State, DateTimeOffset QueuedAt, DateTimeOffset SendAt)
{
    /// <summary>The macro; null where it was made from none.</summary>
    public string? Macro { get; init; }

    /// <summary>Which of the three actions it comes from: a person's own words are <see cref="SuggestedAction.Abstain"/>.</summary>
    public SuggestedAction Action { get; init; }

    /// <summary>The text that it was made from; null for a person's own words.</summary>
    public string? Suggested { get; init; }

    /// <summary>Whether the case is solved once it is sent; else it waits for the asker.</summary>
    public bool Solves { get; init; }

    /// <summary>Sentences that promise what nothing grants, as found when it was queued; null later, for they are told and not kept.</summary>
    public IReadOnlyList<string>? Promises { get; init; }

    /// <summary>When the channel took it.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>Why the channel did not.</summary>
    public string? Error { get; init; }
}

/// <summary>A reply as somebody sends it.</summary>
/// <param name="Text">With placeholders of the case, or in clear.</param>
/// <param name="Source">What it was made from.</param>
/// <param name="Macro">The macro, where that is what it was made from.</param>
/// <param name="By">Who sends it.</param>
/// <param name="Solve">Whether the case is solved with it.</param>
public sealed record ReplyDraft(string? Text, ReplySource Source, string? Macro, string? By, bool Solve = false);
