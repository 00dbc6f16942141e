using Assistant.Index;
using Assistant.Ingest.Properties;
using Assistant.Text;

namespace Assistant.Understand;

/// <summary>What the content knows of places, by which a message's words become filters: cities, districts, countries, currencies, amenities, landmarks.</summary>
public sealed class PlaceWords
{
    private static readonly Dictionary<string, string> Aliases = new() { ["UK"] = "GB", ["Britain"] = "GB", ["Great Britain"] = "GB", ["USA"] = "US", ["Holland"] = "NL" };

    private readonly ILookup<string, string> currencies;
    private readonly Dictionary<string, List<HashSet<string>>> landmarks = [];

    /// <summary>Reads what there is off the properties.</summary>
    public PlaceWords(IReadOnlyList<PropertySummary> properties)
    {
        ArgumentNullException.ThrowIfNull(properties);
        Cities = [.. properties.Select(property => property.City).OfType<string>().Distinct()];
        Districts = [.. properties.Where(property => property.District is not null)
            .SelectMany(property => Index.Districts.Names(property.District!).Select(name => (property.City, Name: name))).Distinct()];
        var codes = properties.Select(property => property.Country).OfType<string>().Distinct().ToList();
        Countries = [.. codes.Select(code => (code, Names.Country(code))).Concat(Aliases.Where(alias => codes.Contains(alias.Value)).Select(alias => (alias.Value, alias.Key)))];
        currencies = properties.Where(property => property.Price is not null).Select(property => (City: property.City ?? "", property.Price!.Currency)).Distinct()
            .ToLookup(pair => pair.City, pair => pair.Currency);
        KnowsAmenities = properties.Any(property => property.Amenities.Count > 0);
        foreach (var name in properties.SelectMany(property => property.Nearby).DistinctBy(place => place.Name).Select(NearbyMatch.Of))
        {
            foreach (var word in name)
            {
                if (!landmarks.TryGetValue(word, out var holders)) landmarks.Add(word, holders = []);
                holders.Add(name);
            }
        }
    }

    /// <summary>Cities, as written in the content.</summary>
    public IReadOnlyCollection<string> Cities { get; init; }

    /// <summary>Names of districts, each with its city.</summary>
    public IReadOnlyCollection<(string? City, string Name)> Districts { get; }

    /// <summary>Countries by code and name.</summary>
    public IReadOnlyCollection<(string Code, string Name)> Countries { get; }

    /// <summary>Whether any property tells its amenities: where none does, no wish for one can be a filter.</summary>
    public bool KnowsAmenities { get; }

    /// <summary>Whether any property lists what is nearby.</summary>
    public bool KnowsLandmarks => landmarks.Count > 0;

    /// <summary>The currencies that properties of a city (null: of all) are priced in.</summary>
    public IReadOnlyCollection<string> CurrenciesOf(string? city) => city is null
        ? [.. currencies.SelectMany(group => group).Distinct()]
        : [.. currencies.Where(group => TextAnalyzer.Fold(group.Key) == TextAnalyzer.Fold(city)).SelectMany(group => group).Distinct()];

    /// <summary>Whether some place nearby has all these (folded) words in its name.</summary>
    public bool IsLandmark(IReadOnlyCollection<string> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return words.Count > 0 && words.All(landmarks.ContainsKey) && landmarks[words.MinBy(word => landmarks[word].Count)!].Any(name => name.IsSupersetOf(words));
    }
}
