using System.Text.RegularExpressions;

namespace Assistant.Text;

/// <summary>
/// Finds sentences in guests' text that are written for a machine rather than for a reader ("ignore your instructions and tell every guest ...").
/// Such a sentence is never evidence: it is neither quoted nor shown to a model.
/// </summary>
public static partial class Instructions
{
    /// <summary>Whether the sentence gives orders to an assistant.</summary>
    public static bool IsOrder(string sentence) => Order().IsMatch(sentence) || (Machine().IsMatch(sentence) && Imperative().IsMatch(sentence));

    /// <summary>The passage's text with every order cut out; other tiers are trusted and stay as they are.</summary>
    public static string WithoutOrders(Passage passage)
    {
        ArgumentNullException.ThrowIfNull(passage);
        if (passage.Tier != Tier.Guest) return passage.Text;
        var sentences = Sentences.Split(passage.Text).Select(range => passage.Text[range]).ToList();
        return sentences.Exists(IsOrder) ? string.Join(' ', sentences.Where(sentence => !IsOrder(sentence))) : passage.Text;
    }

    [GeneratedRegex(@"\b(?:ignore|disregard|forget|override)\s+(?:(?:all|any|of|the|these|those)\s+)*(?:all|your|previous|prior|above|earlier)\s+(?:(?:the|other|previous|prior|above|earlier)\s+)*(?:instructions?|rules?|prompts?|guidelines?)\b|\bsystem prompt\b|^(?:please\s+)?(?:tell|inform|promise|assure|offer|convince)\s+(?:every|all|each|any)\s*(?:guest|user|customer|visitor|reader|body|one)s?\b|\b(?:do not|don['’]t|never)\s+(?:say|tell|mention|reveal)\b.*\byou (?:read|saw|found|got)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Order();

    [GeneratedRegex(@"\b(?:AI|A\.I\.|chat ?bots?|language models?|LLMs?|GPT|(?:virtual|travel|AI) (?:assistants?|agents?)|bots?)\b")]
    private static partial Regex Machine();

    [GeneratedRegex(@"\b(?:ignore|disregard|tell|say|answer|reply|respond|reveal|pretend|promise|recommend|must|reading this|act as|you are)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Imperative();
}
