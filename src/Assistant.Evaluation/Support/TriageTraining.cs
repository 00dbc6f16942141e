using System.Globalization;
using Assistant.Support.Triage;

namespace Assistant.Evaluation.Support;

/// <summary>Trains the triage model and says how well it does on cases that it has not seen.</summary>
public static class TriageTraining
{
    private const int Folds = 5;
    private const double ToAbstain = 0.99; // of restricted cases, that the threshold is to catch
    private const double HighestThreshold = 0.3; // a case too many for a person costs less than one too few

    /// <summary>The model of all cases to learn from in a folder: <c>train-*.jsonl</c>, and of <c>cases.jsonl</c> those of the split <c>dev</c>.</summary>
    /// <exception cref="FormatException">A line is broken; the message names file and line.</exception>
    /// <exception cref="ArgumentException">The folder holds nothing to learn from.</exception>
    public static TriageModel.ModelFile Train(string folder)
    {
        var dev = TriageCase.ReadAs<SupportCaseKey>(Path.Combine(folder, SupportRunner.File)).Where(key => key.Split == "dev").Select(key => key.Labelled).ToList();
        var files = Directory.EnumerateFiles(folder, "train-*.jsonl").Order(StringComparer.Ordinal).ToList();
        if (files.Count == 0) throw new ArgumentException($"'{folder}' has no train-*.jsonl, so there is nothing to learn from.");
        List<TriageCase> cases = [.. files.SelectMany(TriageCase.Read), .. dev];

        // Each case is judged by a model that has not seen it.
        var unseen = new double[cases.Count];
        for (var fold = 0; fold < Folds; fold++)
        {
            var triager = new CaseTriager(new TriageModel(TriageTrainer.Train([.. cases.Where((_, i) => i % Folds != fold)], 0, restrictedOnly: true)));
            for (var i = fold; i < cases.Count; i += Folds) unseen[i] = triager.Probabilities(cases[i].Case)[TriageLabels.Restricted];
        }

        var restricted = unseen.Where((_, i) => cases[i].Restricted.Count > 0).Order().ToList();
        var others = unseen.Where((_, i) => cases[i].Restricted.Count == 0).ToList();
        var devRestricted = unseen.Where((_, i) => i >= cases.Count - dev.Count && cases[i].Restricted.Count > 0).Order().ToList();
        var devOthers = unseen.Where((_, i) => i >= cases.Count - dev.Count && cases[i].Restricted.Count == 0).ToList();
        var threshold = Math.Min(HighestThreshold, Math.Round(devRestricted[(int)((1 - ToAbstain) * devRestricted.Count)] - 0.005, 3));
        return TriageTrainer.Train(cases, threshold) with
        {
            Training = new Dictionary<string, string>
            {
                ["cases"] = Text($"{cases.Count}, {restricted.Count} restricted; dev {dev.Count}, {devRestricted.Count} restricted"),
                ["area under the curve of restricted, cross-validated"] = Text($"{Area(restricted, others):0.000}; dev {Area(devRestricted, devOthers):0.000}"),
                ["at the threshold"] = Text($"{Share(restricted, threshold):0.000} of the restricted and {Share(others, threshold):0.000} of the others; dev {Share(devRestricted, threshold):0.000} and {Share(devOthers, threshold):0.000}"),
            },
        };
    }

    private static double Share(IReadOnlyList<double> values, double threshold) => values.Count(value => value >= threshold) / (double)values.Count;

    private static double Area(IReadOnlyList<double> positive, IReadOnlyList<double> negative) =>
        positive.Average(one => negative.Count(other => other < one) + 0.5 * negative.Count(other => other == one)) / negative.Count;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
