namespace Assistant.Evaluation.Measures;

/// <summary>
/// Citation recall (ALCE, Gao et al. 2023), against judged passages: where ALCE asks a model whether all that a sentence cites supports it, here the passages that answer
/// the question are known.
/// </summary>
public static class CitationRecall
{
    /// <summary>The share of an answer's sentences that cite a relevant passage, whatever else they cite; 0 where there is no sentence.</summary>
    /// <param name="sentences">The ids that each sentence cites.</param>
    /// <param name="relevant">The passages that answer.</param>
    public static double Of(IReadOnlyList<IReadOnlyList<string>> sentences, IReadOnlySet<string> relevant)
    {
        ArgumentNullException.ThrowIfNull(sentences);
        ArgumentNullException.ThrowIfNull(relevant);
        return sentences.Count == 0 ? 0 : sentences.Count(sentence => sentence.Any(relevant.Contains)) / (double)sentences.Count;
    }
}
