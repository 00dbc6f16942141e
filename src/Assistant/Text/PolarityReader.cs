using System.Text.RegularExpressions;

namespace Assistant.Text;

/// <summary>
/// Reads what a sentence makes of the thing a question asks about: by a lexicon of words (<c>polarity.txt</c>), part by part, with negation.
/// How well it does is measured on labelled sentences (<c>eval/datasets/opinions</c>).
/// </summary>
public static partial class PolarityReader
{
    private const int NegationReach = 5; // words: "wasn't as good", "not a very good", "didn't have any really good"

    private enum Topic { On, Other, Unsaid }

    /// <summary>What the whole sentence says, whatever of.</summary>
    public static Polarity Of(string sentence) => Joined(Clauses.Parts(sentence).Select(part => OfPart(part, new HashSet<int>(), null)));

    /// <summary>What the sentence says of what the question asks about; of the parts that speak of something else nothing counts.</summary>
    public static Polarity Of(string sentence, QuestionTerms question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var parts = Clauses.Parts(sentence);
        var topics = parts.Select((part, i) => TopicOf(part, question, i > 0)).ToArray();
        for (var i = 0; i < topics.Length; i++) // "it was slow" goes on about what came before, "I was glad that" about what follows
        {
            if (topics[i] == Topic.Unsaid) topics[i] = i > 0 && !LeadsOn(parts, i) ? topics[i - 1] : topics.Skip(i).FirstOrDefault(topic => topic != Topic.Unsaid, Topic.Unsaid);
        }

        var own = parts.Where((_, i) => topics[i] == Topic.On).ToList();
        if (own.Count == 0) own = [.. parts];
        var strict = Joined(own.Select(part => OfPart(part, question.Aspects, question)));
        return strict != Polarity.Neutral ? strict : Joined(own.Select(part => OfPart(part, question.Aspects, null)));
    }

    /// <summary>Whether a question asks how something is rather than whether it is there: "is the wifi any good", "noisy?".</summary>
    public static bool AsksHow(string question) => How().IsMatch(question) || Words(question).Any(PolarityWords.IsEvaluative);

    /// <summary>Words in lower case; hyphens part them, and a contracted "not" is a word of its own.</summary>
    internal static IEnumerable<string> Words(string text) => Word().Matches(text.Replace('’', '\'')).Select(match => match.Value.ToLowerInvariant());

    /// <summary>What several statements about one thing come to: good and bad together are mixed.</summary>
    public static Polarity Joined(IEnumerable<Polarity> polarities)
    {
        var all = polarities.ToHashSet();
        all.Remove(Polarity.Neutral);
        return all.Count switch { 0 => Polarity.Neutral, 1 => all.First(), _ => Polarity.Mixed };
    }

    // With a question, a word counts only where the thing nearest to it is what is asked about: "the great view of a mediocre location".
    private static Polarity OfPart(string part, IReadOnlySet<int> asked, QuestionTerms? question)
    {
        var words = Words(part).ToList();
        var aspects = Aspects.Of(TextAnalyzer.Terms(part).ToHashSet());
        aspects.UnionWith(asked);
        var topics = question is null ? null : words.Select(word => TopicOf(word, question, false)).ToArray();
        var (good, bad, lukewarm, missing) = (false, false, false, false);
        var denied = -1; // the last word that a negation reaches
        for (var i = 0; i < words.Count; i++)
        {
            if (PolarityWords.At(words, i, aspects) is { } phrase)
            {
                var (isDenied, counts) = (i <= denied, topics is null || IsNearest(topics, i, phrase.Length));
                if (phrase.Sign is '+' or '-')
                {
                    good |= counts && phrase.Sign == '+' != isDenied;
                    bad |= counts && phrase.Sign == '-' != isDenied;
                    var next = words.Skip(i + phrase.Length).Take(2).ToList();
                    denied = next is ["or" or "nor", ..] ? denied + 2 : isDenied && next.Contains("any") ? i + phrase.Length + NegationReach : -1; // else a negation is spent
                }

                bad |= counts && phrase.Sign == '!';
                lukewarm |= counts && phrase.Sign == '~';
                missing |= phrase.Sign == '0' && isDenied;
                i += phrase.Length - 1;
            }
            else if (Negations.Contains(words[i]) || words[i..] is ["could", "have", "been", ..] or ["could", "be", ..]) // "could have been bigger": it was not
            {
                denied = i + NegationReach;
            }
            else if (words[i] == "too" && i + 1 < words.Count && words[i + 1] is not ("as" or "and" or "but")) // "too mild"; at the end it means "also"
            {
                (good, bad, denied) = (good || i <= denied, bad || i > denied, -1);
                i++;
            }
        }

        if (!good && !bad) return lukewarm ? Polarity.Mixed : missing ? Polarity.Bad : Polarity.Neutral;
        return good == bad || lukewarm ? Polarity.Mixed : good ? Polarity.Good : Polarity.Bad;
    }

