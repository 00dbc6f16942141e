using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Assistant.Support.Gaps.Contradictions;

namespace Assistant.Support.Gaps;

/// <summary>What an owner should know of a property: what is asked and not answered, and what does not agree.</summary>
/// <param name="Property">The property's id.</param>
/// <param name="PropertyName">Its name.</param>
/// <param name="Text">The report in plain words, in Markdown; what guests wrote is escaped in it.</param>
/// <param name="Gaps">The gaps, the costliest first.</param>
/// <param name="Contradictions">What does not agree.</param>
public sealed partial record OwnerReport(string Property, string PropertyName, string Text, IReadOnlyList<Gap> Gaps, IReadOnlyList<Contradiction> Contradictions)
{
    private const int MostExamples = 3;

    /// <summary>Writes the report.</summary>
    public static OwnerReport Of(string property, string propertyName, IReadOnlyList<Gap> gaps, IReadOnlyList<Contradiction> contradictions)
    {
        ArgumentNullException.ThrowIfNull(gaps);
        ArgumentNullException.ThrowIfNull(contradictions);
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"# {Escaped(propertyName)}: what guests ask and do not find\n");
        var open = gaps.Where(gap => gap.State == GapState.Open).ToList();
        var answered = gaps.Where(gap => gap.State == GapState.Answered).ToList();
        if (open.Count == 0) text.Append("\nNo question is open.\n");
        foreach (var (i, gap) in open.Index())
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{i + 1}. **{Asked(gap)}{(gap.Topic is { } topic ? $" about {Escaped(topic)}; add it." : "; add the answer.")}**\n");
            foreach (var example in gap.Examples.Take(MostExamples)) text.Append(CultureInfo.InvariantCulture, $"   - “{Escaped(example)}”\n");
            if (gap.Answer is not null) text.Append(CultureInfo.InvariantCulture, $"   - There is an answer already, and guests still ask{Found(gap)}: word its question as they do.\n");
        }

        if (answered.Count > 0) text.Append("\n## Answered\n\n");
        foreach (var gap in answered) text.Append(CultureInfo.InvariantCulture, $"- “{Escaped(gap.Question)}”{Found(gap)}.\n");
        if (contradictions.Count > 0) text.Append("\n## What does not agree\n");
        foreach (var contradiction in contradictions)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n- **{Escaped(contradiction.Explanation)}**\n");
            foreach (var statement in contradiction.Statements) text.Append(CultureInfo.InvariantCulture, $"  - {Named(statement.Kind)}: “{Escaped(statement.Text)}”\n");
        }

        return new OwnerReport(property, propertyName, text.ToString(), gaps, contradictions);
    }

    private static string Asked(Gap gap)
    {
        var guests = gap.AskedBy.Chat + gap.AskedBy.Case;
        var reports = Counted(gap.AskedBy.Report, "report");
        return guests == 0 ? $"{reports} {(gap.AskedBy.Report == 1 ? "asks" : "ask")}" : $"{Counted(guests, "guest")}{(gap.AskedBy.Report > 0 ? $" and {reports}" : "")} asked";
    }

    private static string Found(Gap gap) => gap.Measured is { } measured ? $" ({measured.AnsweredNow} of {measured.Asked} questions find it)" : "";

    private static string Counted(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");

    private static string Named(PassageKind kind) => kind switch
    {
        PassageKind.Fact => "The facts",
        PassageKind.Policy => "The rules",
        PassageKind.Room => "A room",
        PassageKind.Faq => "A FAQ",
        PassageKind.Review => "A guest",
        _ => "A description",
    };

    // What somebody wrote stays text: no headings, links or pictures of theirs.
    private static string Escaped(string text) => Special().Replace(Spaces().Replace(text, " "), @"\$0");

    [GeneratedRegex(@"[\\`*_{}\[\]<>#|!~]")]
    private static partial Regex Special();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
