using System.Text.Json;
using System.Text.RegularExpressions;
using Assistant.Text;

namespace Assistant.Understand;

/// <summary>An amenity that a message wishes, or rules out: the codes of which any will do, and where it says so (UTF-16, end exclusive).</summary>
internal readonly record struct AmenityMention(IReadOnlyList<string> Codes, bool IsDenied, int Start, int End);

/// <summary>Reads amenities by their everyday words (<c>amenity-words.json</c>): "pet-friendly", "somewhere to charge our car".</summary>
internal static partial class AmenityReader
{
    private const string Gap = "*"; // up to this many words may stand there
    private const int LongestGap = 3;

    private static readonly IReadOnlyList<Phrase> Phrases = Load();
    private static readonly ILookup<string, Phrase> ByFirst = Phrases.ToLookup(phrase => phrase.Words[0]);

    /// <summary>Each amenity in <paramref name="message"/>, in order, the longest phrase first where several begin.</summary>
    /// <param name="message">The message.</param>
    /// <param name="taken">Whether a stretch means something else already.</param>
    internal static IReadOnlyList<AmenityMention> Read(string message, Func<int, int, bool> taken)
    {
        var words = NameTokens.Of(message);
        var stems = words.Select(word => Stem(word.Text)).ToList();
        var mentions = new List<AmenityMention>();
        var deniedUntil = -1; // "no pool or sauna" denies both
        for (var i = 0; i < words.Count; i++)
        {
            var best = ByFirst[stems[i]].Select(phrase => (phrase, End: EndOf(phrase, stems, i))).Where(match => match.End > 0)
                .OrderByDescending(match => match.phrase.Words.Count(word => word != Gap)).ThenBy(match => match.End).FirstOrDefault();
            if (best.phrase is null) continue;
            var (start, end) = (words[i].Start, words[best.End - 1].End);
            if (taken(start, end)) continue;
            var isDenied = Denial.Ends(message[..start]) || (deniedUntil >= 0 && Joined().IsMatch(message[deniedUntil..start]));
            if (isDenied) deniedUntil = end;
            if (!NotNeeded().IsMatch(message[end..]) && !Nearby().IsMatch(message[end..])) mentions.Add(new AmenityMention(best.phrase.Codes, isDenied, start, end));
            i = best.End - 1;
        }

        return mentions;
    }

    // Past the last word of the phrase that begins at `start`; 0 where it does not.
    private static int EndOf(Phrase phrase, List<string> stems, int start)
    {
        var at = start;
        for (var i = 0; i < phrase.Words.Count; i++)
        {
            if (phrase.Words[i] == Gap)
            {
                var next = phrase.Words[i + 1];
                var found = stems.FindIndex(at, Math.Min(LongestGap + 1, stems.Count - at), stem => stem == next);
                if (found < 0) return 0;
                at = found;
                continue;
            }

            if (at >= stems.Count || stems[at] != phrase.Words[i]) return 0;
            at++;
        }

        return at;
    }

    // Stop words have no stem and stand for themselves.
    private static string Stem(string word) => TextAnalyzer.Terms(word) is [var stem] ? stem : word;

    private static List<Phrase> Load() =>
    [
        .. JsonSerializer.Deserialize<Dictionary<string, string>>(Resources.ReadText("Understand.amenity-words.json"))!.SelectMany(entry =>
            entry.Value.Split('|', StringSplitOptions.TrimEntries).Select(phrase => new Phrase([.. phrase.Split(' ').Select(word => word == Gap ? word : Stem(word))], entry.Key.Split(' ')))),
    ];

    private sealed record Phrase(IReadOnlyList<string> Words, IReadOnlyList<string> Codes);

    [GeneratedRegex(@"^\s*(?:,|/|or|nor|and|any|a|an|\s)+\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Joined();

    // "restaurants nearby" are not the property's own.
    [GeneratedRegex(@"^\s+(?:nearby|close by|around the corner|in the (?:area|neighbou?rhood)|next door|within walking distance)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Nearby();

    [GeneratedRegex(@"^\s+(?:is |are )?(?:not|isn['’]t|aren['’]t) (?:needed|necessary|required|important)\b", RegexOptions.IgnoreCase)]
    private static partial Regex NotNeeded();
}
