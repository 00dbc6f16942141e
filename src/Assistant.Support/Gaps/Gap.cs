namespace Assistant.Support.Gaps;

/// <summary>What has become of a gap.</summary>
public enum GapState
{
    /// <summary>Nobody answered it, or guests still ask and find no answer.</summary>
    Open,

    /// <summary>The owner answered, and the answer is found.</summary>
    Answered,

    /// <summary>It is none: somebody looked and said so.</summary>
    Dismissed,
}

/// <summary>How many asked, by where: guests (a conversation is one), cases, reports.</summary>
public sealed record GapAskers(int Chat, int Case, int Report);

/// <summary>How many of a gap's questions were asked again after it was answered, and how many of them found the answer.</summary>
public sealed record GapMeasure(int Asked, int AnsweredNow);

/// <summary>Questions of one meaning that the content of a property had no answer to. All texts are masked.</summary>
/// <param name="Id">Stays the same as questions join.</param>
/// <param name="Property">The property's id.</param>
/// <param name="PropertyName">Its name when the gap was opened.</param>
/// <param name="Question">The clearest of the questions.</param>
/// <param name="AskedBy">How many asked, by where.</param>
/// <param name="Times">How many asked in all.</param>
/// <param name="LastAskedAt">When it was asked last.</param>
/// <param name="Cost">What the questions without an answer weigh; see <see cref="GapCost"/>.</param>
/// <param name="State">What has become of it.</param>
/// <param name="Examples">Some of the questions, the clearest first.</param>
public sealed record Gap(
    string Id, string Property, string PropertyName, string Question, GapAskers AskedBy, int Times, DateTimeOffset LastAskedAt, double Cost, GapState State, IReadOnlyList<string> Examples)
{
    /// <summary>What it is about in a few words of the questions themselves ("early check-in"); null where they share none.</summary>
    public string? Topic { get; init; }

    /// <summary>The owner's answer; null where there is none.</summary>
    public string? Answer { get; init; }

    /// <summary>When the owner answered.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>The FAQ that the answer became; null where there is none.</summary>
    public string? FaqId { get; init; }

    /// <summary>What the answer brought; null where it was not measured.</summary>
    public GapMeasure? Measured { get; init; }
}
