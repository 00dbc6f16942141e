namespace Assistant.Privacy.Tagging;

/// <summary>Words that tell what stands beside them, by classes: titles, words of kinship, greetings, kinds of places, documents and so on, in many languages.</summary>
internal static class CueWords
{
    private static readonly Dictionary<string, uint> Classes = Read();

    /// <summary>The class of a word in small letters, one bit each; 0 if it is in none.</summary>
    internal static uint Of(string lower) => Classes.GetValueOrDefault(lower);

    private static Dictionary<string, uint> Read()
    {
        var classes = new Dictionary<string, uint>();
        var bit = 1u;
        foreach (var line in Resources.ReadText("Privacy.Tagging.cue-words.txt").Split('\n').Where(line => line.Contains(':', StringComparison.Ordinal) && line[0] != '#'))
        {
            foreach (var word in line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                classes[word] = classes.GetValueOrDefault(word) | bit;
            }

            bit <<= 1;
        }

        return classes;
    }
}
