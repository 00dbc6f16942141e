using System.Text.RegularExpressions;
using Assistant.Ingest;

namespace Assistant.Support.Gaps.Contradictions;

/// <summary>
/// What there is and what is allowed: read from the sentences that facts and rules are told in, from denials and affirmations in so many words, and from the
/// yes or no of a FAQ. A sentence that is about a part of the property or of the time says nothing here.
/// </summary>
internal static partial class StatedTopics
{
    private const string End = @"(?=\s*(?:[.,;:!?–—]|$|(?:and|or|but|so|here|at all|on site|onsite|whatsoever|of (?:our|its|their) own|for guests|in the (?:building|house|hotel|hostel|property))\b))";
    private const string House = @"(?:we|they|it|you|(?:the|this|our) (?:hotel|hostel|house|building|place|property|guesthouse|inn|boat|barge|campsite|b&b|site|apartment|flat))";
    private const string Adjective = @"(?:(?:on-?site|own|private|guest|free|proper|real|working|such|single|passenger|indoor|outdoor|heated|hotel|swimming) )*";

    private static readonly IReadOnlyList<Topic> Topics =
    [
        Thing("pool", @"(?:swimming[- ])?pools?", "indoor_pool outdoor_pool"), Thing("sauna", "saunas?", "sauna"), Thing("spa", "spa", "spa"), Thing("hot tub", "(?:hot tub|jacuzzi|whirlpool)", "hot_tub"),
        Thing("gym", @"(?:gym|fitness (?:room|centre|center|studio))", "gym"), Thing("lift", "(?:lift|elevator)", "lift"), Thing("air conditioning", @"(?:air[- ]?con(?:ditioning)?|A/C)", "air_conditioning"),
        Thing("heating", "heating", "heating"), Thing("restaurant", "restaurant", "restaurant"), Thing("bar", "bar", "bar"), Thing("Wi-Fi", @"(?:wi-?fi|wireless internet|internet)", "wifi paid_wifi", "internet"),
        Thing("kitchen", "(?:shared |guest |communal )?kitchen", "shared_kitchen private_kitchen"), Thing("washing machine", "washing machines?", "washing_machine self_service_laundry"),
        Thing("airport shuttle", @"(?:airport )?shuttle(?: bus| service)?", "airport_shuttle"), Thing("charging for electric cars", @"(?:charg(?:er|ers|ing (?:point|points|station|stations))(?: for electric cars)?)", "ev_charging"),
        Thing("luggage storage", @"(?:luggage (?:storage|room|store)|left luggage)", "luggage_storage", "luggage"), Thing("garden", "garden", "garden"), Thing("playground", "playground", "playground"),
        Thing("bicycle hire", "(?:bike|bicycle) (?:hire|rental)", "bike_hire"), Thing("cots", @"(?:cots?|cribs?|baby beds?)", "cots"), Thing("parking", @"(?:parking(?: spaces?| places?)?|car park)", "parking free_parking", "parking"),
        Thing("breakfast", "breakfast", "breakfast", "breakfast"),
        new("pets", "pets?|dogs?|animals", "pets_allowed", "pets",
            @"\bno (?:pets|dogs|animals)" + End + @"|\b(?:pets|dogs|animals) (?:are|is) (?:not|never) (?:allowed|accepted|permitted|admitted|welcome)" + End + @"|\bwe (?:do not|don['’]t|cannot|can['’]t) (?:accept|allow|take|admit) (?:any )?(?:pets|dogs|animals)" + End,
            @"\b(?:pets|dogs)(?: and cats)? (?:are|is)(?: (?:very|always|most))? (?:allowed|accepted|permitted|welcome)" + End + @"|\bwe (?:welcome|love|accept|allow) (?:all )?(?:pets|dogs)" + End + @"|\byou (?:can|may) bring (?:your|a) (?:dog|pet)" + End,
            @"^(?:are (?:pets|dogs|animals)(?: or (?:pets|dogs|cats|animals))? (?:allowed|welcome|accepted|permitted)|(?:can|may) (?:we|i) bring (?:our|my|a|the) (?:small )?(?:dog|pet)|do you (?:take|accept|allow) (?:pets|dogs))" + End),
        new("children", "child|adults", "", "children",
            @"\badults[- ]only\b|\bno children" + End + @"|\bchildren (?:are|is) not (?:allowed|accepted|permitted|admitted|welcome)" + End + @"|\bwe (?:do not|don['’]t|cannot) (?:accept|take) children" + End,
            @"\bchildren(?: of (?:all ages|any age))? are (?:very |always )?welcome" + End + @"|\bwe welcome children" + End, @"^(?:are children (?:allowed|welcome|accepted)|do you (?:take|accept) children)" + End),
        new("smoking", "smok", "", "smoking",
            @"\bsmoking is (?:not (?:allowed|permitted)|forbidden|prohibited)(?: (?:everywhere|anywhere|throughout))?" + End,
            @"\bsmoking is (?:allowed|permitted)(?: (?:everywhere|in (?:all|the|your) (?:bed)?rooms?))" + End + @"|\byou (?:can|may) smoke (?:everywhere|in (?:all|the|your) (?:bed)?rooms?)" + End + @"|\bsmoking rooms are available" + End, @"^is smoking allowed(?: in the rooms?)?" + End),
        new("wheelchairs", "wheelchair|accessible", "wheelchair_accessible", "accessibility",
            @"\bnot (?:wheelchair[- ]accessible|accessible (?:for|to) wheelchair|suitable for wheelchair)", @"\b(?:is|are) fully (?:wheelchair[- ]accessible|accessible)", @"^is (?:it|the \w+) (?:wheelchair[- ]accessible|accessible (?:by|for|to) (?:a )?wheelchair)" ),
        new("reception at night", "reception|desk", "reception_24h", null,
            @"\b(?:reception|(?:front )?desk) (?:is (?:closed|not staffed|unstaffed) (?:at night|overnight)|closes at (?:1[89]|2[0-3])\b|is (?:open|staffed) (?:only )?(?:from )?\d{1,2}(?::\d\d)?(?: ?am)? (?:to|until|till) (?:1[89]|2[0-3])\b)", @"\breception is (?:open|staffed) (?:24 hours|around the clock|day and night)", @"^is (?:the )?reception (?:open|staffed) (?:24 hours|all night|at night|around the clock)"),
    ];

