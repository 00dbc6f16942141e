using System.Text.RegularExpressions;

namespace Assistant.Text;

/// <summary>Whether a question asks for a number, a time, a size or a price, and whether a text tells one.</summary>
internal static partial class Amounts
{
    /// <summary>"How far", "what time", "the price of", "until when" and the like.</summary>
    internal static bool AreAskedFor(string question) => Asking().IsMatch(question);

    /// <summary>Any number, in digits or in words, or midnight, noon, free of charge.</summary>
    internal static bool AreIn(string text) => text.Any(char.IsDigit) || Words().IsMatch(text) || NumberWords.ToDigits(text).Any(char.IsDigit);

    [GeneratedRegex(@"\bhow (?:much|many|long|far|wide|deep|big|large|tall|high|old|fast|often|late|early|cold|hot|heavy|close|near)\b|\bwhat(?:'s| is| are)? ?(?:the |an? |your )*(?:time|size|price|cost|fee|rate|charge|distance|number|year|age|speed|width|length|height|depth|temperature|percentage|amount)\b|\b(?:price|cost|phone|size|speed|width|length|height|rate|fee|number|opening|closing) (?:of|for|per|in|number|nr|no)\b|\bwhen\b|\buntil\b|\btill\b|\b(?:opening|closing|breakfast|check-?in|check-?out) (?:time|hour)s?\b|\b(?:metres|meters|km|m2|mbit|mbps|kwh|euros?|pounds|dollars|minutes|hours)\b|\bset (?:me|us) back\b", RegexOptions.IgnoreCase)]
    private static partial Regex Asking();

    [GeneratedRegex(@"\b(?:midnight|noon|free|nothing|half|twice|once)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Words();
}
