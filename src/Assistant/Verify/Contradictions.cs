using Assistant.Text;

namespace Assistant.Verify;

/// <summary>
/// Finds what a written sentence turns round: a denial or an opposite, clause by clause; an amount with another unit; a time or a price that the
/// evidence gives for something else.
/// </summary>
internal static class Contradictions
{
    // Words of which evidence with the one, and without the other, says the contrary.
    private static readonly (string[] One, string[] Other)[] Opposites =
    [
        (["open"], ["closed"]), (["free", "complimentary"], ["paid", "cost", "costs", "charge", "charged", "fee", "surcharge"]), (["heated"], ["unheated"]),
        (["indoor", "indoors", "inside"], ["outdoor", "outdoors", "outside"]), (["clean"], ["dirty"]), (["quiet"], ["noisy", "loud"]), (["warm", "hot"], ["cold"]),
        (["before"], ["after"]), (["minimum", "least"], ["maximum", "most"]), (["private"], ["shared"]), (["weekday", "weekdays"], ["weekend", "weekends"]),
        (["summer"], ["winter"]), (["early"], ["late"]), (["cheap"], ["expensive"]), (["left"], ["right"]), (["allowed", "permitted"], ["forbidden", "prohibited", "banned"]),
    ];

    /// <summary>Why <paramref name="text"/> contradicts the passages, or null.</summary>
    internal static string? Of(string text, IReadOnlyList<Passage> passages)
    {
        var evidence = passages.SelectMany(ClausesOf).ToList();
        return Clauses.Split(text).Select(clause => Denied(Clause.Of(clause, clause, ""), evidence)).FirstOrDefault(reason => reason is not null)
            ?? Measured(text, passages) ?? Misplaced(text, passages);
    }

    private static string? Denied(Clause clause, IReadOnlyList<Clause> evidence)
    {
        var shared = evidence.Select(other => other.Content.Count(clause.Content.Contains)).DefaultIfEmpty().Max();
        if (shared == 0) return null; // nothing to compare with: its support decides
        var nearest = evidence.Where(other => other.Content.Count(clause.Content.Contains) == shared).ToList();
        if (nearest.GroupBy(other => other.PassageId).Any(passage => passage.All(other => other.IsNegative != clause.IsNegative)))
        {
            return clause.IsNegative ? "it denies what the passage says" : "the passage denies what it says";
        }

        return nearest.Select(other => Opposite(clause.Words, other.Words)).FirstOrDefault(word => word is not null) is { } opposite
            ? $"the passage says '{opposite}'" : null;
    }

    private static string? Opposite(HashSet<string> said, HashSet<string> stated) =>
        Opposites.Concat(Opposites.Select(pair => (One: pair.Other, Other: pair.One)))
            .Where(pair => said.Overlaps(pair.One) && !said.Overlaps(pair.Other) && stated.Overlaps(pair.Other) && !stated.Overlaps(pair.One))
            .Select(pair => pair.Other.First(stated.Contains)).FirstOrDefault();

    // A number with a unit stands in the evidence with that unit, or with none.
    private static string? Measured(string text, IReadOnlyList<Passage> passages)
    {
        var stated = passages.SelectMany(passage => Measures.Of(passage.Text)).ToHashSet();
        return Measures.Of(text).FirstOrDefault(measure => measure.Contains(' ') && !stated.Contains(measure) && !stated.Contains(measure[..measure.IndexOf(' ')])
            && stated.Any(other => other.StartsWith(measure[..(measure.IndexOf(' ') + 1)], StringComparison.Ordinal))) is { } wrong ? $"'{wrong}' is not in what it cites" : null;
    }

    // "Check-in 11:00" is not what "Check-in 15:00, check-out 11:00" says: a part with another time speaks of more of it than the part with this one.
    private static string? Misplaced(string text, IReadOnlyList<Passage> passages)
    {
        var stated = passages.SelectMany(passage => Sentences.Split(passage.Text).SelectMany(range => Topics(passage.Text[range], passage.Heading ?? ""))).ToList();
        foreach (var (facts, topic) in Topics(text, ""))
        {
            foreach (var fact in facts)
            {
                var sources = stated.Where(part => part.Facts.Contains(fact)).ToList();
                var rivals = stated.Except(sources).Where(part => part.Facts.Any(other => other[0] == fact[0]));
                if (sources.Count > 0 && rivals.Any(rival => sources.All(source => topic.Intersect(source.Topic).ToHashSet().IsProperSubsetOf(topic.Intersect(rival.Topic)))))
                {
                    return $"'{fact}' is said of something else";
                }
            }
        }

        return null;
    }

    // The times and prices of each part of a sentence, and what they are about: a part without words of its own goes on about the one before.
    private static IEnumerable<(HashSet<string> Facts, HashSet<string> Topic)> Topics(string sentence, string heading)
    {
        var topic = SentenceVerifier.Content(heading);
        foreach (var part in Clauses.Parts(sentence))
        {
            var words = SentenceVerifier.Content(part).Where(term => term is not "otherwis" && !term.Any(char.IsDigit)).ToHashSet();
            if (words.Count > 0) topic = words;
            yield return ([.. Claims.Facts(part).Where(fact => fact[0] == 't'), .. Measures.Amounts(part)], topic);
        }
    }

    // "No, ..." below "Is there a gym?" denies the gym.
    private static IEnumerable<Clause> ClausesOf(Passage passage) => Sentences.Split(passage.Text).Select(range => passage.Text[range])
        .SelectMany((sentence, i) => Clauses.Split(sentence).Select((clause, j) => Clause.Of(i + j == 0 && Answers(clause) ? $"{passage.Heading} {clause}" : clause, clause, passage.Id)));

    private static bool Answers(string clause) => clause.StartsWith("yes", StringComparison.OrdinalIgnoreCase) || clause.StartsWith("no", StringComparison.OrdinalIgnoreCase);

    private sealed record Clause(string PassageId, HashSet<string> Content, HashSet<string> Words, bool IsNegative)
    {
        internal static Clause Of(string about, string text, string passageId) => new(passageId, SentenceVerifier.Content(about), Claims.Words(Claims.Plain(text)), Claims.IsNegative(text));
    }
}
