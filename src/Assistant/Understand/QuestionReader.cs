using System.Text.RegularExpressions;
using Assistant.Index;

namespace Assistant.Understand;

/// <summary>Reads a message in its conversation: what is asked, about which properties, under which filters.</summary>
public sealed class QuestionReader(IPassageIndex index)
{
    private readonly NameCache names = new(index);

    /// <summary>
    /// The question in <paramref name="request"/>.
    /// </summary>
    /// <exception cref="ArgumentException">The focus holds an id that the index does not know.</exception>
    public async Task<Question> ReadAsync(AskRequest request, IReadOnlyList<Turn> history, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(history);
        var known = await names.CurrentAsync(request.Tenant, cancellationToken);
        var page = (request.Focus ?? []).Select(id => known.ById.TryGetValue(id ?? "", out var property)
            ? property
            : throw new ArgumentException($"The index knows no property '{id}'. It may have been removed; list them with GET /api/properties.", nameof(request))).ToList();

        var message = request.Message.Trim();
        var alive = history.Select(turn => turn with { Focus = [.. turn.Focus.Where(focus => known.ById.ContainsKey(focus.PropertyId))] }).ToList();
        var language = QuestionLanguage.Of(message, history, known.Names, known.Cities);
        var isSmallTalk = Intent.IsSmallTalk(language.English(message));
        var refined = isSmallTalk || page.Count > 0 ? null : Refinement.Of(language.English(message), alive, known.Places);
        var (standalone, subject) = isSmallTalk ? (message, "") : refined is not null ? (refined, refined) : Standalone.Of(message, alive, known.Names, language.English);
        var inEnglish = language.English(standalone);
        var reading = ReadFilters(message, standalone, known.Places, language);
        var (read, mentions) = reading;
        var shifts = read.City is not null || (reading.IsSearch && SearchIntent.IsAnew(language.English(message)))
            || mentions.Any(mention => mention.Key == "propertyKinds" && !IsPointedAt(language.English(message), mention.Words)); // "and hostels in Ghent?" leaves the place spoken of before

        var isNamed = known.Names.Find(message).Count > 0;
        var asked = isNamed ? message : standalone; // "how much is it?" is about the place whose parking was asked for, whichever page is open
        var focus = isNamed ? [] : PointedOut.Find(language.English(message), history, known.ById, known.Places, known.Names);
        if (focus.Count == 0) focus = FocusFinder.Find(asked, shifts ? [] : alive, Elsewhere.Leaves(page, language.English(asked), read, mentions) ? [] : page, known.Names);
        var isService = focus.Count > 0 && focus.All(place => ServiceNames.IsService(place.Name, place.Kind)); // a train goes to places of all names
        var unknown = isNamed || isService || (asked != message && known.Names.Find(asked).Count > 0) ? null : await UnknownPlaceAsync(language.English(asked), known, focus, request.Tenant, cancellationToken);
        if (unknown is not null) focus = [];
        var isSettled = focus.Count > 0 || unknown is not null;
        var isSearch = reading.IsSearch && !isSettled && !isSmallTalk;
        var filters = isSettled ? request.Filters ?? Filters.None : Join(request.Filters, read);
        return new Question(
            message, standalone, language.Code, request.Tenant, focus, filters,
            isSettled ? [] : [.. mentions.Where(mention => mention.Key is not ("maxPrice" or "minPrice") || TakesPrice(request.Filters, read)).Select(mention => mention with { Words = language.Source(standalone, mention.Words) })])
        {
            Subject = subject == message ? null : subject,
            Earlier = isNamed || page.Count > 0 || shifts || unknown is not null ? [] : FocusFinder.Earlier(asked, alive, focus, known.Names),
            IsSmallTalk = isSmallTalk,
            AsksForPlaces = !isSmallTalk && unknown is null && (focus.Count > 0
                ? Intent.AsksForOverview(inEnglish, focus.Select(place => place.Name))
                : isSearch || (filters.ConcernsProperties && Intent.AsksForPlaces(inEnglish, mentions.Select(mention => mention.Words)))),
            Wishes = isSearch ? reading.Wishes : [],
            Order = isSearch ? reading.Order : null,
            Compared = focus.Count > 1 ? ComparisonReader.Read(inEnglish, focus, known.Places) : null,
            AsksGuests = Intent.AsksGuests(inEnglish),
            UnknownPlace = unknown,
        };
    }

    // What the place in focus tells of (a suite, a sight nearby) is no other place.
    private async Task<string?> UnknownPlaceAsync(string question, NameCache.Known known, IReadOnlyList<Focus> focus, string tenant, CancellationToken cancellationToken)
    {
        if (Elsewhere.UnknownName(question, known.Names, known.Cities) is not var (name, foreign)) return null;
        var told = new HashSet<string>();
        foreach (var place in focus)
        {
            foreach (var passage in await index.PassagesOfAsync(tenant, place.PropertyId, cancellationToken)) told.UnionWith(NameTokens.Of($"{passage.Heading} {passage.Text}").Select(token => token.Text));
        }

        return foreign.All(told.Contains) ? null : name;
    }

    // "this hostel" is the one spoken of.
    private static bool IsPointedAt(string message, string words) => Regex.IsMatch(message, $@"\b(?:this|that|the|your)\s+{Regex.Escape(words)}\b", RegexOptions.IgnoreCase);

    // A follow-up keeps the filters of the question it completes itself from, but for those it sets anew.
    private static FilterReading ReadFilters(string message, string standalone, PlaceWords places, QuestionLanguage language)
    {
        var reading = FilterReader.Read(message, places);
        string[] more = [message, language.English(message), standalone, language.English(standalone)]; // a city may be named as the index names it, or in the guest's language
        foreach (var text in more.Distinct().Skip(1))
        {
            var all = FilterReader.Read(text, places);
            reading = all with { Filters = Join(reading.Filters, all.Filters), Mentions = [.. reading.Mentions, .. all.Mentions.Where(mention => reading.Mentions.All(other => other.Key != mention.Key))] };
        }

        return reading;
    }

    // A filter that the caller set is never replaced by one read from words.
    private static Filters Join(Filters? given, Filters read) => given is null ? read : given with
    {
        City = given.City ?? read.City,
        Country = given.Country ?? read.Country,
        District = given.District ?? read.District,
        NearPlace = given.NearPlace ?? read.NearPlace,
        Amenities = [.. given.Amenities.Union(read.Amenities)],
        AnyAmenities = [.. given.AnyAmenities, .. read.AnyAmenities.Where(choice => !given.AnyAmenities.Any(choice.SequenceEqual))],
        MinPrice = TakesPrice(given, read) ? read.MinPrice : given.MinPrice,
        MaxPrice = TakesPrice(given, read) ? read.MaxPrice : given.MaxPrice,
        Currency = TakesPrice(given, read) ? read.Currency : given.Currency,
        MinStars = given.MinStars ?? read.MinStars,
        MinGuestRating = given.MinGuestRating ?? read.MinGuestRating,
        PropertyKinds = given.PropertyKinds.Count > 0 ? given.PropertyKinds : read.PropertyKinds,
    };

    // A price means nothing in another currency.
    private static bool TakesPrice(Filters? given, Filters read) =>
        (read.MaxPrice ?? read.MinPrice) is not null && (given is null || ((given.MaxPrice ?? given.MinPrice) is null && (given.Currency is null || string.Equals(given.Currency, read.Currency, StringComparison.OrdinalIgnoreCase))));
}
