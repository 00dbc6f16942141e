using Assistant.Text;

namespace Assistant.Rank;

/// <summary>
/// Passages that say the same with tiny changes. Two are near-duplicates where they are of one property and one tier, share most of their word
/// pairs, and neither deny, count nor judge differently.
/// </summary>
public static class NearDuplicates
{
    // Jaccard over pairs of neighbouring words. On dstc11-val and the sample catalogue all 5 pairs from .75 on say the same; at .7 "my family" and
    // "my significant other" meet, below .65 "no lift" and "no smoking area".
    private const double Threshold = 0.75;

    /// <summary>The passages in their order, without those that nearly repeat an earlier one.</summary>
    public static List<RankedPassage> Without(IReadOnlyList<RankedPassage> passages)
    {
        ArgumentNullException.ThrowIfNull(passages);
        var kept = new List<(RankedPassage Passage, int[] Pairs)>();
        foreach (var passage in passages)
        {
            var pairs = Pairs(passage.Passage);
            if (!kept.Exists(other => IsRepeat(passage.Passage, pairs, other.Passage.Passage, other.Pairs))) kept.Add((passage, pairs));
        }

        return [.. kept.Select(item => item.Passage)];
    }

    private static bool IsRepeat(Passage one, int[] pairs, Passage other, int[] otherPairs) =>
        one.Tier == other.Tier && one.PropertyId == other.PropertyId && Jaccard(pairs, otherPairs) >= Threshold && Agree(All(one), All(other));

    private static bool Agree(string one, string other) =>
        Claims.IsNegative(one) == Claims.IsNegative(other) && Claims.Facts(one).SetEquals(Claims.Facts(other)) && PolarityReader.Of(one) == PolarityReader.Of(other);

    private static string All(Passage passage) => passage.Tier == Tier.Guest ? passage.Text : $"{passage.Heading} {passage.Text}";

    // Sorted hashes of neighbouring words, case and punctuation left out; a single word stands for itself.
    private static int[] Pairs(Passage passage)
    {
        var pairs = new SortedSet<int>();
        var (text, start, last) = (All(passage), -1, 0);
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && char.IsLetterOrDigit(text[i]))
            {
                if (start < 0) start = i;
            }
            else if (start >= 0)
            {
                var word = string.GetHashCode(text.AsSpan(start, i - start), StringComparison.OrdinalIgnoreCase);
                if (last != 0) pairs.Add(HashCode.Combine(last, word));
                (start, last) = (-1, word);
            }
        }

        return pairs.Count > 0 ? [.. pairs] : [last];
    }

    private static double Jaccard(int[] one, int[] other)
    {
        if (Math.Min(one.Length, other.Length) < Threshold * Math.Max(one.Length, other.Length)) return 0;
        var (i, j, shared) = (0, 0, 0);
        while (i < one.Length && j < other.Length)
        {
            if (one[i] == other[j]) (i, j, shared) = (i + 1, j + 1, shared + 1);
            else if (one[i] < other[j]) i++;
            else j++;
        }

        return shared / (double)(one.Length + other.Length - shared);
    }
}
