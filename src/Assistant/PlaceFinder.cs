using Assistant.Index;
using Assistant.Ingest;
using Assistant.Rank;
using Assistant.Retrieve;
using Assistant.Text;

namespace Assistant;

/// <summary>
/// Finds places: the filters decide which, the wishes and the order which first. Each place comes with the passages that say why.
/// </summary>
public sealed class PlaceFinder(IPassageIndex index, Retriever retriever, Ranker ranker, AnswerOptions options)
{
    private const int CandidatesAWish = 100;
    private const int ShortRule = 200; // UTF-16: a rule up to this length is told whole, for its exceptions matter

    private static readonly Dictionary<string, string> RuleOf = new() { ["pets_allowed"] = "pets", ["parking"] = "parking", ["breakfast"] = "breakfast" };

    /// <summary>
    /// The places that fulfil the filters of <paramref name="question"/>, at most <paramref name="limit"/>: in the order that it asks for, else those
    /// that fulfil its wishes best, else those that guests rate best. Where nothing but a city or a kind is filtered, a place that fulfils no wish is no result.
    /// </summary>
    public async Task<Evidence> FindAsync(Question question, int limit, CancellationToken cancellationToken, Action<ModelServerException>? withoutMeaning = null)
    {
        ArgumentNullException.ThrowIfNull(question);
        var all = await index.ListPropertiesAsync(question.Tenant, question.Filters, cancellationToken);
        var wishes = question.Wishes.Where(wish => !wish.IsNegative).ToList();
        var fulfilled = wishes.Count == 0 || all.Count == 0 ? [] : await FulfilledAsync(question, wishes, withoutMeaning, cancellationToken);
        var matching = wishes.Count > 0 && !IsSpecific(question) ? [.. all.Where(property => fulfilled.ContainsKey(property.Id))] : all;
        var reasons = new Reasons();
        foreach (var property in Ordered(question.Order, matching, fulfilled).Take(limit))
        {
            var passages = await index.PassagesOfAsync(question.Tenant, property.Id, cancellationToken);
            if (passages.Count > 0) reasons.Add(property, [.. Told(question, property, passages), .. fulfilled.GetValueOrDefault(property.Id, []).Select(wish => (wish.Wish, wish.Passage.Passage, wish.Passage.BestSentence))]);
        }

        return new Evidence(reasons.Passages, reasons.Places.Count > 0) { IsListing = true, Total = matching.Count, Places = reasons.Places };
    }

    /// <summary>
    /// What each place in focus has of what they are compared by: the catalogue's number with the passage that states it, else the passages of
    /// <paramref name="selected"/> that are of the place.
    /// </summary>
    public async Task<Evidence> CompareAsync(Question question, Evidence selected, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(selected);
        var by = question.Compared ?? new ComparedBy(ComparedField.None);
        var places = new List<ComparedProperty>();
        foreach (var focus in question.Focus)
        {
            if (await index.FindPropertyAsync(question.Tenant, focus.PropertyId, cancellationToken) is not { } property) continue;
            places.Add(new ComparedProperty(
                property, await index.PassagesOfAsync(question.Tenant, focus.PropertyId, cancellationToken), by.To is null ? null : NearbyMatch.Nearest(by.To, property.Nearby)));
        }

        var reasons = new Reasons();
        if (by.Field == ComparedField.None && selected.IsRelevant) foreach (var passage in selected.Passages) reasons.Add(passage);
        var comparison = PlaceComparer.Compare(by, places, reasons.Number);
        if (comparison.Places.All(place => place.Facts.Count == 0) && !selected.IsRelevant) return selected;
        if (selected.IsRelevant && comparison.Places.Any(place => place.Facts.Count == 0)) foreach (var passage in selected.Passages) reasons.Add(passage);
        return new Evidence(reasons.Passages, true) { Comparison = comparison };
    }

    // Of each property and wish, the passage that is most relevant.
    private async Task<Dictionary<string, List<Fulfilled>>> FulfilledAsync(
        Question question, IReadOnlyList<PlaceWish> wishes, Action<ModelServerException>? withoutMeaning, CancellationToken cancellationToken)
    {
        var found = new List<Fulfilled>();
        foreach (var wish in wishes)
        {
            var asked = question with { Text = wish.Words, Standalone = wish.Words, Focus = [], Mentions = [] };
            var candidates = await retriever.RetrieveAsync(wish.Words, [], question.Language, question.Filters, question.Tenant, CandidatesAWish, cancellationToken, withoutMeaning);
            found.AddRange(ranker.Rank(asked, candidates)
                .Where(passage => passage.Relevance >= options.MinRelevance && passage.Coverage >= options.MinCoverageWithoutFocus && !Opposites.Deny(wish.Words, passage.Passage.Text[passage.BestSentence]))
                .DistinctBy(passage => passage.Passage.PropertyId).Select(passage => new Fulfilled(wish.Words, passage)));
        }

        return found.GroupBy(wish => wish.Passage.Passage.PropertyId).ToDictionary(own => own.Key, own => own.OrderByDescending(wish => wish.Passage.Relevance).ToList());
    }

    private static bool IsSpecific(Question question) => question.Order is not null || question.Filters is var filters
        && (filters.NearPlace is not null || filters.Near is not null || filters.District is not null || filters.MinPrice is not null || filters.MaxPrice is not null || filters.MinStars is not null
            || filters.MinGuestRating is not null || filters.Amenities.Count > 0 || filters.AnyAmenities.Count > 0 || filters.Properties.Count > 0);

