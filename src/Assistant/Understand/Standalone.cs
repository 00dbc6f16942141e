using Assistant.Text;

namespace Assistant.Understand;

/// <summary>Completes a follow-up that leaves its subject out ("How much is it?", "And at the Acorn?") from the question before it.</summary>
public static class Standalone
{
    private const int LongestSubject = 500; // UTF-16

    // What a follow-up asks of a subject named earlier: it says nothing to search for by itself.
    private static readonly HashSet<string> Dependent =
        [.. "much cost price charge fee free paid extra included time hours when long far open close early late days weekends night"
            .Split(' ').SelectMany(word => TextAnalyzer.Terms(word))];

    /// <summary>
    /// The message as it would be asked without a conversation; the message itself where it stands alone.
    /// </summary>
    /// <param name="message">What the user says now.</param>
    /// <param name="history">The turns before, oldest first.</param>
    /// <param name="names">The names of the index.</param>
    /// <param name="english">Says a text in English words, where the message is in another language.</param>
    /// <returns>The text, and its subject: what the next follow-up may borrow. Follow-ups never add to it.</returns>
    public static (string Text, string Subject) Of(string message, IReadOnlyList<Turn> history, PropertyNames names, Func<string, string>? english = null)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(names);
        var mentions = names.Find(message);
        var named = mentions.SelectMany(mention => Terms(message[mention.Start..mention.End], english)).ToHashSet();
        var content = Terms(message, english).Where(term => !named.Contains(term) && !Aspects.IsFunctionWord(term)).ToList();
        if (!content.All(Dependent.Contains)) return (message, message);
        var subjects = history.Where(turn => turn.Speaker == Speaker.User).Select(turn => turn.Subject ?? turn.Text);
        if (subjects.LastOrDefault(text => HasSubject(text, names, english)) is not { } before) return (message, message);
        var subject = Shortened(mentions.Count == 0 ? before : Renamed(before, mentions[0].Property.Name, names));
        return (mentions.Count == 0 || content.Count > 0 ? $"{subject} {message}" : subject, subject);
    }

    private static bool HasSubject(string text, PropertyNames names, Func<string, string>? english)
    {
        var named = names.Find(text).SelectMany(mention => Terms(text[mention.Start..mention.End], english)).ToHashSet();
        return Terms(text, english).Any(term => !named.Contains(term) && !Aspects.IsFunctionWord(term) && !Dependent.Contains(term));
    }

    private static List<string> Terms(string text, Func<string, string>? english) => TextAnalyzer.Terms(english is null ? text : english(text));

    // At a word's end: what a guest writes at length is not searched for again with each follow-up.
    private static string Shortened(string subject) =>
        subject.Length <= LongestSubject ? subject : subject[..(subject.LastIndexOf(' ', LongestSubject) is > 0 and var end ? end : LongestSubject)];

    // The earlier question, asked of another place.
    private static string Renamed(string before, string name, PropertyNames names) =>
        names.Find(before) is [var mention, ..] ? $"{before[..mention.Start]}{name}{before[mention.End..]}" : $"{before} ({name})";
}
