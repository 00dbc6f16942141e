using Assistant.Privacy;
using Assistant.Privacy.Tagging;

namespace Assistant.Evaluation.Privacy;

/// <summary>
/// The lists that the tagger asks: <c>given.txt</c>, <c>family.txt</c>, <c>surnames.txt</c>, <c>words.txt</c>, <c>places.txt</c>, <c>things.txt</c>, a word
/// a line (<see cref="KnownAs"/>); with the names that texts are varied with.
/// </summary>
internal sealed record TagLists(WordSets Words, NameLikeness Likeness, IReadOnlyList<string> Given, IReadOnlyList<string> Family)
{
    private static readonly string[] Files = ["given.txt", "family.txt", "surnames.txt", "words.txt", "places.txt", "things.txt"];

    /// <summary>Those of a folder, and the names that the texts hold.</summary>
    /// <exception cref="ArgumentException">A list is missing.</exception>
    internal static TagLists Read(string folder, IReadOnlyList<MarkedText> texts)
    {
        if (Array.Find(Files, file => !File.Exists(Path.Combine(folder, file))) is { } missing) throw new ArgumentException($"{folder} lacks {missing}: a word a line.", nameof(folder));
        var lists = Array.ConvertAll(Files, file => File.ReadLines(Path.Combine(folder, file)).Where(word => word.Length > 1).Distinct().ToList());
        return With(WordSets.Of(lists), LikenessTrainer.Train([.. lists[..3].SelectMany(list => list)], [.. lists[3..].SelectMany(list => list)]), texts);
    }

    /// <summary>Those of the model in use, and the names that the texts hold.</summary>
    internal static TagLists InUse(IReadOnlyList<MarkedText> texts)
    {
        var model = PersonalData.Model();
        return With(model.Words, model.Likeness, texts);
    }

    // Texts are varied with names that people bear in texts: long lists hold many that nobody does.
    private static TagLists With(WordSets words, NameLikeness likeness, IReadOnlyList<MarkedText> texts)
    {
        var names = texts.SelectMany(text => text.Spans.Where(span => span.Kind == PersonalDataKind.Name).Select(span => text.Text.Substring(span.Start, span.Length).Split(' '))).ToList();
        return new TagLists(words, likeness, Latin(names.Select(name => name[0])), Latin(names.Where(name => name.Length > 1).Select(name => name[^1])));
    }

    private static IReadOnlyList<string> Latin(IEnumerable<string> names) => [.. names.Where(name => name.Length > 1 && name[0] < 0x250 && char.IsUpper(name[0])).Distinct()];
}
