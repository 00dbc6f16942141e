namespace Assistant.Evaluation.Labelling;

/// <summary>What is wrong with a question, in plain words.</summary>
/// <param name="Field">The field that it is about, as the file names it.</param>
/// <param name="Text">What is wrong and what to do.</param>
/// <param name="IsRemark">Whether it may be meant so: a remark does not keep the question from being saved.</param>
public sealed record QuestionProblem(string Field, string Text, bool IsRemark = false);

/// <summary>Where a word of the key was found.</summary>
/// <param name="Word">The word.</param>
/// <param name="IsInAnswer">Whether the answer holds it, as the measure of right answers reads it.</param>
/// <param name="IsInSources">Whether a source holds it, or names a place that is called so.</param>
public sealed record KeyFinding(string Word, bool IsInAnswer, bool IsInSources);
