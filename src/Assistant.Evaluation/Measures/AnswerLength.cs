namespace Assistant.Evaluation.Measures;

/// <summary>How long an answer is. A longer one has better chances with measures of recall, so the length is told beside them.</summary>
public static class AnswerLength
{
    /// <summary>Words: what spaces part, if it has a letter or a digit.</summary>
    public static int Of(string answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return answer.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Count(word => word.Any(char.IsLetterOrDigit));
    }
}
