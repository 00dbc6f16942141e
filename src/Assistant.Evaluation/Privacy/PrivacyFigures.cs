using System.Globalization;
using Assistant.Privacy;

namespace Assistant.Evaluation.Privacy;

/// <summary>
/// What was found of marked personal data. A span is found where all its letters and digits are, whatever they were taken for; what was found is right where
/// it holds some of a span.
/// </summary>
public sealed class PrivacyFigures
{
    private readonly SortedDictionary<PersonalDataKind, (int Found, int Marked, int Right, int Taken)> kinds = [];

    /// <summary>Share of spans that were found.</summary>
    public double Recall => Share(kinds.Values.Sum(kind => kind.Found), kinds.Values.Sum(kind => kind.Marked));

    /// <summary>Share of what was found that is personal data.</summary>
    public double Precision => Share(kinds.Values.Sum(kind => kind.Right), kinds.Values.Sum(kind => kind.Taken));

    /// <summary>Counts a text.</summary>
    public void Add(MarkedText text, IReadOnlyList<PersonalDatum> found)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(found);
        foreach (var span in text.Spans)
        {
            var counts = kinds.GetValueOrDefault(span.Kind);
            var isFound = Enumerable.Range(span.Start, span.Length).All(i => !char.IsLetterOrDigit(text.Text[i]) || found.Any(datum => i >= datum.Start && i < datum.End));
            kinds[span.Kind] = counts with { Found = counts.Found + (isFound ? 1 : 0), Marked = counts.Marked + 1 };
        }

        foreach (var datum in found)
        {
            var counts = kinds.GetValueOrDefault(datum.Kind);
            var isRight = text.Spans.Any(span => span.Start < datum.End && datum.Start < span.End);
            kinds[datum.Kind] = counts with { Right = counts.Right + (isRight ? 1 : 0), Taken = counts.Taken + 1 };
        }
    }

    /// <summary>A line for each kind, and one for all.</summary>
    public IEnumerable<string> Lines() =>
    [
        .. kinds.Select(kind => Line(kind.Key.ToString().ToLowerInvariant(), kind.Value)),
        Line("all", (kinds.Values.Sum(kind => kind.Found), kinds.Values.Sum(kind => kind.Marked), kinds.Values.Sum(kind => kind.Right), kinds.Values.Sum(kind => kind.Taken))),
    ];

    private static string Line(string name, (int Found, int Marked, int Right, int Taken) counts) => string.Create(
        CultureInfo.InvariantCulture,
        $"{name,-9} recall {Share(counts.Found, counts.Marked):F4} ({counts.Found}/{counts.Marked})  precision {Share(counts.Right, counts.Taken):F4} ({counts.Right}/{counts.Taken})");

    private static double Share(int part, int whole) => whole == 0 ? 1 : (double)part / whole;
}
