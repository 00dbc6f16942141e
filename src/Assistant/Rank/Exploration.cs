using System.IO.Hashing;
using System.Text;

namespace Assistant.Rank;

/// <summary>
/// Small randomised swaps of the order that is shown, each with its probability: without them a log tells nothing of any order but its own. Only neighbours
/// change places, so no guest is shown much worse evidence.
/// </summary>
public static class Exploration
{
    /// <summary>
    /// In <paramref name="share"/> of all seeds, two neighbouring passages change places, each pair as likely as the others; passages are numbered anew. Lists of places
    /// and comparisons keep their order, for it is what was asked for, and so does evidence that is not relevant.
    /// </summary>
    /// <param name="evidence">In its best order.</param>
    /// <param name="share">0 to 1; at 0 the evidence is given back as it is, with no record.</param>
    /// <param name="seed">What the draw follows from: the answer's id.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is not from 0 to 1.</exception>
    public static (Evidence Evidence, ShownOrder? Order) Draw(Evidence evidence, double share, string seed)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        ArgumentNullException.ThrowIfNull(seed);
        if (share is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(share), share, "The share of questions with swapped evidence is from 0 to 1.");
        if (share == 0) return (evidence, null);
        var pairs = evidence.Passages.Count - 1;
        if (pairs < 1 || evidence is { IsRelevant: false } or { IsListing: true } or { Comparison: not null }) return (evidence, new ShownOrder(share, null, 1, seed));

        var random = new Random(unchecked((int)XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(seed))));
        if (random.NextDouble() >= share) return (evidence, new ShownOrder(share, null, 1 - share, seed));
        var place = random.Next(pairs);
        return (Swapped(evidence, place), new ShownOrder(share, place + 1, share / pairs, seed));
    }

    private static Evidence Swapped(Evidence evidence, int place)
    {
        var passages = evidence.Passages.ToArray();
        (passages[place], passages[place + 1]) = (passages[place + 1], passages[place]);
        for (var i = 0; i < passages.Length; i++) passages[i] = passages[i] with { Ref = i + 1 };
        var byId = passages.ToDictionary(passage => passage.Passage.Id);
        return evidence with { Passages = passages, Opinions = [.. evidence.Opinions.Select(opinion => opinion with { Passage = byId[opinion.Passage.Passage.Id] })] };
    }
}