    // A place of which the value is not known comes last. Prices in different currencies do not compare: each currency has its own order.
    private static IEnumerable<PropertySummary> Ordered(PlaceOrder? order, IReadOnlyList<PropertySummary> places, Dictionary<string, List<Fulfilled>> fulfilled)
    {
        Func<PropertySummary, double?>? value = order?.Key switch
        {
            PlaceOrderKey.Price => place => (double?)place.Price?.From,
            PlaceOrderKey.GuestRating => place => place.GuestRating,
            PlaceOrderKey.Stars => place => place.Stars,
            PlaceOrderKey.Distance => place => NearbyMatch.Metres(order.To!, place.Nearby),
            _ => null,
        };
        var byFit = places.OrderByDescending(place => fulfilled.GetValueOrDefault(place.Id, []).Sum(wish => wish.Passage.Relevance)).ThenByDescending(place => place.GuestRating ?? 0);
        if (value is null) return byFit;
        var known = byFit.OrderBy(place => value(place) is null);
        if (order!.Key == PlaceOrderKey.Price) known = known.ThenBy(place => place.Price?.Currency, StringComparer.Ordinal);
        return order.HighestFirst ? known.ThenByDescending(value) : known.ThenBy(value);
    }

    // What kind of place it is, and the sentence that states each filter and the order.
    private static IEnumerable<(string Wish, Passage Passage, Range Span)> Told(Question question, PropertySummary property, IReadOnlyList<Passage> passages)
    {
        var about = passages.FirstOrDefault(passage => passage.FieldPath == "kind") ?? passages[0];
        yield return ("", about, Sentences.Split(about.Text) is [var first, ..] ? first : ..);
        var filters = question.Filters;
        foreach (var code in filters.Amenities.Concat(filters.AnyAmenities.SelectMany(choice => choice.Where(property.Amenities.Contains))).Distinct())
        {
            if (OfAmenity(code, passages) is { } stated) yield return (code, stated.Passage, stated.Span);
        }

        var near = filters.NearPlace ?? (question.Order?.Key == PlaceOrderKey.Distance ? question.Order.To : null);
        if (near is not null && NearbyMatch.Nearest(near, property.Nearby) is { } place && At(passages, passage => passage.FieldPath.StartsWith("nearby/", StringComparison.Ordinal) && passage.Text.StartsWith($"{place.Name} is ", StringComparison.Ordinal)) is { } distance) yield return ("nearness", distance, ..);
        if (filters.District is not null && At(passages, passage => passage.FieldPath == "address") is { } address) yield return ("district", address, Sentences.Split(address.Text)[^1]);
        if ((filters.MinPrice ?? filters.MaxPrice) is not null || question.Order?.Key == PlaceOrderKey.Price) foreach (var price in passages.Where(passage => passage.FieldPath == "price").Take(1)) yield return ("price", price, ..);
        if (filters.MinGuestRating is not null || question.Order?.Key == PlaceOrderKey.GuestRating) foreach (var rating in passages.Where(passage => passage.FieldPath == "guestRating").Take(1)) yield return ("guest rating", rating, ..);
    }

    // The rule about it, where there is one: it tells the limits, too. Else the sentence that states the amenity.
    private static (Passage Passage, Range Span)? OfAmenity(string code, IReadOnlyList<Passage> passages)
    {
        if (RuleOf.TryGetValue(code, out var topic) && At(passages, passage => passage.FieldPath == $"policies/{topic}") is { } rule)
        {
            return (rule, rule.Text.Length <= ShortRule ? .. : Sentences.Split(rule.Text)[0]);
        }

        var amenity = Vocabulary.AmenityOf(code);
        if (At(passages, passage => passage.FieldPath == $"amenities/{amenity.Group}" && passage.Text.Contains(amenity.Text, StringComparison.Ordinal)) is not { } stated) return null;
        var start = stated.Text.IndexOf(amenity.Text, StringComparison.Ordinal);
        return (stated, start..(start + amenity.Text.Length));
    }

    private static Passage? At(IReadOnlyList<Passage> passages, Func<Passage, bool> condition) => passages.FirstOrDefault(condition);

    private sealed record Fulfilled(string Wish, RankedPassage Passage);

    // Numbers each passage once, however many reasons it gives.
    private sealed class Reasons
    {
        private readonly List<RankedPassage> passages = [];
        private readonly List<FoundPlace> places = [];

        internal IReadOnlyList<RankedPassage> Passages => passages;

        internal IReadOnlyList<FoundPlace> Places => places;

        internal void Add(PropertySummary property, IReadOnlyList<(string Wish, Passage Passage, Range Span)> told) =>
            places.Add(new FoundPlace(property.Id, property.Name, [.. told.DistinctBy(reason => (reason.Passage.Id, reason.Span)).Select(reason => new Reason(reason.Wish, Number(reason.Passage, reason.Span), reason.Span))]));

        internal void Add(RankedPassage ranked)
        {
            if (passages.All(known => known.Passage.Id != ranked.Passage.Id)) passages.Add(ranked with { Ref = passages.Count + 1 });
        }

        internal int Number(Passage passage, Range span)
        {
            if (passages.Find(known => known.Passage.Id == passage.Id) is { } known) return known.Ref;
            passages.Add(new RankedPassage(passages.Count + 1, passage, 1, 1, span, new Candidate(passage, 1, null, null)));
            return passages.Count;
        }
    }
}
