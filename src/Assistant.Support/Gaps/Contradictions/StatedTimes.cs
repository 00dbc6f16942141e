using System.Text.RegularExpressions;
using Assistant.Text;

namespace Assistant.Support.Gaps.Contradictions;

/// <summary>From when and until when: check-in, check-out, breakfast. Only by what the property says itself; exceptions (early, late, some days) say nothing here.</summary>
internal static partial class StatedTimes
{
    private const string Time = @"(?<time>(?:[01]?\d|2[0-4])(?::[0-5]\d)?\s?[ap]\.?m\b\.?|(?:[01]?\d|2[0-4]):[0-5]\d|noon|midnight)";
    private const string AnyTime = @"(?:[\d:.]+\s?(?:[ap]\.?m\b\.?)?|noon|midnight)";
    private const string Near = @"(?:(?!\band\b|\bbut\b|check)[^.;!?]){0,30}?";

    private const string Itself = @"(?<!\b(?:after|before|until|since|following|between)\s(?:the\s|your\s)?)\b"; // "after check-out, until 21:00" is about bags

    private static readonly (string Topic, Regex Pattern)[] Patterns =
    [
        ("check-in from", Compiled($@"{Itself}check[- ]?in\b{Near}\b(?:from|after|at|opens at|starts at|begins at|is)\s+{Time}")),
        ("check-in until", Compiled($@"{Itself}check[- ]?in\b{Near}\b(?:until|till|{AnyTime}\s+to|closes at|ends at)\s+{Time}")),
        ("check-out until", Compiled($@"{Itself}check[- ]?out\b{Near}\b(?:until|till|by|before|at|is)\s+{Time}")),
        ("breakfast from", Compiled($@"\bbreakfast\b{Near}\b(?:from|starts at|begins at|served at|between)\s+{Time}")),
        ("breakfast until", Compiled($@"\bbreakfast\b{Near}\b(?:until|till|ends at|(?:from|between)\s+{AnyTime}\s+(?:to|and|until|till))\s+{Time}")),
    ];

    internal static IEnumerable<Claim> Of(Passage passage, string sentence, bool isFirst)
    {
        if (passage.Tier == Tier.Guest || passage.Kind is PassageKind.Room) yield break;
        var told = isFirst && passage is { Kind: PassageKind.Faq, Heading: { } heading } && Asked().Match(heading) is { Success: true } asked && !Exception().IsMatch(heading) ? $"{asked.Groups["what"].Value} {sentence}" : sentence;
        if (passage.FieldPath == "policies/breakfast") told = Served().Replace(told, "Breakfast is served");
        if (!Subject().IsMatch(told) || Exception().IsMatch(told)) yield break;
        foreach (var (topic, pattern) in Patterns)
        {
            var times = pattern.Matches(told).Select(match => Claims.Facts(match.Groups["time"].Value).FirstOrDefault(fact => fact[0] == 't')).OfType<string>().Distinct().ToList();
            if (times is [var time]) yield return new Claim(topic, time[1..], time, sentence, passage);
        }
    }

    private static Regex Compiled(string pattern) => new(pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    [GeneratedRegex(@"\bcheck[- ]?(?:in|out)\b|\bbreakfast\b", RegexOptions.IgnoreCase)]
    private static partial Regex Subject();

    [GeneratedRegex(@"^(?:when|what time|at what time|from when|until when|from what time|until what time)\b.*\b(?<what>check[- ]?in|check[- ]?out|breakfast)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Asked();

    [GeneratedRegex(@"^Breakfast is (?:available|possible|served)(?= (?:from|until))", RegexOptions.IgnoreCase)]
    private static partial Regex Served();

    [GeneratedRegex(@"\b(?:early|earlier|earliest|late|later|latest|extra|extend\w*|mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|weekends?|weekdays?|winter(?! garden)|summer|christmas|easter|new year\w*|january|february|march|april|june|july|august|september|october|november|december|on the \d+\w*|holidays?|if|unless|except|groups?|request|ask|possible for|some|usually|often|sometimes|packed|bags?|luggage|pay|costs?|[£€$]\d)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Exception();
}
