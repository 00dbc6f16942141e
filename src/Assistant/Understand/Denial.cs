using System.Text.RegularExpressions;

namespace Assistant.Understand;

/// <summary>Whether the words before something turn it around: "no", "without a", "not in".</summary>
internal static partial class Denial
{
    private const string Between = @"(?:\s+(?:want|wants|like|need|have|has|having|in|at|of|for|to|a|an|any|the|much|too))*[\s-]*$";

    /// <summary>"not in", "no", "anywhere but", up to the end of <paramref name="before"/>. What is never gone without is wanted.</summary>
    internal static bool Ends(string before) => Denying().IsMatch(before) && !Wanting().IsMatch(before);

    /// <summary>The same, and "less than", "under" and the like.</summary>
    internal static bool EndsOrIsBelow(string before) => Ends(before) || Below().IsMatch(before);

    /// <summary>Whether a part of a message denies something.</summary>
    internal static bool IsIn(string text) => Anywhere().IsMatch(text);

    [GeneratedRegex(@"(?:\b(?:not|no|nor|except|excluding|without|w/o|avoid|avoiding|outside|other than|apart from|rather than|instead of|free from|anything but|anywhere but)|n['’]t)" + Between, RegexOptions.IgnoreCase)]
    private static partial Regex Denying();

    [GeneratedRegex(@"\b(?:never|not|cannot|rarely|hardly)\b[^.,;!?]*\bwithout" + Between + @"|n['’]t\b[^.,;!?]*\bwithout" + Between + @"|\bno (?:problem|worries)" + Between, RegexOptions.IgnoreCase)]
    private static partial Regex Wanting();

    [GeneratedRegex(@"\b(?:less than|fewer than|lower than|under|below|at most|up to|no more than|max(?:imum)?(?: of)?)" + Between, RegexOptions.IgnoreCase)]
    private static partial Regex Below();

    [GeneratedRegex(@"\b(?:not|no|nor|except|without|w/o|avoid|avoiding|never|none|cannot)\b|n['’]t\b", RegexOptions.IgnoreCase)]
    private static partial Regex Anywhere();
}
