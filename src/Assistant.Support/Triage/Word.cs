using System.Text.RegularExpressions;

namespace Assistant.Support.Triage;

/// <summary>Words of folded text: runs of letters and digits.</summary>
internal static partial class Word
{
    internal static IEnumerable<string> Split(string folded) => Pattern().Matches(folded).Select(match => match.Value);

    [GeneratedRegex("[a-z0-9]+")]
    private static partial Regex Pattern();
}
