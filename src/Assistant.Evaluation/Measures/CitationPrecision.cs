namespace Assistant.Evaluation.Measures;

/// <summary>
/// Citation precision (ALCE, Gao et al. 2023), against judged passages: where ALCE asks a model whether a cited passage supports the sentence, here the passages that
/// answer the question are known.
/// </summary>
public static class CitationPrecision
{
    /// <summary>The share of an answer's citations that are of a relevant passage; 0 where nothing is cited.</summary>
    /// <param name="sentences">The ids that each sentence cites; one that a sentence cites twice counts once.</param>
    /// <param name="relevant">The passages that answer.</param>
    public static double Of(IReadOnlyList<IReadOnlyList<string>> sentences, IReadOnlySet<string> relevant)
    {
        ArgumentNullException.ThrowIfNull(sentences);
        ArgumentNullException.ThrowIfNull(relevant);
        var cited = sentences.SelectMany(sentence => sentence.Distinct()).ToList();
        return cited.Count == 0 ? 0 : cited.Count(relevant.Contains) / (double)cited.Count;
    }
}
