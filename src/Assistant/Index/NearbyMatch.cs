using System.Runtime.CompilerServices;
using Assistant.Text;

namespace Assistant.Index;

/// <summary>How far what a property lists as nearby is.</summary>
public static class NearbyMatch
{
    private static readonly ConditionalWeakTable<NearbyPlace, HashSet<string>> WordsByPlace = []; // lives as long as the places: names are folded once

    /// <summary>Metres to the nearest place that is meant; null where none is listed.</summary>
    public static int? Metres(NearPlace place, IReadOnlyList<NearbyPlace> nearby) => Nearest(place, nearby)?.DistanceMetres;

    /// <summary>The nearest place that is meant; null where none is listed.</summary>
    public static NearbyPlace? Nearest(NearPlace place, IReadOnlyList<NearbyPlace> nearby)
    {
        ArgumentNullException.ThrowIfNull(place);
        ArgumentNullException.ThrowIfNull(nearby);
        if (nearby.Count == 0) return null;
        var words = place.Name is null ? null : Words(place.Name);
        return nearby.Where(other => words is { Count: > 0 } ? Of(other).IsSupersetOf(words) : place.Kinds.Contains(other.Kind)).MinBy(other => other.DistanceMetres);
    }

    /// <summary>The words of a nearby place's name, folded.</summary>
    internal static HashSet<string> Of(NearbyPlace place) => WordsByPlace.GetValue(place, known => Words(known.Name));

    /// <summary>The words of a name, folded.</summary>
    internal static HashSet<string> Words(string name)
    {
        var folded = TextAnalyzer.Fold(name.Replace("'", "", StringComparison.Ordinal).Replace("’", "", StringComparison.Ordinal));
        return [.. string.Concat(folded.Select(c => char.IsLetterOrDigit(c) ? c : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries)];
    }
}
