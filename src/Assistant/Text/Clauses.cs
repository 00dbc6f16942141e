using System.Text.RegularExpressions;

namespace Assistant.Text;

/// <summary>Takes sentences apart where one says several things, so that each can be affirmed or denied by itself.</summary>
internal static partial class Clauses
{
    /// <summary>The parts of a sentence that have a verb of their own; what has none stays with the part before it.</summary>
    internal static IReadOnlyList<string> Split(string sentence)
    {
        var clauses = new List<string>();
        foreach (var part in Boundary().Split(sentence).Where(part => part.Any(char.IsLetterOrDigit)))
        {
            if (clauses.Count > 0 && !(Verb().IsMatch(part) && Verb().IsMatch(clauses[^1]))) clauses[^1] += $" {part}";
            else clauses.Add(part);
        }

        return clauses;
    }

    /// <summary>The parts of a sentence between its commas and conjunctions.</summary>
    internal static IReadOnlyList<string> Parts(string sentence) => [.. Boundary().Split(sentence).Where(part => part.Any(char.IsLetterOrDigit))];

    [GeneratedRegex(@"(?:[,;:]|\s[–—-])\s+|\s+(?=(?:and|but|while|whereas|although|though|because|since|so|yet)\s)", RegexOptions.IgnoreCase)]
    private static partial Regex Boundary();

    // Subjects, denials and the finite verbs that content about a stay is made of; a clause with a rarer one stays with its neighbour.
    [GeneratedRegex(@"^\s*(?:but|only|just|because|not)\b|\b(?:you|we|they|i|it|no|nothing|nobody|none)\b|\b(?:is|are|was|were|am|be|been|ha[sd]|have|can|cannot|could|may|might|must|will|would|shall|should|do|does|did|costs?|opens?|closes?|starts?|begins?|ends?|runs?|serves?|served|offers?|includes?|includ(?:ed|ing)|allows?|lends?|needs?|goes|comes?|came|gets?|got|takes?|took|charges?|charged|pays?|paid|stays?|stayed|waits?|waited|leaves?|left|lasts?|reports?|says?|said|calls?|found|loved|liked|made|makes?|gives?|gave|adjoins?|shares?|measured?|fits?|uses?|used|felt|went)\b|n['’]t\b|\b(?:there|it|that|here|what)['’]s\b", RegexOptions.IgnoreCase)]
    private static partial Regex Verb();
}
