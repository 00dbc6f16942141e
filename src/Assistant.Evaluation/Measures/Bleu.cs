namespace Assistant.Evaluation.Measures;

/// <summary>
/// BLEU-4 (Papineni et al. 2002), 0 to 1: the geometric mean of the precisions of 1- to 4-grams, each counted at most as often as in the reference, times a penalty for brevity.
/// Equal to NLTK's sentence BLEU on the same tokens. Of sentences, not of a corpus: a mean of these is below what corpus BLEU (as of sacreBLEU) gives.
/// </summary>
public static class Bleu
{
    private const int Longest = 4;

    /// <summary>Of one answer, without smoothing: 0 where no 4-gram agrees.</summary>
    public static double Sentence(IReadOnlyList<string> answer, IReadOnlyList<string> reference)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(reference);
        if (answer.Count == 0) return 0;
        var logarithms = 0.0;
        for (var n = 1; n <= Longest; n++)
        {
            var (own, theirs) = (Grams(answer, n), Grams(reference, n));
            var matches = own.Sum(gram => Math.Min(gram.Value, theirs.GetValueOrDefault(gram.Key)));
            if (matches == 0) return 0;
            logarithms += Math.Log(matches / (double)(answer.Count - n + 1));
        }

        return Math.Exp((logarithms / Longest) + Math.Min(0, 1 - (reference.Count / (double)answer.Count)));
    }

    private static Dictionary<string, int> Grams(IReadOnlyList<string> tokens, int n) =>
        Enumerable.Range(0, Math.Max(0, tokens.Count - n + 1)).CountBy(start => string.Join(' ', tokens.Skip(start).Take(n))).ToDictionary();
}
