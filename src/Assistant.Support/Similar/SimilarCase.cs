using Assistant.Support.Reply;

namespace Assistant.Support.Similar;

/// <summary>A case that was solved and is near in meaning. All texts are masked.</summary>
/// <param name="CaseId">Which case.</param>
/// <param name="Similarity">How near, 0 to 1.</param>
/// <param name="Asked">What was asked.</param>
/// <param name="Reply">What was answered.</param>
/// <param name="Action">What the reply was made from.</param>
/// <param name="Outcome">What became of the suggestion: <c>accepted</c>, <c>edited</c>, <c>rejected</c>, <c>own</c>.</param>
/// <param name="SolvedAt">When.</param>
/// <param name="Property">The property's id; null where it was not known.</param>
public sealed record SimilarCase(
    string CaseId, double Similarity, string Asked, string Reply, SuggestedAction Action, string Outcome, DateTimeOffset SolvedAt, string? Property);
