namespace Assistant.Privacy;

/// <summary>What a place to stay is called: no person's name, though it may look like one.</summary>
public static class PlaceNames
{
    private const int LeastWord = 4;

    /// <summary>The name and the town, and their longer words, which people write alone; not those that are given names, for at the Casa Maria a guest may be called so.</summary>
    /// <param name="names">The place's name, its town; null ones are left out.</param>
    public static IReadOnlyCollection<string> Of(params IEnumerable<string?> names) =>
        [.. names.OfType<string>().SelectMany(name => name.Split(' ').Where(word => word.Length >= LeastWord && !PersonalData.IsGivenName(word)).Prepend(name)).Distinct()];
}
