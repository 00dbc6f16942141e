using System.Text.RegularExpressions;
using Assistant.Index;
using Assistant.Text;

namespace Assistant.Understand;

/// <summary>Tells when a question is about another place than the one in view, which must not answer in its stead.</summary>
internal static partial class Elsewhere
{
    private static readonly HashSet<string> LodgingWords = ["hotel", "hostel", "inn", "guest", "house", "lodge", "resort", "motel", "ryokan", "aparthotel"];
    private static readonly HashSet<string> Landmarks = ["near", "opposite", "beside", "behind", "from", "to", "by", "than"];

    /// <summary>
    /// Whether the question leaves the page that is open: it asks which places, or names another city as more than a way there
    /// ("a bus from Porto").
    /// </summary>
    internal static bool Leaves(IReadOnlyList<PropertySummary> page, string question, Filters read, IReadOnlyList<FilterMention> mentions) =>
        WhichPlaces().IsMatch(question)
        || (read.City is { } city && page.All(property => property.City is { } here && TextAnalyzer.Fold(here) != TextAnalyzer.Fold(city))
            && !mentions.Any(mention => mention.Key == "city" && Regex.IsMatch(question, $@"\b(?:from|to)\s+{Regex.Escape(mention.Words)}", RegexOptions.IgnoreCase)));

    /// <summary>
    /// A name that is written as one of a place to stay and is none of the index: capitals beside a word such as "inn", or what is asked whether
    /// it has something ("does the Marriott Downtown have ..."). With it come its words that no name here has; null where there is none.
    /// </summary>
    internal static (string Name, IReadOnlyList<string> Foreign)? UnknownName(string question, PropertyNames names, IReadOnlyCollection<string> cities)
    {
        if (!question.Any(char.IsLower)) return null; // capitals say nothing here
        var tokens = NameTokens.Of(question);
        var known = cities.SelectMany(NameTokens.Of).Select(token => token.Text).ToHashSet();
        for (int start = 0, end; start < tokens.Count; start = Math.Max(end, start + 1))
        {
            for (end = start; end < tokens.Count && IsPart(tokens[end]) && (end == start || IsBlank(tokens[end - 1], tokens[end])); end++)
            {
            }

            var run = tokens.Skip(start).Take(end - start).ToList();
            var foreign = run.Where(token => token.IsProperNoun && !IsAcronym(token) && !known.Contains(token.Text) && names.IsForeign(token.Text)).Select(token => token.Text).ToList();
            var article = start > 0 && tokens[start - 1].Text == "the" ? 1 : 0;
            var before = start > article ? tokens[start - article - 1].Text : "";
            if (foreign.Count == 0 || Landmarks.Contains(before)) continue;
            if (run.Any(token => LodgingWords.Contains(token.Text)) || IsAsked(before, article > 0, end < tokens.Count ? tokens[end].Text : ""))
            {
                return (question[run[0].Start..run[^1].End], foreign);
            }
        }

        return null;

        bool IsPart(NameToken token) => token.IsProperNoun || LodgingWords.Contains(token.Text);
        bool IsBlank(NameToken one, NameToken next) => one.End >= next.Start || string.IsNullOrWhiteSpace(question[one.End..next.Start]);
        bool IsAcronym(NameToken token) => token.End - token.Start <= 4 && question[token.Start..token.End].All(char.IsUpper);
    }

    private static bool IsAsked(string before, bool hasArticle, string after) =>
        before is "does" or "do" ? after is "have" or "offer" or "allow" or "accept" or "charge" or "provide" or "serve" or "take" or "include"
            : hasArticle && before is ("about" or "at");

    [GeneratedRegex(@"\b(?:which|what|other|all|any|find|list|show)\s+(?:\w+\s+){0,2}(?:places|hotels|hostels|guest ?houses|inns|ryokans|properties)\b", RegexOptions.IgnoreCase)]
    private static partial Regex WhichPlaces();
}
