using System.Globalization;
using Assistant.Ingest.Properties;

namespace Assistant.Index;

/// <summary>One condition of filters: what it is called ("the price limit"), what a place is that fulfils it ("at most EUR 100"), and the filters without it.</summary>
public sealed record FilterCondition(string Words, string Text, Filters Without);

/// <summary>Takes filters apart: which conditions leave nothing, and what each one's absence would bring.</summary>
public static class FilterConditions
{
    private const int MostRelaxations = 5;

    /// <summary>The conditions on properties that are set, in the order in which filters are described. Each amenity is one; a price goes with its currency.</summary>
    public static IReadOnlyList<FilterCondition> Of(Filters filters)
    {
        ArgumentNullException.ThrowIfNull(filters);
        var conditions = new List<FilterCondition>();
        if (filters.City is { } city) Add("the city", $"in {city}", filters with { City = null });
        if (filters.Country is { } country) Add($"{Names.Country(country)} as the country", $"in {Names.Country(country)}", filters with { Country = null });
        if (filters.District is { } district) Add("the district", $"in {district}", filters with { District = null });
        if (filters.Near is { } near) Add("the distance to the point", Text($"within {near.Kilometres} km of {near.Latitude}, {near.Longitude}"), filters with { Near = null });
        if (filters.NearPlace is { } place) Add("the nearness", Text($"within {place.Metres} m of {place.Name ?? $"a {string.Join(" or ", place.Kinds)}"}"), filters with { NearPlace = null });
        if (filters.MinPrice is { } min) Add("the lowest price", Text($"at least {filters.Currency} {min:0.##}"), filters with { MinPrice = null, Currency = filters.MaxPrice is null ? null : filters.Currency });
        if (filters.MaxPrice is { } max) Add("the price limit", Text($"at most {filters.Currency} {max:0.##}"), filters with { MaxPrice = null, Currency = filters.MinPrice is null ? null : filters.Currency });
        if (filters.Currency is { } currency && filters.MinPrice is null && filters.MaxPrice is null) Add("the currency", $"priced in {currency}", filters with { Currency = null });
        if (filters.MinStars is { } stars) Add("the stars", Text($"of {stars} stars or more"), filters with { MinStars = null });
        if (filters.MinGuestRating is { } rating) Add("the guest rating", Text($"rated {rating} or more by guests"), filters with { MinGuestRating = null });
        foreach (var code in filters.Amenities) AddAmenity(Said(code), filters with { Amenities = [.. filters.Amenities.Where(other => other != code)] });
        foreach (var choice in filters.AnyAmenities) AddAmenity(string.Join(" or ", choice.Select(Said)), filters with { AnyAmenities = [.. filters.AnyAmenities.Where(other => other != choice)] });
        if (filters.PropertyKinds.Count > 0) Add("the kind of place", $"of the kind {string.Join(" or ", filters.PropertyKinds.Select(Said))}", filters with { PropertyKinds = [] });
        if (filters.Properties.Count > 0) Add("the choice of properties", $"one of those chosen ({string.Join(", ", filters.Properties)})", filters with { Properties = [] });
        return conditions;

        void Add(string words, string text, Filters without) => conditions.Add(new FilterCondition(words, text, without));
        void AddAmenity(string said, Filters without) => Add($"“{said}”", $"with {said}", without);
        static string Said(string code) => code.Replace('_', ' ').Replace('-', ' ');
        static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Why <paramref name="filters"/> leave none of <paramref name="properties"/>; null where they leave some.</summary>
    public static Emptiness? Explain(Filters filters, IReadOnlyList<PropertySummary> properties)
    {
        ArgumentNullException.ThrowIfNull(filters);
        ArgumentNullException.ThrowIfNull(properties);
        if (!filters.ConcernsProperties || properties.Any(property => FilterMatch.Matches(filters, property))) return null;
        var conditions = Of(filters);
        var relaxations = conditions.Select(condition => new Relaxation($"Without {condition.Words}", Count(condition.Without))).ToList();
        if (filters is { MaxPrice: not null, Currency: { } currency })
        {
            var next = properties.Where(property => FilterMatch.Matches(filters with { MaxPrice = null }, property)).Select(property => property.Price!.From).DefaultIfEmpty(-1).Min();
            if (next >= 0) relaxations.Add(new Relaxation(string.Create(CultureInfo.InvariantCulture, $"Up to {currency} {next:0.##}"), Count(filters with { MaxPrice = next })));
        }

        return new Emptiness(
            [.. conditions.Select(condition => condition.Text)], Conflict(filters, properties),
            [.. relaxations.Where(relaxation => relaxation.Places > 0).OrderByDescending(relaxation => relaxation.Places).Take(MostRelaxations)]);

        int Count(Filters other) => properties.Count(property => FilterMatch.Matches(other, property));
    }

    // Each condition is taken away in turn, and stays away where nothing is left without it either: what remains leaves nothing only together.
    private static List<string> Conflict(Filters filters, IReadOnlyList<PropertySummary> properties)
    {
        var needed = new List<string>();
        while (Of(filters).FirstOrDefault(condition => !needed.Contains(condition.Text)) is { } condition)
        {
            if (properties.Any(property => FilterMatch.Matches(condition.Without, property))) needed.Add(condition.Text);
            else filters = condition.Without;
        }

        return needed;
    }
}
