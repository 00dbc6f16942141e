using System.Globalization;
using System.Text.Json;
using Assistant.Text;

namespace Assistant.Evaluation.Training;

/// <summary>How well the polarity of sentences is read: accuracy and confusion over labelled sentences (<c>eval/datasets/opinions</c>).</summary>
public static class OpinionCheck
{
    private static readonly Polarity[] Classes = [Polarity.Good, Polarity.Bad, Polarity.Mixed, Polarity.Neutral];

    /// <summary>The report, a line each: for each split accuracy and confusion of whole sentences, then accuracy by aspect, then the errors of the development half.</summary>
    /// <param name="folder">Holds <c>labels.tsv</c>: split, corpus id, aspect or nothing, label.</param>
    /// <param name="corpus">A dataset folder with the sentences.</param>
    /// <exception cref="FormatException">A label names an unknown sentence or class.</exception>
    public static IReadOnlyList<string> Report(string folder, string corpus)
    {
        var texts = Texts(Path.Combine(corpus, "corpus.jsonl"));
        var rows = File.ReadLines(Path.Combine(folder, "labels.tsv")).Skip(1).Select(line => Row(line, texts)).ToList();
        var lines = new List<string>();
        foreach (var split in rows.GroupBy(row => row.Split))
        {
            var whole = split.Where(row => row.About.Length == 0).ToList();
            lines.Add($"{split.Key}, whole sentences: {Accuracy(whole)}; most frequent label alone: {Share(whole.GroupBy(row => row.Label).Max(label => label.Count()), whole.Count)}");
            lines.Add($"  {"label",-10}{string.Concat(Classes.Select(found => $"{found,9}"))}");
            lines.AddRange(Classes.Select(label => $"  {label,-10}{string.Concat(Classes.Select(found => $"{whole.Count(row => row.Label == label && row.Found == found),9}"))}"));
            lines.Add($"  said good where it is bad, or the other way round: {Share(whole.Count(row => row is { Label: Polarity.Good, Found: Polarity.Bad } or { Label: Polarity.Bad, Found: Polarity.Good }), whole.Count)}");
            lines.Add($"{split.Key}, about an aspect: {Accuracy([.. split.Where(row => row.About.Length > 0)])}");
            if (split.Key == "development") lines.AddRange(split.Where(row => row.Label != row.Found).Select(row => $"  {row.Label} read as {row.Found} {row.About}: {row.Text}"));
        }

        return lines;
    }

    private static Dictionary<string, string> Texts(string file)
    {
        var texts = new Dictionary<string, string>();
        foreach (var line in File.ReadLines(file).Where(line => line.Length > 0))
        {
            using var json = JsonDocument.Parse(line);
            texts[json.RootElement.GetProperty("_id").GetString()!] = json.RootElement.GetProperty("text").GetString()!;
        }

        return texts;
    }

    private static Labelled Row(string line, Dictionary<string, string> texts)
    {
        if (line.Split('\t') is not [var split, var id, var about, var label]) throw new FormatException($"'{line}' is not split, corpus id, aspect, label with tabs between.");
        if (!Enum.TryParse<Polarity>(label, ignoreCase: true, out var polarity)) throw new FormatException($"'{label}' is no label. Use good, bad, mixed or neutral.");
        var text = texts.GetValueOrDefault(id) ?? throw new FormatException($"The corpus has no sentence '{id}'. The labels belong to another data set.");
        return new Labelled(split, about, polarity, about.Length == 0 ? PolarityReader.Of(text) : PolarityReader.Of(text, QuestionTerms.Of(about, [])), text);
    }

    private static string Accuracy(List<Labelled> rows) => Share(rows.Count(row => row.Label == row.Found), rows.Count);

    private static string Share(int part, int all) => all == 0 ? "none" : string.Create(CultureInfo.InvariantCulture, $"{part / (double)all:0.000} ({part} of {all})");

    private sealed record Labelled(string Split, string About, Polarity Label, Polarity Found, string Text);
}
