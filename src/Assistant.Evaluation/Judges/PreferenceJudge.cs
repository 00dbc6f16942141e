using Assistant.Evaluation.Runs;

namespace Assistant.Evaluation.Judges;

/// <summary>
/// Asks a model which of two answers is better. Models favour a place in the order (Zheng et al. 2023), so each vote is asked both ways round, and counts only where both agree.
/// </summary>
/// <param name="prompt">The prompt <c>judge-preference</c>.</param>
/// <param name="votes">How many pairs of questions, 1 or more.</param>
public sealed class PreferenceJudge(JudgePrompt prompt, int votes)
{
    private const string First = "first";
    private const string Second = "second";

    private static readonly IReadOnlyList<string> Words = [First, Second, "same"];

    /// <summary>-1 where the baseline is better in every vote, 1 where the candidate is, 0 where they draw: the mean over the votes.</summary>
    /// <exception cref="ArgumentException">One of them has no answer.</exception>
    /// <exception cref="FormatException">The model wrote no verdict.</exception>
    public async Task<double> PreferAsync(EvalItem baseline, EvalItem candidate, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentNullException.ThrowIfNull(candidate);
        if (baseline.Answer is not { } one || candidate.Answer is not { } other) throw new ArgumentException($"'{baseline.Id}' has no answer in one of the runs.", nameof(candidate));
        var sum = 0;
        for (var vote = 0; vote < votes; vote++)
        {
            var there = await AskAsync(one, other, vote);
            var back = await AskAsync(other, one, vote);
            sum += (there, back) switch { (Second, First) => 1, (First, Second) => -1, _ => 0 };
        }

        return sum / (double)votes;

        Task<string> AskAsync(EvalAnswer first, EvalAnswer second, int seed) => prompt.AskAsync(
            new Dictionary<string, string>
            {
                ["passages"] = JudgedText.Passages(one, one.Passages.Select(passage => passage.Ref).ToHashSet()),
                ["question"] = baseline.Text,
                ["first"] = first.Text,
                ["second"] = second.Text,
            }, Words, seed, cancellationToken);
    }
}
