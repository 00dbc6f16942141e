namespace Assistant.Support.Learn;

/// <summary>What a proposal would become.</summary>
public enum ProposalKind
{
    /// <summary>A macro of the book.</summary>
    Macro,

    /// <summary>A FAQ of a property.</summary>
    Faq,
}

/// <summary>How far a proposal is.</summary>
public enum ProposalState
{
    /// <summary>Somebody has to look at it.</summary>
    Open,

    /// <summary>It is in use.</summary>
    Approved,

    /// <summary>It is not wanted.</summary>
    Dismissed,
}

/// <summary>Something to learn from what people sent.</summary>
/// <param name="Id">The same as long as it is about the same.</param>
/// <param name="Kind">What it would become.</param>
/// <param name="Title">A macro's title, or a FAQ's question.</param>
/// <param name="Text">A macro's text with its placeholders, or a FAQ's answer.</param>
/// <param name="Property">The FAQ's property; null of a macro.</param>
/// <param name="Intent">The macro's intent; null of a FAQ.</param>
/// <param name="From">The ids of the cases that it comes from, oldest first.</param>
/// <param name="State">How far it is.</param>
public sealed record Proposal(string Id, ProposalKind Kind, string Title, string Text, string? Property, string? Intent, IReadOnlyList<string> From, ProposalState State = ProposalState.Open);
