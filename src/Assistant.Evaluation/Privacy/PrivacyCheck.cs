using Assistant.Privacy;

namespace Assistant.Evaluation.Privacy;

/// <summary>Measures the detector of personal data over marked texts.</summary>
public static class PrivacyCheck
{
    private const int LongestPiece = 20;
    private const int Seed = 1;

    /// <summary>Recall and precision by kind, and how many texts a stream in pieces of 1 to 20 characters masks as the whole is masked.</summary>
    /// <param name="folder">Holds the texts (*.jsonl).</param>
    /// <param name="split"><c>test</c> is what was not built on.</param>
    /// <exception cref="ArgumentException">There are no such texts.</exception>
    public static IEnumerable<string> Report(string folder, string split)
    {
        var (figures, random, same) = (new PrivacyFigures(), new Random(Seed), 0);
        var texts = MarkedText.Read(folder, split);
        foreach (var text in texts)
        {
            figures.Add(text, PersonalData.Find(text.Text));
            if (InPieces(text.Text, random) == new Masker().Mask(text.Text)) same++;
        }

        return [$"{texts.Count} texts of split {split}", .. figures.Lines(), $"in pieces {same} of {texts.Count} texts are masked as at once"];
    }

    private static string InPieces(string text, Random random)
    {
        var (stream, masked, at) = (new StreamMasker(new Masker()), "", 0);
        while (at < text.Length)
        {
            var length = Math.Min(random.Next(1, LongestPiece + 1), text.Length - at);
            masked += stream.Push(text.Substring(at, length));
            at += length;
        }

        return masked + stream.Finish();
    }
}
