using System.Text.RegularExpressions;

namespace Assistant.Privacy.Tagging;

/// <summary>
/// Tagged spans as a text holds them: parts of one are joined, what belongs to a name behind it is taken in, and a name that was found is one wherever it is
/// written in the same way.
/// </summary>
internal static partial class TaggedSpans
{
    /// <summary>The spans in order; those of a name with particles between them, and those of an address with little between them, are one.</summary>
    internal static List<PersonalDatum> Joined(string text, IEnumerable<PersonalDatum> names)
    {
        var joined = new List<PersonalDatum>();
        foreach (var span in names.OrderBy(name => name.Start))
        {
            var datum = span.Kind == PersonalDataKind.Name ? span with { Length = span.Length + Behind().Match(text, span.End).Length } : span;
            if (joined.Count > 0 && Belongs(text, joined[^1], datum)) joined[^1] = joined[^1] with { Length = Math.Max(joined[^1].End, datum.End) - joined[^1].Start };
            else joined.Add(datum);
        }

        return joined;
    }

    /// <summary>Where tagger and rules both see an address, it reaches as far as either says, but into nothing else that was tagged.</summary>
    internal static IEnumerable<PersonalDatum> Widened(IReadOnlyList<PersonalDatum> tagged, IReadOnlyList<PersonalDatum> rules) => tagged.Select(span =>
    {
        var (start, end) = (span.Start, span.End);
        foreach (var rule in rules.Where(rule => rule.Kind == PersonalDataKind.Address && span.Kind == rule.Kind && rule.Overlaps(span))) (start, end) = (Math.Min(start, rule.Start), Math.Max(end, rule.End));
        foreach (var other in tagged.Where(other => other.Kind != span.Kind))
        {
            if (other.End <= span.Start) start = Math.Max(start, other.End);
            else if (other.Start >= span.End) end = Math.Min(end, other.Start);
        }

        return span with { Start = start, Length = end - start };
    });

    /// <summary>Further places of the words of names: of capitalised ones that are no words of their own.</summary>
    internal static IEnumerable<PersonalDatum> Repeated(List<TextToken> tokens, IReadOnlyList<PersonalDatum> found, WordSets words)
    {
        var named = tokens.Where(token => token.Length > 2 && char.IsUpper(token.Text[0]) && found.Any(datum => datum.Kind == PersonalDataKind.Name && token.Start >= datum.Start && token.End <= datum.End))
            .Select(token => token.Text).Where(word => (words[word] & (KnownAs.Word | KnownAs.Place | KnownAs.Thing)) == 0).ToHashSet();
        return tokens.Where(token => named.Contains(token.Text)).Select(token => new PersonalDatum(PersonalDataKind.Name, token.Start, token.Length));
    }

    private static bool Belongs(string text, PersonalDatum first, PersonalDatum second)
    {
        if (first.Kind != second.Kind || second.Start < first.End) return first.Kind == second.Kind;
        var between = text.AsSpan(first.End, second.Start - first.End);
        return first.Kind == PersonalDataKind.Name ? Between().IsMatch(between) : first.Kind == PersonalDataKind.Address && Within().IsMatch(between);
    }

    // The third of that name, and the initial that a list puts last.
    [GeneratedRegex(@"\G(?:[ ](?:I{2,3}|IV|[JS]r\.?|jun\.|sen\.)(?![\p{L}\d])|,?[ ]\p{Lu}\.(?=[ ,;]*(?:$|\n|[;,(])))")]
    private static partial Regex Behind();

    [GeneratedRegex(@"^(?:[\s,;/-]{1,3}|,[^\n!?]{0,24},\s*)$")]
    private static partial Regex Within();

    // Nothing but space, or particles.
    [GeneratedRegex(@"^[ \t]+(?:(?:de|del|della|di|da|dos|das|du|la|le|van|von|der|den|ter|ten|zu|bin|ibn|al|el|af|y|e)[ ]+){0,2}$")]
    private static partial Regex Between();
}
