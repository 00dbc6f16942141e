using Assistant.Text;

namespace Assistant.Support.Triage;

/// <summary>
/// Words and phrases that mean the same kind of thing (<c>concepts.txt</c>), so that a word that no training case held still says what it is about. A phrase is
/// of neighbouring words; <c>..</c> leaves room for up to four between; <c>*</c> stands for the rest of a word. All in lower case without diacritics.
/// </summary>
public sealed class Concepts
{
    private const int WordsBetween = 4;
    private const string Gap = "..";
    private static readonly Lazy<Concepts> BuiltIn = new(() => Parse(SupportResources.ReadText("Triage.concepts.txt")));
    private readonly Dictionary<string, List<Entry>> byFirstWord = [];
    private readonly Dictionary<string, List<Entry>> byFirstLetters = [];

    /// <summary>The built-in ones.</summary>
    public static Concepts Default => BuiltIn.Value;

    /// <summary>The names of all concepts.</summary>
    public IReadOnlyList<string> Names { get; private init; } = [];

    /// <summary>Reads concepts: <c>[name]</c>, then an entry a line; <c>#</c> begins a comment.</summary>
    /// <exception cref="FormatException">An entry stands before any name.</exception>
    public static Concepts Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var names = new List<string>();
        var entries = new List<Entry>();
        foreach (var (number, line) in text.Split('\n').Select(line => line.Trim()).Index())
        {
            if (line.Length == 0 || line[0] == '#') continue;
            if (line[0] == '[') names.Add(line.Trim('[', ']'));
            else if (names.Count == 0) throw new FormatException($"Line {number + 1} of the concepts is under no [name].");
            else entries.Add(new Entry(names[^1], line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        }

        var concepts = new Concepts { Names = [.. names.Distinct()] };
        foreach (var entry in entries)
        {
            var first = entry.Words[0];
            var (table, key) = first.EndsWith('*') ? (concepts.byFirstLetters, first[..^1]) : (concepts.byFirstWord, first);
            if (!table.TryGetValue(key, out var list)) table.Add(key, list = []);
            list.Add(entry);
        }

        return concepts;
    }

    /// <summary>The concepts that a text speaks of, by name, each with the words that say so.</summary>
    public IReadOnlyDictionary<string, string> Of(string text)
    {
        var words = Words(text);
        var found = new Dictionary<string, string>();
        for (var i = 0; i < words.Count; i++)
        {
            foreach (var entry in byFirstWord.GetValueOrDefault(words[i], [])) Add(entry, i);
            for (var length = 2; length <= words[i].Length; length++)
            {
                foreach (var entry in byFirstLetters.GetValueOrDefault(words[i][..length], [])) Add(entry, i);
            }
        }

        return found;

        void Add(Entry entry, int at)
        {
            if (EndOf(entry.Words, words, at) is { } end) found.TryAdd(entry.Concept, string.Join(' ', words[at..end]));
        }
    }

    /// <summary>The words of a text as concepts spell them: folded, apostrophes dropped.</summary>
    internal static List<string> Words(string text) => [.. Word.Split(TextAnalyzer.Fold(text).Replace("'", "").Replace("’", ""))];

    private static int? EndOf(string[] entry, List<string> words, int at)
    {
        var room = 0;
        foreach (var wanted in entry)
        {
            if (wanted == Gap)
            {
                room = WordsBetween;
                continue;
            }

            while (room > 0 && at < words.Count && !Matches(wanted, words[at])) (at, room) = (at + 1, room - 1);
            if (at >= words.Count || !Matches(wanted, words[at])) return null;
            (at, room) = (at + 1, 0);
        }

        return at;
    }

    private static bool Matches(string wanted, string word) => wanted.EndsWith('*') ? word.AsSpan().StartsWith(wanted.AsSpan(0, wanted.Length - 1)) : word == wanted;

    private sealed record Entry(string Concept, string[] Words);
}
