namespace Assistant.Support.Gaps.Contradictions;

/// <summary>A sentence of the content and what it says of a topic (<c>yes</c>, <c>15:00</c>, <c>EUR 9</c>).</summary>
public sealed record Statement(string PassageId, PassageKind Kind, Tier Tier, string Text, string Value);

/// <summary>Statements of one property that cannot all be right.</summary>
/// <param name="Property">The property's id.</param>
/// <param name="PropertyName">Its name.</param>
/// <param name="Topic">What they are about (<c>check-in from</c>, <c>pets</c>).</param>
/// <param name="Statements">The statements, the most trusted first; there are two values or more among them.</param>
/// <param name="Explanation">What does not agree, in a sentence.</param>
public sealed record Contradiction(string Property, string PropertyName, string Topic, IReadOnlyList<Statement> Statements, string Explanation);
