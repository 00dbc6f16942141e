using System.Globalization;
using Assistant.Support.Triage;

namespace Assistant.Evaluation.Support;

/// <summary>Trains the triage model and says how well it does on cases that it has not seen.</summary>
public static class TriageTraining
{
    private const int Folds = 5;
    private const double ToAbstain = 0.99; // of restricted cases, that the threshold is to catch
    private const double LowestThreshold = 0.05;
    private const double HighestThreshold = 0.4; // a case too many for a person costs less than one too few
    // Written in the manner of the cases that are measured with, in the same mix: the threshold comes from these and the dev cases, none of them seen by its model.
    private static readonly string[] Alike = ["l-", "s-", "u-", "ak-"];

    private const string Marks = "restricted-sentences.jsonl";

    /// <summary>The model of all cases to learn from in a folder: <c>train-*.jsonl</c>, and of <c>cases.jsonl</c> those of the split <c>dev</c>.</summary>
    /// <exception cref="FormatException">A line is broken; the message names file and line.</exception>
    /// <exception cref="ArgumentException">The folder holds nothing to learn from.</exception>
    public static TriageModel.ModelFile Train(string folder)
    {
        var dev = JsonLines.Read<SupportCaseKey>(Path.Combine(folder, SupportRunner.File), AssistantJson.Stored).Where(key => key.Split == "dev").Select(key => key.Labelled).ToList();
        var files = Directory.EnumerateFiles(folder, "train-*.jsonl").Order(StringComparer.Ordinal).ToList();
        if (files.Count == 0) throw new ArgumentException($"'{folder}' has no train-*.jsonl, so there is nothing to learn from.");
        List<TriageCase> cases = [.. files.SelectMany(file => JsonLines.Read<TriageCase>(file, AssistantJson.Stored)), .. dev];

        var marks = JsonLines.Read<MarkedCase>(Path.Combine(folder, Marks), AssistantJson.Stored).SelectMany(marked => marked.Sentences.Select(sentence => (marked.Id, sentence))).ToLookup(pair => pair.Id, pair => pair.sentence);

        // Each case is judged by a model that has not seen it; what pools its word with the rest learns from that.
        var evidence = new IReadOnlyList<double>[cases.Count];
        var isForPerson = new bool[cases.Count];
        for (var fold = 0; fold < Folds; fold++)
        {
            var triager = new CaseTriager(new TriageModel(TriageTrainer.Train([.. cases.Where((_, i) => i % Folds != fold)], marks)));
            for (var i = fold; i < cases.Count; i += Folds)
            {
                var (probabilities, sentences) = triager.Evidence(cases[i].Case);
                evidence[i] = RestrictedPool.Evidence(probabilities, sentences);
                isForPerson[i] = IntentGroups.IsForPerson(TriageLabels.LikeliestIntent(probabilities));
            }
        }

        var isRestricted = cases.Select(labelled => labelled.Restricted.Count > 0).ToList();
        var pool = PoolTrainer.Train(evidence, isRestricted);
        var unseen = evidence.Select(pool.Of).ToList();
        var alone = evidence.Select(values => values[0]).ToList();
        var (all, ofDev) = (Enumerable.Range(0, cases.Count).ToList(), Enumerable.Range(cases.Count - dev.Count, dev.Count).ToList());
        List<int> alike = [.. all.Where(i => Array.Exists(Alike, start => cases[i].Id.StartsWith(start, StringComparison.Ordinal))), .. ofDev];
        var caught = alike.Where(i => isRestricted[i]).Select(i => isForPerson[i] ? 1 : unseen[i]).Order().ToList();
        var threshold = Math.Clamp(Math.Round(caught[(int)((1 - ToAbstain) * caught.Count)] - 0.0005, 3), LowestThreshold, HighestThreshold);
        return TriageTrainer.Train(cases, marks) with
        {
            Pool = pool,
            MinRestricted = threshold,
            Training = new Dictionary<string, string>
            {
                ["cases"] = Text($"{cases.Count}, {isRestricted.Count(value => value)} restricted; alike {alike.Count}, {caught.Count} restricted"),
                ["area under the curve of restricted, cross-validated"] = Text($"{Area(unseen, all):0.000} ({Area(alone, all):0.000} by the case as a whole); alike {Area(unseen, alike):0.000} ({Area(alone, alike):0.000}); dev {Area(unseen, ofDev):0.000} ({Area(alone, ofDev):0.000})"),
                ["for a person"] = Text($"{Share(all, true):0.000} of the restricted and {Share(all, false):0.000} of the others; alike {Share(alike, true):0.000} and {Share(alike, false):0.000}; dev {Share(ofDev, true):0.000} and {Share(ofDev, false):0.000}"),
            },
        };

        double Share(IReadOnlyList<int> among, bool restricted) => among.Where(i => isRestricted[i] == restricted).Average(i => isForPerson[i] || unseen[i] >= threshold ? 1.0 : 0);

        double Area(IReadOnlyList<double> values, IReadOnlyList<int> among)
        {
            var others = among.Where(i => !isRestricted[i]).Select(i => values[i]).ToList();
            return among.Where(i => isRestricted[i]).Average(i => others.Count(other => other < values[i]) + 0.5 * others.Count(other => other == values[i])) / others.Count;
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed record MarkedCase(string Id, IReadOnlyList<string> Sentences);
}
