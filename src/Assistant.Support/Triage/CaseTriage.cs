namespace Assistant.Support.Triage;

/// <summary>How soon a case must be looked at.</summary>
public enum Urgency
{
    /// <summary>Whenever there is time.</summary>
    Low,

    /// <summary>Within the day.</summary>
    Normal,

    /// <summary>Waiting a day does harm or comes too late.</summary>
    High,
}

/// <summary>How the asker sounds.</summary>
public enum Tone
{
    /// <summary>Warm.</summary>
    Friendly,

    /// <summary>Matter of fact.</summary>
    Neutral,

    /// <summary>Angry, afraid or hurt.</summary>
    Upset,
}

/// <summary>Topics that only a person may decide.</summary>
public enum RestrictedTopic
{
    /// <summary>Money back, a reduction, compensation, a disputed charge.</summary>
    Refund,

    /// <summary>Something that may hurt somebody or has been done to somebody.</summary>
    Safety,

    /// <summary>Lawyers, courts, authorities, contracts, demands about personal data.</summary>
    Legal,

    /// <summary>Somebody was refused or insulted for what they are, or is to be.</summary>
    Discrimination,

    /// <summary>The answer bears on somebody's health.</summary>
    Medical,
}

/// <summary>What a case is about, before anybody answers.</summary>
/// <param name="Language">ISO 639-1 code of what the asker wrote.</param>
/// <param name="Intents">What the asker wants, most certain first (eval/datasets/support/README.md lists them).</param>
/// <param name="Urgency">How soon.</param>
/// <param name="Tone">How it sounds.</param>
/// <param name="Restricted">Topics for a person alone; none where there are none.</param>
/// <param name="Summary">One line: who, about what.</param>
public sealed record CaseTriage(string Language, IReadOnlyList<string> Intents, Urgency Urgency, Tone Tone, IReadOnlyList<RestrictedTopic> Restricted, string Summary);
