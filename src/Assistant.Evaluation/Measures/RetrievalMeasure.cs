namespace Assistant.Evaluation.Measures;

/// <summary>
/// A measure of one ranking against what is relevant, 0 to 1. Definitions are those of NIST's trec_eval; <c>eval/trec_eval.sh</c> compares with it.
/// </summary>
/// <param name="Name">How it is printed, for example <c>nDCG@10</c>.</param>
/// <param name="Of">Its value for one query.</param>
public sealed record RetrievalMeasure(string Name, Func<GradedRanking, double> Of)
{
    /// <summary>What its mean over queries is called; the same name, but for reciprocal rank and average precision.</summary>
    public string MeanName { get; init; } = Name;

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    internal static int Cutoff(int k) => k >= 1 ? k : throw new ArgumentOutOfRangeException(nameof(k), k, "A measure looks at one rank or more.");
}
