using System.Text.RegularExpressions;
using Assistant.Text;

namespace Assistant.Understand;

/// <summary>What a message wants beside a question about content: a greeting, thanks, a search for places, the wish to hear guests rather than owners.</summary>
internal static partial class Intent
{
    private static readonly HashSet<string> Words = [.. TextAnalyzer.Terms("hi hello hey hallo good morning afternoon evening day thanks thank you very much many so ok okay great super nice perfect cool lovely bye goodbye cheers yes no who are what can do help me is there somebody anybody")];
    private static readonly HashSet<string> Marks = [.. TextAnalyzer.Terms("hi hello hey hallo morning afternoon evening thanks thank ok okay great super perfect cool lovely bye goodbye cheers help who")];

    private static readonly HashSet<string> Listing = [.. TextAnalyzer.Terms("describe overview introduce show list search recommend suggest best nice available option options choice choices sleep accommodation accommodations room rooms book need somewhere exist")];

    /// <summary>Whether a message asks for nothing: "hello", "thanks a lot", "what can you do?".</summary>
    internal static bool IsSmallTalk(string message)
    {
        var terms = TextAnalyzer.Terms(message);
        return CanDo().IsMatch(message) || (terms.Count > 0 && terms.All(Words.Contains) && terms.Any(Marks.Contains));
    }

    /// <summary>Whether a question asks for what guests say.</summary>
    internal static bool AsksGuests(string message) => Guests().IsMatch(message);

    /// <summary>Whether nothing but places is asked for, once what became a filter is taken away.</summary>
    internal static bool AsksForPlaces(string message, IEnumerable<string> settled)
    {
        var done = settled.SelectMany(words => TextAnalyzer.Terms(words)).ToHashSet();
        return TextAnalyzer.Terms(message).All(term => done.Contains(term) || Aspects.IsFunctionWord(term) || Listing.Contains(term));
    }

    /// <summary>Whether a message wants to know of a place in general: "tell me about it".</summary>
    internal static bool AsksForOverview(string message, IEnumerable<string> names) => Overview().IsMatch(message) && AsksForPlaces(message, names);

    [GeneratedRegex(@"\b(?:about|describe|overview|introduce|what is|what's|what kind|what sort)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Overview();

    [GeneratedRegex(@"^\s*(?:what can you do|who are you|what are you|how does this work|what do you know|can you help(?: me)?)\b[^\p{L}]*$", RegexOptions.IgnoreCase)]
    private static partial Regex CanDo();

    [GeneratedRegex(@"\b(?:guests?|people|visitors?|travell?ers?|others|anyone|everyone)\s+(?:\p{L}+\s+)?(?:say|says|said|think|thinks|thought|complain|complains|complained|report|write|wrote|mention|mentioned|like|liked|love|loved|hate|hated|feel|felt)\b|\breviews?\b|\breviewers?\b|\bcomplaints?\b", RegexOptions.IgnoreCase)]
    private static partial Regex Guests();
}
