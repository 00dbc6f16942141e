using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Assistant.Index;
using Assistant.Text;

namespace Assistant.Support.Gaps.Contradictions;

/// <summary>
/// Finds statements of a property's content that cannot all be right: between its facts, rules, owner's texts and reviews. It reads a few topics in so many words
/// and is silent where it is not sure (eval/datasets/gaps/README.md has the figures). English only. Safe for concurrent use.
/// </summary>
public sealed partial class ContradictionFinder(IPassageIndex index)
{
    private readonly ConcurrentDictionary<(string Tenant, string Property), (long Generation, IReadOnlyList<Contradiction> Found)> read = new();

    /// <summary>The contradictions of a property, or of all of them in the order of their names; found anew when the content has changed.</summary>
    public async Task<IReadOnlyList<Contradiction>> FindAsync(string tenant, string? property, CancellationToken cancellationToken)
    {
        var generation = (await index.DescribeAsync(tenant, cancellationToken)).Generation;
        var ids = property is not null ? [property] : (await index.ListPropertiesAsync(tenant, Filters.None, cancellationToken)).Select(summary => summary.Id).ToList();
        var found = new List<Contradiction>();
        foreach (var id in ids)
        {
            if (!read.TryGetValue((tenant, id), out var known) || known.Generation != generation)
            {
                known = (generation, Of(await index.PassagesOfAsync(tenant, id, cancellationToken)));
                read[(tenant, id)] = known;
            }

            found.AddRange(known.Found);
        }

        return found;
    }

    /// <summary>The contradictions among the passages of one property, by topic.</summary>
    public static IReadOnlyList<Contradiction> Of(IReadOnlyList<Passage> passages)
    {
        ArgumentNullException.ThrowIfNull(passages);
        var english = passages.Where(passage => passage.Language == LanguageDetector.English).ToList();
        return [.. english.SelectMany(ClaimsOf).GroupBy(claim => claim.Topic).Select(Disagreement).OfType<Contradiction>(), .. GuestCorrections.Of(english)];
    }

    private static IEnumerable<Claim> ClaimsOf(Passage passage) => Sentences.Split(passage.Text).Select(range => passage.Text[range]).SelectMany((sentence, i) =>
        StatedTopics.Of(passage, sentence, i == 0).Concat(StatedTimes.Of(passage, sentence, i == 0)).Concat(StatedPrices.Of(passage, sentence)));

    // Guests may see things differently among themselves; what the property says itself is what is held against the rest.
    private static Contradiction? Disagreement(IGrouping<string, Claim> topic)
    {
        var claims = topic.OrderBy(claim => claim.Passage.Tier).ToList();
        var apart = claims.Where(claim => claims.Any(other => Disagree(claim, other))).DistinctBy(claim => (claim.Passage.Id, claim.Value)).ToList();
        if (apart.Count < 2) return null;
        var statements = apart.Select(claim => new Statement(claim.Passage.Id, claim.Passage.Kind, claim.Passage.Tier, claim.Sentence, claim.Value)).ToList();
        return new Contradiction(apart[0].Passage.PropertyId, apart[0].Passage.PropertyName, topic.Key, statements, Explained(topic.Key, statements));
    }

    // Two sentences of one passage explain each other, and a passage that tells the other value as well knows of it.
    private static bool Disagree(Claim one, Claim other) =>
        (one.Passage.Tier != Tier.Guest || other.Passage.Tier != Tier.Guest) && one.Value != other.Value && one.Passage.Id != other.Passage.Id && !Knows(one.Passage, other.Facts) && !Knows(other.Passage, one.Facts);

    private static bool Knows(Passage passage, string? fact) => fact is not null && (fact == "free" ? Free().IsMatch(passage.Text) : Claims.Stated(passage.Text).Contains(fact));

    private static string Explained(string topic, IReadOnlyList<Statement> statements)
    {
        var values = statements.GroupBy(statement => statement.Value).Select(same => $"{same.Key} ({string.Join(", ", same.Select(statement => Source(statement.Kind)).Distinct())})");
        return $"{char.ToUpperInvariant(topic[0])}{topic[1..]}: {string.Join(" against ", values)}.";
    }

    private static string Source(PassageKind kind) => kind switch
    {
        PassageKind.Fact => "the facts",
        PassageKind.Policy => "the rules",
        PassageKind.Room => "a room",
        PassageKind.Faq => "a FAQ",
        PassageKind.Review => "a guest",
        _ => "a description",
    };

    [GeneratedRegex(@"\b(?:free|(?<!not )included|complimentary|without (?:extra )?charge|no (?:extra )?charge|for nothing)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Free();
}
