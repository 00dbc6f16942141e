using Assistant.Text;

namespace Assistant.Index;

/// <summary>Districts and the names they are made of.</summary>
internal static class Districts
{
    /// <summary>Whether <paramref name="asked"/> is the district or one of its names.</summary>
    internal static bool Matches(string asked, string? district) =>
        district is not null && TextAnalyzer.Fold(asked.Trim()) is var folded && Names(district).Any(name => TextAnalyzer.Fold(name) == folded);

    /// <summary>"Indre By (Latin Quarter)" is itself, Indre By, and Latin Quarter.</summary>
    internal static IEnumerable<string> Names(string district) =>
        district.Split([',', '(', ')', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Prepend(district).Distinct();
}
