using System.Numerics;
using Assistant.Index;
using Assistant.Text;

namespace Assistant.Understand;

/// <summary>
/// Finds property names in text: whole or in part, with small misspellings. Built once for each state of the index; safe for concurrent use.
/// </summary>
public sealed class PropertyNames
{
    private const double PartialShare = 0.6; // of the name's weight: "the Acorn" is enough for Acorn Guest House, "Guest House" is not
    private const double PairShare = 0.3; // where two words or more stand together: "Slipway Hotel" for Slipway Hotel Coal Harbour
    private const double NearlyAsGood = 0.9; // of the best match for the same words: such names are all meant

    // Words that many names share. One of them alone names nothing.
    private static readonly HashSet<string> Generic =
    [
        "a", "an", "and", "the", "of", "at", "by", "in", "on", "for", "from", "la", "le", "el", "de", "da", "do", "b", "hotel", "hotels", "hostel", "house",
        "guest", "guesthouse", "guesthouses", "lodge", "inn", "bed", "breakfast", "restaurant", "bar", "cafe", "bistro", "kitchen", "room", "rooms", "home",
        "apartment", "apartments", "city", "centre", "center", "north", "south", "east", "west", "new", "old", "royal", "grand", "garden", "river", "express",
        "family", "casa", "villa", "pub", "grill", "pizza", "express", "place", "bb", "service", "flat", "houseboat", "suites", "station", "hills", "boat", "cabin", "camp", "street", "aparthotel", "pension", "residence", "suite", "ostello", "hostal", "campsite",
        "ryokan", "machiya", "cabins", "studio", "studios", "spa", "resort", "cottage", "farm",
    ];

    private readonly IReadOnlyList<Name> names;
    private readonly ServiceNames services;
    private readonly Dictionary<string, List<int>> byToken = [];
    private readonly Dictionary<(int Length, char First), List<(string Word, uint Letters)>> byShape = [];
    private readonly Found?[] found = new Found?[64]; // a message is looked through several times on its way

    /// <summary>Prepares the names of <paramref name="properties"/>.</summary>
    public PropertyNames(IReadOnlyList<PropertySummary> properties)
    {
        ArgumentNullException.ThrowIfNull(properties);
        services = new ServiceNames(properties);
        var tokens = properties.Select(property => NameTokens.Of(property.Name).Select(token => token.Text).ToArray()).ToList();
        foreach (var (words, i) in tokens.Select((words, i) => (words, i)))
        {
            foreach (var word in words.Distinct())
            {
                if (!byToken.TryGetValue(word, out var holders)) byToken.Add(word, holders = []);
                holders.Add(i);
            }
        }

        foreach (var word in byToken.Keys)
        {
            if (Generic.Contains(word)) continue;
            if (!byShape.TryGetValue((word.Length, word[0]), out var same)) byShape.Add((word.Length, word[0]), same = []);
            same.Add((word, Letters(word)));
        }

        names = [.. properties.Select((property, i) => new Name(property, tokens[i], [.. tokens[i].Select(word => Weight(word, properties.Count))]))];
    }

    /// <summary>
    /// The names in <paramref name="text"/>, in order of appearance. Where words fit several names about equally well, all are returned.
    /// </summary>
    public IReadOnlyList<NameMention> Find(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        ref var slot = ref found[(uint)text.GetHashCode(StringComparison.Ordinal) % (uint)found.Length];
        if (slot is not { } last || last.Text != text) slot = last = new Found(text, FindAnew(text));
        return last.Mentions;
    }

    private IReadOnlyList<NameMention> FindAnew(string text)
    {
        var words = NameTokens.Of(text);
        var readings = words.Select(word => Readings(word.Text)).ToList();
        var candidates = readings.SelectMany(reading => reading.Keys).Where(word => !Generic.Contains(word) || byToken[word].Count <= 3)
            .SelectMany(word => byToken[word]).Distinct();
        var mentions = candidates.Select(candidate => Match(names[candidate], words, readings)).OfType<NameMention>()
            .OrderByDescending(mention => mention.Weight).ThenByDescending(mention => mention.Share).ToList();

        var kept = new List<NameMention>();
        foreach (var mention in mentions)
        {
            var rivals = kept.Where(other => other.Start < mention.End && mention.Start < other.End).ToList();
            if (rivals.All(rival => Score(mention) >= NearlyAsGood * Score(rival) && SameWords(mention, rival))) kept.Add(mention);
        }

        return [.. kept.OrderBy(mention => mention.Start).ThenByDescending(Score)];
    }

