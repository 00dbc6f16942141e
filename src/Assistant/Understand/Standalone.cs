using Assistant.Text;

namespace Assistant.Understand;

/// <summary>Completes a follow-up that leaves its subject out ("How much is it?", "And at the Acorn?") from the question before it.</summary>
public static class Standalone
{
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
    public static string Of(string message, IReadOnlyList<Turn> history, PropertyNames names)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(names);
        var mentions = names.Find(message);
        var named = mentions.SelectMany(mention => TextAnalyzer.Terms(message[mention.Start..mention.End])).ToHashSet();
        var content = TextAnalyzer.Terms(message).Where(term => !named.Contains(term) && !Aspects.IsFunctionWord(term)).ToList();
        if (!content.All(Dependent.Contains)) return message;
        if (history.LastOrDefault(turn => turn.Speaker == Speaker.User && HasSubject(turn.Text, names))?.Text is not { } before) return message;
        return mentions.Count == 0 || content.Count > 0 ? $"{before} {message}" : Renamed(before, mentions[0].Property.Name, names);
    }

    private static bool HasSubject(string text, PropertyNames names)
    {
        var named = names.Find(text).SelectMany(mention => TextAnalyzer.Terms(text[mention.Start..mention.End])).ToHashSet();
        return TextAnalyzer.Terms(text).Any(term => !named.Contains(term) && !Aspects.IsFunctionWord(term) && !Dependent.Contains(term));
    }

    // The earlier question, asked of another place.
    private static string Renamed(string before, string name, PropertyNames names) =>
        names.Find(before) is [var mention, ..] ? $"{before[..mention.Start]}{name}{before[mention.End..]}" : $"{before} ({name})";
}
