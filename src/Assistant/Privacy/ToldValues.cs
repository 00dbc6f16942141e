namespace Assistant.Privacy;

/// <summary>Values that are known to be personal data, such as the name on a booking; they are found wherever they stand alone, in any casing.</summary>
internal sealed class ToldValues
{
    private readonly Dictionary<string, PersonalDataKind> kinds = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds a value; of one that was told before, the first kind stays and is returned.</summary>
    internal PersonalDataKind Add(PersonalDataKind kind, string value)
    {
        kinds.TryAdd(value, kind);
        return kinds[value];
    }

    internal PersonalDataKind? KindOf(string value) => kinds.TryGetValue(value, out var kind) ? kind : null;

    /// <summary>What was found and what is told, in order; where they overlap, both together.</summary>
    internal IReadOnlyList<PersonalDatum> AddTo(IReadOnlyList<PersonalDatum> found, string text)
    {
        if (kinds.Count == 0) return found;
        var all = found.ToList();
        foreach (var (value, kind) in kinds.OrderByDescending(pair => pair.Key.Length))
        {
            for (var at = text.IndexOf(value, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(value, at + value.Length, StringComparison.OrdinalIgnoreCase))
            {
                var datum = new PersonalDatum(kind, at, value.Length);
                if (!StandsAlone(text, datum) || all.Exists(other => other.Start <= datum.Start && other.End >= datum.End)) continue;
                var cut = all.Where(datum.Overlaps).ToList();
                all.RemoveAll(cut.Contains);
                var start = cut.Select(other => other.Start).Append(datum.Start).Min();
                all.Add(new PersonalDatum(kind, start, cut.Select(other => other.End).Append(datum.End).Max() - start));
            }
        }

        return [.. all.OrderBy(datum => datum.Start)];
    }

    private static bool StandsAlone(string text, PersonalDatum datum) =>
        (datum.Start == 0 || !char.IsLetterOrDigit(text[datum.Start - 1])) && (datum.End == text.Length || !char.IsLetterOrDigit(text[datum.End]));
}
