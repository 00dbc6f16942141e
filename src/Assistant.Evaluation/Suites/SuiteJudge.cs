using System.Globalization;
using Assistant.Evaluation.Judges;
using Assistant.Evaluation.Runs;

namespace Assistant.Evaluation.Suites;

/// <summary>A model that judges the answers of a suite. Its measure may gate only where people's labels show that it agrees with them.</summary>
public sealed class SuiteJudge
{
    /// <summary>As a model is named in the settings: a file, a known name, or the address of a server.</summary>
    public required string Model { get; init; }

    /// <summary>How often each answer is judged.</summary>
    public int Votes { get; init; } = 3;

    /// <summary>People's labels, relative to the suite: lines of <c>_id</c>, <c>answer</c> and <c>label</c> (true: all of it stands in what it cites).</summary>
    public string? Labels { get; init; }

    /// <summary>The least agreement (Cohen's kappa) at which its gates count; .6 is what Landis and Koch (1977) call substantial.</summary>
    public double MinKappa { get; init; } = 0.6;

    /// <summary>The least number of labelled answers.</summary>
    public int MinLabels { get; init; } = 50;

    /// <summary>Why gates on the judge's measure cannot be believed in this run; null where they can.</summary>
    /// <param name="run">The judged run.</param>
    /// <param name="measure">The judge's measure.</param>
    /// <param name="folder">Where the suite lies.</param>
    public string? DistrustIn(EvalRun run, string measure, string folder)
    {
        if (Labels is null) return "the judge's agreement with people is not known; give labels";
        var file = Path.Combine(folder, Labels);
        if (!File.Exists(file)) return $"the judge's labels are missing: {Labels}";
        var agreement = Judging.AgreementOf(run, measure, JsonLines.Read<JudgeLabel>(file));
        if (agreement.N < MinLabels) return $"only {agreement.N} labelled answers are as they were labelled; {MinLabels} are needed";
        return agreement.Kappa is { } kappa && kappa >= MinKappa ? null
            : string.Create(CultureInfo.InvariantCulture, $"the judge agrees with people too little: kappa {(agreement.Kappa is { } value ? value.ToString("0.00", CultureInfo.InvariantCulture) : "unknown")} over {agreement.N}, {MinKappa:0.00} is needed");
    }

    internal void Check(string file)
    {
        if (Votes < 1) throw new FormatException($"{file}: the judge has {Votes} votes. Give it 1 or more, best an odd number.");
        if (MinKappa is not (> 0 and <= 1)) throw new FormatException($"{file}: minKappa is {MinKappa}; it is above 0 and at most 1.");
    }
}
