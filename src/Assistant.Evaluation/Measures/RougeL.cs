namespace Assistant.Evaluation.Measures;

/// <summary>
/// ROUGE-L (Lin 2004), 0 to 1: the harmonic mean of the shares of answer and reference that their longest common subsequence covers. Answer and reference are each
/// one sequence, so it is not the sentence-wise ROUGE-Lsum; equal to js-rouge (beta 1) on texts of one sentence.
/// </summary>
public static class RougeL
{
    /// <summary>Of one answer; give stems to count inflections as agreement.</summary>
    public static double Of(IReadOnlyList<string> answer, IReadOnlyList<string> reference)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(reference);
        var common = LongestCommonSubsequence(answer, reference);
        return common == 0 ? 0 : 2.0 * common / (answer.Count + reference.Count);
    }

    internal static int LongestCommonSubsequence(IReadOnlyList<string> left, IReadOnlyList<string> right)
    {
        var lengths = new int[left.Count + 1, right.Count + 1];
        for (var i = 1; i <= left.Count; i++)
        {
            for (var j = 1; j <= right.Count; j++)
            {
                lengths[i, j] = left[i - 1] == right[j - 1] ? lengths[i - 1, j - 1] + 1 : Math.Max(lengths[i - 1, j], lengths[i, j - 1]);
            }
        }

        return lengths[left.Count, right.Count];
    }
}
