using Assistant.Privacy;
using Assistant.Privacy.Tagging;

namespace Assistant.Evaluation.Privacy;

/// <summary>Trains the tagger of personal data on marked texts, cross-validates it and writes it.</summary>
public static class DetectorTraining
{
    private const int Folds = 5;

    // What the tagger is for reads as texts.jsonl does; the other files were written to train it.
    private const string Measured = "p-";
    private const int MeasuredWeight = 3;

    /// <summary>Trains on the split <c>dev</c>; the model is written to <paramref name="target"/>.</summary>
    /// <param name="folder">Holds the texts (*.jsonl).</param>
    /// <param name="lists">
    /// A folder of word lists (<see cref="TagLists"/>); without one, the lists of the model in use are taken over.
    /// </param>
    /// <param name="target">The model's file.</param>
    /// <param name="doesValidate">Whether four fifths are trained on and the last fifth is measured, five times over.</param>
    /// <returns>What was reached, as lines to read.</returns>
    /// <exception cref="ArgumentException">There are no such texts, or a list is missing.</exception>
    public static IReadOnlyList<string> Train(string folder, string? lists, string target, bool doesValidate)
    {
        var texts = MarkedText.Read(folder, "dev");
        var words = lists is null ? TagLists.InUse(texts) : TagLists.Read(lists, texts);
        List<string> lines = [];
        if (doesValidate)
        {
            var (all, measured) = (new PrivacyFigures(), new PrivacyFigures());
            for (var fold = 0; fold < Folds; fold++)
            {
                var tagger = new Tagger(Fit(words, [.. texts.Where((_, i) => i % Folds != fold)]), Tagger.Caution);
                foreach (var text in texts.Where((_, i) => i % Folds == fold))
                {
                    var found = PersonalData.Find(text.Text, tagger);
                    all.Add(text, found);
                    if (IsMeasured(text)) measured.Add(text, found);
                }
            }

            lines.AddRange(["cross-validated, all texts", .. all.Lines(), "cross-validated, texts.jsonl", .. measured.Lines()]);
        }

        var model = Fit(words, texts);
        using (var file = File.Create(target)) model.Write(file);
        return [.. lines, $"{texts.Count} texts, {new FileInfo(target).Length} bytes in {target}"];
    }

    private static TagModel Fit(TagLists lists, IReadOnlyList<MarkedText> texts) =>
        new TagTrainer(lists, new TagTraining()).Train([.. texts.SelectMany(text => Enumerable.Repeat(text, IsMeasured(text) ? MeasuredWeight : 1))]);

    private static bool IsMeasured(MarkedText text) => text.Id.StartsWith(Measured, StringComparison.Ordinal);
}
