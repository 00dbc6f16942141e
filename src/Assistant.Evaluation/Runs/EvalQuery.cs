using Assistant.Evaluation.Measures;

namespace Assistant.Evaluation.Runs;

/// <summary>A query of a run and what is known of its right answer.</summary>
/// <param name="Id">Unique in its set.</param>
/// <param name="Request">What asks it.</param>
/// <param name="Relevant">Ids of the passages that answer; null where nothing does.</param>
/// <param name="Key">What a right answer holds; null where that is not known.</param>
/// <param name="Reference">An answer that a person wrote; null where there is none.</param>
/// <param name="Slices">What it is one of, by kind of slice: <c>kind</c>, <c>tier</c>, <c>language</c>, <c>place</c>.</param>
public sealed record EvalQuery(string Id, AskRequest Request, IReadOnlyList<string>? Relevant, AnswerKey? Key, string? Reference, IReadOnlyDictionary<string, string> Slices);
