using Assistant.Evaluation.Runs;

namespace Assistant.Evaluation.Judges;

/// <summary>
/// Asks a model whether all of an answer stands in what it cites (as in the faithfulness of RAGAS, Es et al. 2024), several times over, and gives the share of votes that say yes. It is another
/// eye than the Verify stage and than <see cref="Measures.Groundedness"/>; how far it can be trusted, its agreement with people says.
/// </summary>
/// <param name="prompt">The prompt <c>judge-grounded</c>.</param>
/// <param name="votes">How often it is asked, 1 or more; odd numbers have a majority.</param>
public sealed class GroundedJudge(JudgePrompt prompt, int votes) : IAnswerJudge
{
    private static readonly IReadOnlyList<string> Words = ["yes", "no"];

    /// <inheritdoc/>
    public string Measure => "judge: grounded";

    /// <inheritdoc/>
    public async Task<double> JudgeAsync(EvalItem item, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(item);
        var answer = item.Answer ?? throw new ArgumentException($"'{item.Id}' has no answer to judge.", nameof(item));
        var cited = answer.Sentences.SelectMany(sentence => sentence.Citations).Select(citation => citation.Ref).ToHashSet();
        var variables = new Dictionary<string, string>
        {
            ["passages"] = JudgedText.Passages(answer, cited),
            ["question"] = item.Text,
            ["answer"] = answer.Text,
        };
        var yes = 0;
        for (var vote = 0; vote < votes; vote++) yes += await prompt.AskAsync(variables, Words, vote, cancellationToken) == Words[0] ? 1 : 0;
        return yes / (double)votes;
    }
}
