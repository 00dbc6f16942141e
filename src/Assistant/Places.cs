namespace Assistant;

/// <summary>A wish of a search for places that is no filter, in the message's words. A negative one ("without a bar") is told, and never searched for.</summary>
public sealed record PlaceWish(string Words, bool IsNegative = false);

/// <summary>What places are ordered by.</summary>
public enum PlaceOrderKey
{
    /// <summary>Price of the cheapest room a night.</summary>
    Price,

    /// <summary>Guest rating.</summary>
    GuestRating,

    /// <summary>Official stars.</summary>
    Stars,

    /// <summary>Distance to something nearby.</summary>
    Distance,
}

/// <summary>An order of places, and the words that asked for it ("cheapest"). <paramref name="To"/> is what distances are measured to.</summary>
public sealed record PlaceOrder(PlaceOrderKey Key, bool HighestFirst, NearPlace? To, string Words);

/// <summary>A place that a search found, and why.</summary>
public sealed record FoundPlace(string PropertyId, string Name, IReadOnlyList<Reason> Reasons);

/// <summary>
/// Why a place was found: the words of the wish or the filter (empty: what kind of place it is), the passage that says so, and which part of it.
/// </summary>
public sealed record Reason(string Wish, int Ref, Range Span);

/// <summary>What can be compared by number.</summary>
public enum ComparedField
{
    /// <summary>Nothing that is a number: passages speak for each place.</summary>
    None,

    /// <summary>Price of the cheapest room a night.</summary>
    Price,

    /// <summary>Guest rating.</summary>
    GuestRating,

    /// <summary>Official stars.</summary>
    Stars,

    /// <summary>Distance to something nearby.</summary>
    Distance,

    /// <summary>When a rule's hours begin.</summary>
    From,

    /// <summary>When a rule's hours end.</summary>
    Until,

    /// <summary>What a rule charges.</summary>
    Fee,
}

/// <summary>What places are compared by. <paramref name="Topic"/> is the rule that hours and fees are of, <paramref name="To"/> what distances are measured to.</summary>
public sealed record ComparedBy(ComparedField Field, string? Topic = null, NearPlace? To = null);

/// <summary>
/// Places beside one another. <paramref name="Summary"/> says which has more or less, and is null where the numbers do not compare.
/// </summary>
public sealed record Comparison(AnswerSentence? Summary, IReadOnlyList<ComparedPlace> Places);

/// <summary>One place of a comparison, and the parts of passages that say what it has; none where nothing is known.</summary>
public sealed record ComparedPlace(string PropertyId, string Name, IReadOnlyList<Reason> Facts);

/// <summary>
/// Filters that leave no place. <paramref name="Conflict"/> is a smallest set of conditions that does so together;
/// <paramref name="Relaxations"/> says what each condition's absence alone would bring.
/// </summary>
public sealed record Emptiness(IReadOnlyList<string> Filters, IReadOnlyList<string> Conflict, IReadOnlyList<Relaxation> Relaxations);

/// <summary>What changing one condition would bring: "Without the price limit", and how many places there would be.</summary>
public sealed record Relaxation(string Change, int Places);
