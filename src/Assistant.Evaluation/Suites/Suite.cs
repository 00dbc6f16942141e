using Assistant.Evaluation.Runs;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Assistant.Evaluation.Suites;

/// <summary>Runs that belong together: a file under <c>eval/suites</c>. Paths in it are relative to it.</summary>
public sealed class Suite
{
    /// <summary>What the suite shows.</summary>
    public string About { get; init; } = "";

    /// <summary>Data sets that the models of cross-fitted runs learn from.</summary>
    public IList<string> Train { get; init; } = [];

    /// <summary>The runs, in order.</summary>
    public IList<SuiteRun> Runs { get; init; } = [];

    /// <summary>What the answering model's tokens cost; null where nothing is to be reckoned.</summary>
    public Prices? Prices { get; init; }

    /// <summary>A model that judges the answers; null for none.</summary>
    public SuiteJudge? Judge { get; init; }

    /// <summary>What the runs have to reach.</summary>
    public IList<Gate> Gates { get; init; } = [];

    /// <summary>Reads a suite file.</summary>
    /// <exception cref="FormatException">It is no suite; the message names file, line and column.</exception>
    /// <exception cref="IOException">There is no such file.</exception>
    public static Suite Read(string file)
    {
        try
        {
            var suite = new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).WithEnforceRequiredMembers().Build().Deserialize<Suite?>(File.ReadAllText(file));
            if (suite is null || suite.Runs.Count == 0) throw new FormatException($"{file} has no runs. Say what is run: runs: [{{ name, dataset, split }}].");
            if (suite.Runs.FirstOrDefault(run => suite.Runs.Count(other => other.Name == run.Name) > 1) is { } twice) throw new FormatException($"{file}: two runs are called '{twice.Name}'. Give each a name of its own.");
            if (suite.Train.Count == 0 && suite.Runs.FirstOrDefault(run => run.CrossFit) is { } unfit) throw new FormatException($"{file}: '{unfit.Name}' is cross-fitted, and 'train' names no data set to learn from.");
            foreach (var run in suite.Runs) run.Check(file);
            suite.Judge?.Check(file);
            foreach (var gate in suite.Gates) gate.Check(file, suite);
            return suite;
        }
        catch (YamlException exception)
        {
            throw new FormatException($"{file}:{exception.Start.Line}:{exception.Start.Column}: {exception.InnerException?.Message ?? exception.Message}", exception);
        }
    }
}

/// <summary>One run of a suite.</summary>
public sealed class SuiteRun
{
    /// <summary>Told in tables; also the name of its folder.</summary>
    public required string Name { get; init; }

    /// <summary>The data set's folder.</summary>
    public required string Dataset { get; init; }

    /// <summary>Its judgements; keyed questions have one set.</summary>
    public string Split { get; init; } = "";

    /// <summary>What is asked about, where that is not in the data set's own folder.</summary>
    public string? Content { get; init; }

    /// <summary>How far down the path.</summary>
    public EvalStage Stage { get; init; } = EvalStage.Retrieve;

    /// <summary>Whether each query is told which properties it is about.</summary>
    public bool FocusGiven { get; init; }

    /// <summary>Whether only queries are run that the bundled models have not learned from.</summary>
    public bool HeldOut { get; init; }

    /// <summary>Only queries whose metadata says so, <c>key=value</c>.</summary>
    public string? Where { get; init; }

    /// <summary>Queries at most.</summary>
    public int Limit { get; init; } = int.MaxValue;

    /// <summary>The embedder, as in the settings; null for the one in use, <c>none</c> for search by words.</summary>
    public string? Embedder { get; init; }

    /// <summary>Whether each query is ranked by a relevance model, and answered by thresholds, that have not learned from its property.</summary>
    public bool CrossFit { get; init; }

    /// <summary>Parts to do without: <c>dense</c>, <c>sparse</c>, <c>aspects</c>, <c>history</c>; with <see cref="CrossFit"/> also <c>trees</c>, <c>seeking</c> and features of the relevance model.</summary>
    public IList<string> Without { get; init; } = [];

    internal void Check(string file)
    {
        if (Split.Length == 0 && Stage != EvalStage.Support && !File.Exists(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, Dataset, "questions.jsonl")))
        {
            throw new FormatException($"{file}: '{Name}' does not say which judgements it uses: split: val.");
        }

        if (Without.FirstOrDefault(part => !Ablation.Parts.Contains(part)) is { } unknown)
        {
            throw new FormatException($"{file}: '{Name}' is to do without '{unknown}', which is no part. Parts: {string.Join(", ", Ablation.Parts)}.");
        }

        if (!CrossFit && Without.FirstOrDefault(part => !Ablation.Search.Contains(part)) is { } learned)
        {
            throw new FormatException($"{file}: '{Name}' can do without '{learned}' only if it is cross-fitted: crossFit: true.");
        }
    }
}