    // Whether no other thing is nearer to the phrase; what follows it at once is what it is said of.
    private static bool IsNearest(Topic[] topics, int at, int length)
    {
        if (topics.Skip(at).Take(length).Contains(Topic.On)) return true;
        for (var distance = 1; distance < topics.Length; distance++)
        {
            var (after, before) = (At(at + length - 1 + distance), At(at - distance));
            if (after != Topic.Unsaid) return after == Topic.On || before == Topic.On;
            if (before != Topic.Unsaid) return before == Topic.On;
        }

        return true;

        Topic At(int i) => i >= 0 && i < topics.Length ? topics[i] : Topic.Unsaid;
    }

    private static Topic TopicOf(string part, QuestionTerms question, bool mayGoOn)
    {
        var terms = TextAnalyzer.Terms(part).Where(term => !Aspects.IsFunctionWord(term)).ToHashSet();
        if (terms.Overlaps(question.Content) || Aspects.Of(terms).Overlaps(question.Aspects)) return Topic.On;
        var named = TextAnalyzer.Terms(string.Join(' ', Words(part).Where(word => !PolarityWords.IsEvaluative(word)))).ToHashSet();
        return !(mayGoOn && Back().IsMatch(part)) && (Aspects.Of(named).Count > 0 || Subject().IsMatch(part)) ? Topic.Other : Topic.Unsaid;
    }

    private static bool LeadsOn(IReadOnlyList<string> parts, int i) => i + 1 < parts.Count && parts[i + 1].StartsWith("because", StringComparison.OrdinalIgnoreCase);

    private static readonly HashSet<string> Negations =
    [
        "not", "no", "never", "none", "nothing", "nobody", "neither", "nor", "without", "cannot", "hardly", "barely", "scarcely", "isn't", "wasn't", "aren't", "weren't", "don't", "doesn't",
        "didn't", "won't", "wouldn't", "can't", "couldn't", "shouldn't", "hasn't", "haven't", "hadn't", "ain't", "didnt", "dont", "wasnt", "isnt", "cant", "wont",
    ];

    [GeneratedRegex(@"[\p{L}\d]+(?:'\p{L}+)?\*?|\*")]
    private static partial Regex Word();

    [GeneratedRegex(@"^\s*(?:(?:and|but|so|though|although|because|since|yet)\s+)?(?:it|they|which|that|this|these|those)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Back();

    // "The room was dirty" goes on about nothing said before.
    [GeneratedRegex(@"^\s*(?:(?:and|but|so|though|although|because|since|yet|while|whereas)\s+)?(?:the|our|my|their)\s+(?!only\b)\p{L}+", RegexOptions.IgnoreCase)]
    private static partial Regex Subject();

    [GeneratedRegex(@"\bhow (?:is|are|was|were|'s|do|does|did|would)\b.*\b(?:like|rate|find|rated)\b|\bhow(?:'s| is| are| was| were)\b|\bwhat\b.*\b(?:like|think|thought|make of|made of|verdict)\b|\bany good\b|\bdecent\b|\brate\b|\bquality\b|\bopinions?\b", RegexOptions.IgnoreCase)]
    private static partial Regex How();
}
