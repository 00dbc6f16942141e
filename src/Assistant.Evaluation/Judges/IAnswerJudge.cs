using Assistant.Evaluation.Runs;

namespace Assistant.Evaluation.Judges;

/// <summary>Judges an answer, one at a time.</summary>
public interface IAnswerJudge
{
    /// <summary>What it measures, as printed: <c>judge: grounded</c>.</summary>
    string Measure { get; }

    /// <summary>0 (no) to 1 (yes).</summary>
    /// <exception cref="Exception">It could not judge: then a gate on its measure fails.</exception>
    Task<double> JudgeAsync(EvalItem item, CancellationToken cancellationToken);
}
