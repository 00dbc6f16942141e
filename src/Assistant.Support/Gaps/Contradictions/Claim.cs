namespace Assistant.Support.Gaps.Contradictions;

/// <summary>What a sentence of a passage says of a topic.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Value">The value, as it is told.</param>
/// <param name="Facts">The value as <see cref="Text.Claims"/> writes facts (<c>t15:00</c>); null for yes and no. A passage that states these too does not disagree.</param>
/// <param name="Sentence">The sentence.</param>
/// <param name="Passage">Whose.</param>
internal sealed record Claim(string Topic, string Value, string? Facts, string Sentence, Passage Passage);
