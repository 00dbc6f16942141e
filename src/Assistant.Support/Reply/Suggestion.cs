using Assistant.Support.Triage;

namespace Assistant.Support.Reply;

/// <summary>What is to be done with a case.</summary>
public enum SuggestedAction
{
    /// <summary>The operator's macro, filled.</summary>
    Template,

    /// <summary>An answer out of the property's content, cited.</summary>
    Draft,

    /// <summary>A person takes over.</summary>
    Abstain,
}

/// <summary>
/// A sentence of a draft. One without citations says nothing of the property: a greeting, a closing.
/// </summary>
public sealed record DraftSentence(string Text, IReadOnlyList<Citation> Citations);

/// <summary>What is suggested for a case, and why.</summary>
/// <param name="Action">What to do.</param>
/// <param name="Reason">Why, in a sentence for the person at the desk.</param>
/// <param name="Text">The reply as it may be sent; null where a person takes over.</param>
public sealed record Suggestion(SuggestedAction Action, string Reason, string? Text)
{
    /// <summary>The macro; null unless the action is a template.</summary>
    public string? Macro { get; init; }

    /// <summary>Placeholders of the macro that the case has no value for; the text still holds them in braces.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>The draft's sentences in order; empty unless the action is a draft.</summary>
    public IReadOnlyList<DraftSentence> Sentences { get; init; } = [];

    /// <summary>The passages that citations point into, and where nothing is cited the nearest ones found.</summary>
    public IReadOnlyList<PassageView> Evidence { get; init; } = [];

    /// <summary>What was looked at, a short sentence each, for the person who takes over.</summary>
    public IReadOnlyList<string> Checked { get; init; } = [];

    /// <summary>Questions in the case that the content has no answer to: content gaps.</summary>
    public IReadOnlyList<string> Unanswered { get; init; } = [];
}

/// <summary>A case as it was read: what it is about, and what to do.</summary>
public sealed record CaseReading(CaseTriage Triage, Suggestion Suggestion);
