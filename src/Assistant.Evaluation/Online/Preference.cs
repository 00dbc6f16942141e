namespace Assistant.Evaluation.Online;

/// <summary>Which of two rankings is preferred, over many interleaved lists.</summary>
/// <param name="N">Lists.</param>
/// <param name="WinsA">Lists in which more of A's picks were used.</param>
/// <param name="WinsB">Lists in which more of B's were.</param>
/// <param name="Ties">Lists in which neither was ahead.</param>
/// <param name="Delta">A's share of the lists above one half, ties counted half to each: -.5 (B always) to .5 (A always); 0 where there are no lists.</param>
/// <param name="PValue">Of the sign test, ties left out: how often equal rankings would come out at least so far apart.</param>
public sealed record Preference(int N, int WinsA, int WinsB, int Ties, double Delta, double PValue)
{
    /// <summary>Counts the lists.</summary>
    public static Preference Of(IReadOnlyList<Credit> credits)
    {
        ArgumentNullException.ThrowIfNull(credits);
        var (a, b) = (credits.Count(credit => credit.A > credit.B), credits.Count(credit => credit.B > credit.A));
        var ties = credits.Count - a - b;
        var delta = credits.Count == 0 ? 0 : ((a + (ties / 2.0)) / credits.Count) - .5;
        return new Preference(credits.Count, a, b, ties, delta, SignTest.PValue(a, b));
    }
}
