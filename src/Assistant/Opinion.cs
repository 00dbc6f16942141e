namespace Assistant;

/// <summary>What a guest makes of something.</summary>
public enum Polarity
{
    /// <summary>Nothing: it is only mentioned.</summary>
    Neutral,

    /// <summary>Content.</summary>
    Good,

    /// <summary>Dissatisfied.</summary>
    Bad,

    /// <summary>Both, or lukewarm.</summary>
    Mixed,
}

/// <summary>
/// What a guest says of the thing asked about: the passage (numbered as in the evidence), the sentence of it that says so (a range of its text),
/// what the guest makes of it, and who the guest is (one review, however many passages it became).
/// </summary>
public sealed record Opinion(RankedPassage Passage, Range Sentence, Polarity Polarity, string Guest);
