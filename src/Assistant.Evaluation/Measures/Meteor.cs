namespace Assistant.Evaluation.Measures;

/// <summary>
/// METEOR (Banerjee and Lavie 2005), 0 to 1, with its modules for equal words and equal stems; without the one for WordNet's synonyms, so it reads
/// lower than figures that count those. Recall weighs nine times what precision does; matches in many pieces cost up to half.
/// Equal to NLTK's METEOR without WordNet on the same tokens; the Java program of later versions (1.0 on) weighs otherwise and is not comparable.
/// </summary>
public static class Meteor
{
    private const double RecallWeight = .9, PenaltyWeight = .5, PenaltyPower = 3;

    /// <summary>Of one answer.</summary>
    public static double Of(IReadOnlyList<string> answer, IReadOnlyList<string> reference)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(reference);
        var matches = new int?[answer.Count];
        var taken = new bool[reference.Count];
        Match(answer, reference, matches, taken);
        Match(AnswerTokens.Stems(answer), AnswerTokens.Stems(reference), matches, taken);
        var matched = matches.Count(match => match is not null);
        if (matched == 0) return 0;
        var (precision, recall) = (matched / (double)answer.Count, matched / (double)reference.Count);
        var mean = precision * recall / ((RecallWeight * precision) + ((1 - RecallWeight) * recall));
        return mean * (1 - (PenaltyWeight * Math.Pow(Chunks(matches) / (double)matched, PenaltyPower)));
    }

    // Each word takes the first free one that equals it, from the end on.
    private static void Match(IReadOnlyList<string> answer, IReadOnlyList<string> reference, int?[] matches, bool[] taken)
    {
        for (var i = answer.Count - 1; i >= 0; i--)
        {
            for (var j = reference.Count - 1; j >= 0 && matches[i] is null; j--)
            {
                if (taken[j] || answer[i] != reference[j]) continue;
                (matches[i], taken[j]) = (j, true);
            }
        }
    }

    // Runs of words that stand side by side in both.
    private static int Chunks(int?[] matches) =>
        Enumerable.Range(0, matches.Length).Count(i => matches[i] is { } match && (i == 0 || matches[i - 1] != match - 1));
}
