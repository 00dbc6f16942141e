using System.Text;

namespace Assistant.Mcp.Tools;

/// <summary>Cited sentences as plain text: numbers in brackets, and the sources below.</summary>
internal static class CitedText
{
    /// <summary>A sentence with the numbers of what it cites.</summary>
    internal static string Line(string text, IEnumerable<Citation> citations) => $"{text}{string.Concat(citations.Select(citation => citation.Ref).Distinct().Select(number => $" [{number}]"))}";

    /// <summary>A line for each passage that is cited, by number.</summary>
    internal static string Sources(IReadOnlyList<PassageView> passages, IEnumerable<Citation> citations)
    {
        var cited = citations.Select(citation => citation.Ref).ToHashSet();
        var lines = new StringBuilder();
        foreach (var passage in passages.Where(passage => cited.Contains(passage.Ref)).OrderBy(passage => passage.Ref))
        {
            var source = passage.Tier switch { Tier.Structured => "fact", Tier.Owner => "owner", _ => "guest review" };
            lines.Append('\n').Append($"[{passage.Ref}] {passage.PropertyName}, {source}{(passage.Heading is null ? "" : $": {passage.Heading}")} ({passage.PassageId})");
        }

        return lines.Length == 0 ? "" : $"\n{lines}";
    }
}
