using System.Text;
using Assistant.Text;

namespace Assistant.Understand;

/// <summary>The language of a message, and the message in English words where it is another one: what reads a question knows English.</summary>
internal sealed class QuestionLanguage
{
    private readonly Lexicon? lexicon;

    private QuestionLanguage(string code) => (Code, lexicon) = (code, Lexicon.Of(code));

    /// <summary>ISO 639-1.</summary>
    internal string Code { get; }

    /// <summary>The language of <paramref name="message"/>; of words that say nothing (a name, "wifi?") the one the guest spoke before; else English.</summary>
    internal static QuestionLanguage Of(string message, IReadOnlyList<Turn> history, PropertyNames names, IReadOnlyCollection<string> cities) =>
        new(Detect(message, names, cities) ?? history.Where(turn => turn.Speaker == Speaker.User).Select(turn => Detect(turn.Text, names, cities)).LastOrDefault() ?? LanguageDetector.English);

    /// <summary>The text in English words, as far as they are known.</summary>
    internal string English(string text) => lexicon?.Render(text).Text ?? text;

    /// <summary>The words of <paramref name="text"/> behind those of its English.</summary>
    internal string Source(string text, string words) => lexicon?.Render(text).SourceOf(words) ?? words;

    // A place's name is of no language; nor is a city's, though "porto" is a word.
    private static string? Detect(string text, PropertyNames names, IReadOnlyCollection<string> cities)
    {
        var rest = new StringBuilder(text);
        foreach (var mention in names.Find(text))
        {
            for (var i = mention.Start; i < mention.End; i++) rest[i] = ' ';
        }

        return LanguageDetector.Detect(cities.Aggregate(rest.ToString(), (left, city) => left.Replace(city, " ", StringComparison.OrdinalIgnoreCase)));
    }
}