    /// <summary>The services (the train, the taxi) that <paramref name="text"/> speaks of, in order of appearance.</summary>
    public IReadOnlyList<NameMention> FindServices(string text) => [.. services.Find(text)];

    private static double Score(NameMention mention) => mention.Weight * mention.Share;

    private static bool SameWords(NameMention one, NameMention other) => one.Start == other.Start && one.End == other.End;

    // Aligns the name with the text word by word, in order, over the stretch that gathers the most weight; one stray word may stand between.
    private NameMention? Match(Name name, IReadOnlyList<NameToken> words, List<Dictionary<string, double>> readings)
    {
        NameMention? best = null;
        for (var from = 0; from < words.Count; from++)
        {
            double weight = 0;
            int at = from, last = from - 1, matched = 0;
            var telling = false;
            for (var i = 0; i < name.Tokens.Length; i++)
            {
                var limit = Math.Min(words.Count, matched == 0 ? from + 1 : last + 3);
                for (var j = at; j < limit; j++)
                {
                    if (!readings[j].TryGetValue(name.Tokens[i], out var likeness)) continue;
                    weight += name.Weights[i] * likeness;
                    telling |= likeness == 1 && IsTelling(name.Tokens[i], words[j]);
                    matched++;
                    (at, last) = (j + 1, j);
                    break;
                }
            }

            if (matched == 0 || best?.Weight >= weight) continue;
            var share = weight / name.TotalWeight;
            var named = matched == name.Tokens.Length ? matched > 1 || telling
                : matched > 1 ? telling && share >= PairShare || share >= PartialShare && name.IsDistinctive
                : telling && share >= PartialShare && !IsStreet(words, last + 1);
            if (named) best = new NameMention(name.Property, words[from].Start, words[last].End, weight, share);
        }

        return best;
    }

    // Enough to name a property by itself: a word of one or two names, and none that questions use anyway, unless it is written as a name
    // ("a table at Ask").
    private bool IsTelling(string word, NameToken written) =>
        !Generic.Contains(word) && byToken[word].Count <= 2 && (written.IsProperNoun || !IsEveryday(word));

    /// <summary>Whether a word, written as a name, is of no name here: neither spelled nearly so, nor one that many names or questions use.</summary>
    internal bool IsForeign(string word) => word.Length > 2 && !Generic.Contains(word) && !IsEveryday(word) && Readings(word).Count == 0;

    private static bool IsEveryday(string word)
    {
        var terms = TextAnalyzer.Terms(word).ToHashSet();
        return terms.All(Aspects.IsFunctionWord) || Aspects.Of(terms).Count > 0;
    }

    private static bool IsStreet(IReadOnlyList<NameToken> words, int next) =>
        next < words.Count && words[next].Text is "street" or "st" or "road" or "rd" or "lane" or "avenue" or "square" or "park" or "way";

    /// <summary>The words of names that a word of the text may stand for, each with its likeness (1: the same).</summary>
    private Dictionary<string, double> Readings(string word)
    {
        var readings = new Dictionary<string, double>();
        if (byToken.ContainsKey(word)) readings[word] = 1;
        if (word.Length < 4) return readings;
        var reach = word.Length >= 8 ? 2 : 1;
        var letters = Letters(word);
        for (var length = word.Length - reach; length <= word.Length + reach; length++)
        {
            foreach (var (other, has) in byShape.GetValueOrDefault((length, word[0]), []))
            {
                // An edit puts one letter in the place of another at most: nearly all words are told apart by their letters alone.
                if (BitOperations.PopCount(has ^ letters) <= 2 * reach && EditDistance.Within(word, other, reach) is { } edits and > 0)
                {
                    readings[other] = 1 - 0.15 * edits;
                }
            }
        }

        return readings;
    }

    // A bit for each letter that occurs.
    private static uint Letters(string word)
    {
        var letters = 0u;
        foreach (var letter in word) letters |= 1u << (letter % 32);
        return letters;
    }

    private double Weight(string word, int properties) =>
        (Generic.Contains(word) ? 0.3 : 1) * Math.Log(1 + (properties + 1.0) / (byToken[word].Count + 0.5));

    private sealed record Found(string Text, IReadOnlyList<NameMention> Mentions);

    private sealed record Name(PropertySummary Property, string[] Tokens, double[] Weights)
    {
        internal double TotalWeight { get; } = Weights.Sum();

        internal bool IsDistinctive { get; } = Tokens.Any(word => !Generic.Contains(word));
    }
}

/// <summary>
/// A property's name in a text: UTF-16 offsets (end exclusive), the weight of the matched words, and their share of the whole name (0 to 1).
/// </summary>
public sealed record NameMention(PropertySummary Property, int Start, int End, double Weight, double Share);
