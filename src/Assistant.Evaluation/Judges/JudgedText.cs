using Assistant.Evaluation.Runs;

namespace Assistant.Evaluation.Judges;

/// <summary>Passages as judges read them.</summary>
internal static class JudgedText
{
    /// <summary>A line for each passage, its breaks taken out.</summary>
    internal static string Passages(EvalAnswer answer, IReadOnlySet<int> refs) =>
        string.Join('\n', answer.Passages.Where(passage => refs.Contains(passage.Ref))
            .Select(passage => $"[{passage.Ref}] {passage.PropertyName}: {(passage.Heading is null ? "" : $"{passage.Heading} ")}{passage.Text}".ReplaceLineEndings(" ")));
}
