using Assistant.Index;

namespace Assistant.Understand;

/// <summary>
/// What is called by its kind, because there is one of it: the train, the taxi. A property whose name is its kind, or its kind and "service", is such a service.
/// </summary>
internal sealed class ServiceNames(IReadOnlyList<PropertySummary> properties)
{
    private static readonly Dictionary<string, string> Synonyms = new() { ["cab"] = "taxi", ["minicab"] = "taxi", ["rail"] = "train", ["railway"] = "train", ["coach"] = "bus" };
    private static readonly HashSet<string> Places = ["station", "stations", "stop", "stops", "rank", "ranks", "line", "lines", "museum"]; // "the train station" is no train

    private readonly Dictionary<string, PropertySummary> byKind = properties.Where(property => IsService(property.Name, property.Kind))
        .DistinctBy(property => Folded(property.Kind)).ToDictionary(property => Folded(property.Kind));

    internal static bool IsService(string name, string kind) => kind.Length > 0 && (Folded(name) == Folded(kind) || Folded(name) == $"{Folded(kind)} service");

    /// <summary>The services that <paramref name="text"/> speaks of, in order of appearance.</summary>
    internal IEnumerable<NameMention> Find(string text)
    {
        if (byKind.Count == 0) yield break;
        var words = NameTokens.Of(text);
        for (var i = 0; i < words.Count; i++)
        {
            if (i + 1 < words.Count && Places.Contains(words[i + 1].Text)) continue;
            var word = words[i].Text;
            var kind = new[] { word, word.TrimEnd('s') }.Select(form => Synonyms.GetValueOrDefault(form, form)).FirstOrDefault(byKind.ContainsKey);
            if (kind is not null) yield return new NameMention(byKind[kind], words[i].Start, words[i].End, 1, 1);
        }
    }

    private static string Folded(string text) => string.Join(' ', NameTokens.Of(text).Select(token => token.Text));
}
