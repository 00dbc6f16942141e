using Assistant.Evaluation.Runs;
using Assistant.Evaluation.Statistics;

namespace Assistant.Evaluation.Judges;

/// <summary>What a judge prefers over two runs.</summary>
/// <param name="Mean">-1 (the baseline, always) to 1 (the candidate, always), with its interval and the number of pairs; null where no answers differ.</param>
/// <param name="P">Two-sided, by the randomisation test.</param>
/// <param name="Same">Pairs with the same words, which were not judged and are no part of the mean.</param>
/// <param name="Failed">Pairs that the judge could not judge.</param>
public sealed record Preferences(Estimate? Mean, double? P, int Same, int Failed)
{
    /// <summary>Judges every pair of answers that differ.</summary>
    /// <param name="baseline">The folder of a run to the answer.</param>
    /// <param name="candidate">The folder of another, over the same queries.</param>
    /// <param name="judge">The judge.</param>
    /// <param name="seed">Of interval and test.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="ArgumentException">A folder holds no run.</exception>
    public static async Task<Preferences> OfAsync(string baseline, string candidate, PreferenceJudge judge, int seed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(judge);
        var others = RunJournal.ItemsIn(candidate).Where(item => item.Answer is not null).ToDictionary(item => item.Id);
        var (values, same, failed) = (new List<double>(), 0, 0);
        foreach (var item in RunJournal.ItemsIn(baseline).Where(item => item.Answer is not null && others.ContainsKey(item.Id)))
        {
            if (item.Answer!.Text == others[item.Id].Answer!.Text)
            {
                same++;
                continue;
            }

            try
            {
                values.Add(await judge.PreferAsync(item, others[item.Id], cancellationToken));
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                failed++;
            }
        }

        return values.Count == 0 ? new Preferences(null, null, same, failed) : new Preferences(Bootstrap.Mean(values, seed), PairedRandomisation.PValue([.. values.Select(_ => 0.0)], values, seed), same, failed);
    }
}