    private static readonly ILookup<string, (string Topic, string Value)> Told = Topics.SelectMany(TellingSentences).ToLookup(pair => pair.Sentence, pair => (pair.Topic, pair.Value));

    internal static IEnumerable<Claim> Of(Passage passage, string sentence, bool isFirst)
    {
        foreach (var (topic, value) in passage.Tier == Tier.Structured ? Told[sentence] : []) yield return new Claim(topic, value, null, sentence, passage);
        if (passage.Kind is PassageKind.Fact or PassageKind.Room) yield break;
        foreach (var topic in Topics)
        {
            var isMentioned = topic.Mentioned.IsMatch(sentence);
            var value = isMentioned && Says(topic.Denied, sentence) ? "no" : isMentioned && Says(topic.Affirmed, sentence) ? "yes"
                : isFirst && !Partial().IsMatch(sentence) && passage is { Kind: PassageKind.Faq, Heading: { } heading } && topic.Mentioned.IsMatch(heading) && topic.Asked.IsMatch(heading) && YesOrNo().Match(sentence) is { Success: true } answer ? answer.Value.ToLowerInvariant() : null;
            if (value is not null) yield return new Claim(topic.Name, value, null, sentence, passage);
        }
    }

    // Up to the end of its clause: what follows a comma goes on about something else ("There was no air conditioning, and in August we hardly slept").
    private static bool Says(Regex pattern, string sentence)
    {
        if (pattern.Match(sentence) is not { Success: true } match) return false;
        var end = sentence.IndexOfAny([',', ';', ':', '.'], match.Index + match.Length);
        return !Partial().IsMatch(end < 0 ? sentence : sentence[..end]);
    }

    private static IEnumerable<(string Sentence, string Topic, string Value)> TellingSentences(Topic topic) =>
    [
        .. topic.Amenities.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(code => (Vocabulary.AmenityOf(code).Text, topic.Name, "yes")),
        .. topic.Policy is null ? [] : new[] { (Vocabulary.PolicyWords(topic.Policy)["yes"], topic.Name, "yes"), (Vocabulary.PolicyWords(topic.Policy)["no"], topic.Name, "no") },
    ];

    private static Topic Thing(string name, string noun, string amenities, string? policy = null) => new(
        name, noun, amenities, policy,
        $@"\b(?:there(?:['’]s| is| are| was| were) (?:not an?|no)|there (?:isn['’]t|aren['’]t|wasn['’]t|weren['’]t) (?:an?|any)|{House} (?:have|has|had|offers?|lacks?) no|{House} (?:do not|don['’]t|did not|didn['’]t|does not|doesn['’]t) (?:have|offer|serve)(?: an?| any)?) {Adjective}{noun}{End}",
        $@"\b(?:there(?:['’]s| is| are| was) (?:also )?(?:an? )?|{House} (?:have|has|had|offers?|serves?) (?:an? )?){Adjective}{noun}(?:{End}|(?=\s+(?:daily|every (?:day|morning)|each morning|until)\b))",
        $@"^(?:(?:is|are) there (?:an? |any )?|do(?:es)? {House} (?:have|offer|serve) (?:an? |any )?){Adjective}{noun}{End}");

    // A text without the bare word is not searched for the rest: most are without.
    private sealed record Topic(string Name, Regex Mentioned, string Amenities, string? Policy, Regex Denied, Regex Affirmed, Regex Asked)
    {
        internal Topic(string name, string mentioned, string amenities, string? policy, string denied, string affirmed, string asked)
            : this(name, Compiled(mentioned), amenities, policy, Compiled(denied), Compiled(affirmed), Compiled(asked))
        {
        }

        private static Regex Compiled(string pattern) => new(pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    }

    [GeneratedRegex(@"^(?:yes|no)(?=[,.;:!–—\s])", RegexOptions.IgnoreCase)]
    private static partial Regex YesOrNo();

    // What is said of a room, a season, a day, a condition or another place.
    [GeneratedRegex(@"\b(?:rooms? (?:\d|[a-z]+ )?(?:has|have|had)|our (?:room|cabin|dorm|suite|studio|flat)|dorms?|attic|annex|suites?|singles?|doubles?|winter|summer|season|january|february|march|april|june|july|august|september|october|november|december|mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|weekends?|weekdays?|holidays|if|unless|except|assistance|guide dogs?|service dogs?|used to|nearby|next door|neighbou?rs?|opposite|street|yet|no longer|broken|out of order|closed for|lunch|dinner|instead|before|after \d)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Partial();
}
