using System.Text.RegularExpressions;
using Assistant.Text;

namespace Assistant.Support.Gaps.Contradictions;

/// <summary>
/// Guests who say what they had read of the property, and that it was otherwise: "The website says breakfast is from 7:30. Nobody took our order until ten past eight."
/// What they had read is looked for among the property's own sentences; a correction of something that is not there is left out.
/// </summary>
internal static partial class GuestCorrections
{
    private const int SentencesAfter = 2;
    private const int LeastShared = 3; // a content word counts 1, a time or number 2
    private const int FactWeight = 2;

    internal static IEnumerable<Contradiction> Of(IReadOnlyList<Passage> passages)
    {
        var read = new Lazy<IReadOnlyList<OwnSentence>>(() => [.. passages.Where(passage => passage.Tier != Tier.Guest).SelectMany(passage => Split(passage.Text).Select(sentence => new OwnSentence(passage, sentence)))]);
        foreach (var review in passages.Where(passage => passage.Tier == Tier.Guest))
        {
            var sentences = Split(review.Text);
            for (var i = 0; i < sentences.Count; i++)
            {
                var after = string.Join(' ', sentences.Skip(i + 1).Take(SentencesAfter));
                if (!Reports().IsMatch(sentences[i]) || Agrees().IsMatch(sentences[i]) || !IsOtherwise(sentences[i], after)) continue;
                if (Nearest(read.Value, sentences[i][DescribedAs().Match(sentences[i]).Index..], after, review.PropertyName) is not { } stated) continue;
                var topic = stated.Passage.Kind is PassageKind.Policy ? stated.Passage.Heading!.ToLowerInvariant() : "what guests were told";
                yield return new Contradiction(
                    review.PropertyId, review.PropertyName, topic,
                    [
                        new Statement(stated.Passage.Id, stated.Passage.Kind, stated.Passage.Tier, stated.Sentence, "as stated"),
                        new Statement(review.Id, review.Kind, review.Tier, $"{sentences[i]} {after}".Trim(), "otherwise"),
                    ],
                    "A guest had read this and says that it was otherwise.");
            }
        }
    }

    private static bool IsOtherwise(string reported, string after) =>
        Claims.IsNegative(after) || Otherwise().IsMatch(after) || Claims.Facts(after).Any(fact => fact[0] != 'c' && !Claims.Facts(reported).Contains(fact));

    private static OwnSentence? Nearest(IReadOnlyList<OwnSentence> own, string reported, string after, string name)
    {
        var names = TextAnalyzer.Terms(name).ToHashSet();
        var words = Content(reported).Except(names).ToHashSet();
        var context = Content(after).Except(names).ToHashSet();
        var facts = Claims.Facts(reported).Where(fact => fact[0] is 't' or 'n').ToHashSet();
        var aspects = Aspects.Of(words);
        return own.Select(sentence => (Sentence: sentence, Shared: Shared(sentence))).Where(pair => (int)pair.Shared >= LeastShared)
            .OrderByDescending(pair => pair.Shared).ThenBy(pair => pair.Sentence.Passage.Tier).Select(pair => pair.Sentence).FirstOrDefault();

        double Shared(OwnSentence sentence)
        {
            var shared = facts.Count(sentence.Facts.Contains);
            if (facts.Count > 0 && shared == 0) return 0; // another time or price is another matter
            var near = words.Count(sentence.Content.Contains) + (aspects.Overlaps(sentence.About) ? 1 : 0) + (FactWeight * shared);
            var further = context.Count(sentence.Content.Contains);
            return near + (further / (further + 1.0)); // below 1: between those that are as near
        }
    }

    private static HashSet<string> Content(string text) => [.. TextAnalyzer.Terms(text).Where(term => !Aspects.IsFunctionWord(term) && !term.Any(char.IsDigit) && !Saying.Contains(term))];

    private static IReadOnlyList<string> Split(string text) => [.. Sentences.Split(text).Select(range => text[range])];

    private static readonly HashSet<string> Saying = [.. TextAnalyzer.Terms("says said website site web listing sign read reads booked told stated day night hour minute half quarter past one two three four five six seven eight nine ten eleven twelve twenty")];

    private sealed record OwnSentence(Passage Passage, string Sentence)
    {
        internal HashSet<string> Content { get; } = GuestCorrections.Content($"{Passage.Heading} {Sentence}");

        internal HashSet<string> Facts { get; } = Claims.Stated(Sentence);

        internal HashSet<int> About { get; } = Aspects.Of(GuestCorrections.Content($"{Passage.Heading} {Sentence}"));
    }

    [GeneratedRegex(@"\b(?:web ?site|site|listing|sign|text|page|description)\b(?: and [\w ]{1,30}?)? (?:both |also |all )?(?:say|says|said|state|states|stated|claims?|promised?|promises)\b|\bit says\b|\b(?:we|i) read that\b|\b(?:is|was|are|were) (?:described|advertised|listed) as\b", RegexOptions.IgnoreCase)]
    private static partial Regex Reports();

    // "We booked it because it is described as": only what comes then is what was read. The start of the sentence where it does not say so.
    [GeneratedRegex(@"\b(?:is|was|are|were) (?:described|advertised|listed) as\b|^", RegexOptions.IgnoreCase | RegexOptions.RightToLeft)]
    private static partial Regex DescribedAs();

    [GeneratedRegex(@"\b(?:as|what|than|like) (?:it|they|the \w+) (?:says?|said)\b|\bas (?:promised|described|advertised)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Agrees();

    [GeneratedRegex(@"\b(?:but|instead|however|actually|told (?:us|me)|dark|dead|red|shut|closed|only|wrong|different)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Otherwise();
}
