using System.Text.Json;

namespace Assistant.Ingest;

/// <summary>The words of structured facts, read from the JSON files beside the schema: amenity codes, and how each policy is said.</summary>
public static class Vocabulary
{
    private static readonly IReadOnlyDictionary<string, Amenity> Amenities =
        Load<List<Amenity>>("amenities.json").ToDictionary(amenity => amenity.Code);

    private static readonly IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Policies =
        Load<Dictionary<string, IReadOnlyDictionary<string, string>>>("policies.json");

    /// <summary>Every amenity code, in the order of the file.</summary>
    public static IReadOnlyCollection<string> AmenityCodes { get; } = [.. Amenities.Values.Select(amenity => amenity.Code)];

    /// <summary>Every kind of place nearby, as the schema has them.</summary>
    public static IReadOnlyCollection<string> NearbyKinds { get; } = ["station", "metro", "tram", "bus", "airport", "ferry", "centre", "old-town", "sight", "museum", "park", "beach", "supermarket", "restaurant", "hospital", "pharmacy", "university", "venue", "other"];

    /// <summary>Every policy topic.</summary>
    public static IReadOnlyCollection<string> PolicyTopics { get; } = [.. Policies.Keys];

    /// <summary>The group of an amenity (<c>food</c>, <c>access</c>, ...) and the sentence that states it.</summary>
    /// <exception cref="ArgumentException">The code is unknown.</exception>
    public static Amenity AmenityOf(string code) =>
        Amenities.TryGetValue(code, out var amenity) ? amenity : throw new ArgumentException($"'{code}' is no amenity code.", nameof(code));

    /// <summary>How a topic is worded: its heading, its lead into hours, and a sentence for each value of <see cref="Policy.Allowed"/>.</summary>
    /// <exception cref="ArgumentException">The topic is unknown.</exception>
    public static IReadOnlyDictionary<string, string> PolicyWords(string topic) =>
        Policies.TryGetValue(topic, out var words) ? words : throw new ArgumentException($"'{topic}' is no policy topic.", nameof(topic));

    private static T Load<T>(string file) =>
        JsonSerializer.Deserialize<T>(Resources.ReadText($"Ingest.Properties.{file}"), JsonSerializerOptions.Web) ?? throw new InvalidOperationException($"{file} is empty.");
}

/// <summary>An amenity code, the group it is told in, and the sentence that states it.</summary>
public sealed record Amenity(string Code, string Group, string Text);
