namespace Assistant.Evaluation.Online;

/// <summary>Whose pick a place of an interleaved list was.</summary>
public enum Team
{
    /// <summary>The first ranking's.</summary>
    A,

    /// <summary>The second ranking's.</summary>
    B,
}

/// <summary>A place of an interleaved list.</summary>
public sealed record Pick(string Id, Team Team);

/// <summary>How many of a list's picks were cited or clicked, by team.</summary>
public sealed record Credit(int A, int B);

/// <summary>
/// Team-draft interleaving (Radlinski, Kurup and Joachims 2008): two rankings pick in turn, as captains pick players, and whichever team is used more is preferred. In each round a coin says
/// who picks first, so neither gains by its place.
/// </summary>
public static class TeamDraft
{
    /// <summary>One list out of two rankings; a passage is picked once, by whoever comes to it first.</summary>
    /// <param name="a">Ids, best first.</param>
    /// <param name="b">Ids, best first.</param>
    /// <param name="length">Places at most; fewer where both rankings have no more.</param>
    /// <param name="seed">The same seed gives the same list.</param>
    public static IReadOnlyList<Pick> Interleave(IReadOnlyList<string> a, IReadOnlyList<string> b, int length, int seed)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        var random = new Random(seed);
        var (queues, counts) = (new[] { new Queue<string>(a), new Queue<string>(b) }, new int[2]);
        var (picks, taken) = (new List<Pick>(), new HashSet<string>());
        while (picks.Count < length)
        {
            foreach (var queue in queues)
            {
                while (queue.TryPeek(out var id) && taken.Contains(id)) queue.Dequeue();
            }

            if (queues.All(queue => queue.Count == 0)) break;
            var team = queues[0].Count == 0 ? Team.B
                : queues[1].Count == 0 ? Team.A
                : counts[0] != counts[1] ? (counts[0] < counts[1] ? Team.A : Team.B)
                : (Team)random.Next(2);
            var pick = queues[(int)team].Dequeue();
            counts[(int)team]++;
            taken.Add(pick);
            picks.Add(new Pick(pick, team));
        }

        return picks;
    }

    /// <summary>The picks of each team that were used.</summary>
    /// <param name="picks">The list that was shown.</param>
    /// <param name="used">Ids of the passages that were cited or clicked.</param>
    /// <exception cref="ArgumentException">A used passage is not in the list: it would be credited to nobody.</exception>
    public static Credit Credit(IReadOnlyList<Pick> picks, IReadOnlySet<string> used)
    {
        ArgumentNullException.ThrowIfNull(picks);
        ArgumentNullException.ThrowIfNull(used);
        if (used.FirstOrDefault(id => !picks.Any(pick => pick.Id == id)) is { } stranger) throw new ArgumentException($"'{stranger}' was used and is not in the list that was shown.", nameof(used));
        return new Credit(picks.Count(pick => pick.Team == Team.A && used.Contains(pick.Id)), picks.Count(pick => pick.Team == Team.B && used.Contains(pick.Id)));
    }
}
