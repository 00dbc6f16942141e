namespace Assistant.Evaluation.Runs;

/// <summary>How far down the path a run goes.</summary>
public enum EvalStage
{
    /// <summary>Understand, retrieve, rank, select.</summary>
    Retrieve,

    /// <summary>The whole path, with its answer.</summary>
    Answer,

    /// <summary>Cases of the support desk: what they are about, and what to do with them.</summary>
    Support,
}

/// <summary>What is run.</summary>
/// <param name="Dataset">A folder in the BEIR layout, or one with keyed questions (<c>questions.jsonl</c>).</param>
/// <param name="Split">Of its judgements: <c>qrels/SPLIT.tsv</c>; of keyed questions there is one, whatever it is called.</param>
/// <param name="Stage">How far.</param>
/// <param name="Limit">Queries at most, of those with an answer and of those without.</param>
/// <param name="Seed">Of the bootstrap.</param>
/// <param name="IsFocusGiven">Whether each query is told which properties its judged passages are of, as a page that is open would tell it.</param>
/// <param name="Where">Only queries whose metadata has this, <c>key=value</c>; null takes all.</param>
/// <param name="IsHeldOut">Whether only queries are taken that the bundled models have not learned from (<see cref="Ranking.EntityFold.IsHeldOut"/>).</param>
/// <param name="Fold">Only queries of this fold; null takes all.</param>
/// <param name="HasHistory">Whether each query comes with the turns before it.</param>
/// <param name="Content">What is asked about, where that is not in the dataset's own folder: a catalogue or a corpus.</param>
public sealed record EvalPlan(
    string Dataset, string Split, EvalStage Stage, int Limit = int.MaxValue, int Seed = 1, bool IsFocusGiven = false, string? Where = null, bool IsHeldOut = false, int? Fold = null,
    bool HasHistory = true, string? Content = null)
{
    /// <summary>Where what is asked about lies.</summary>
    public string ContentFolder => Content ?? Dataset;

    /// <summary>Whether a query is one of those that <see cref="Where"/> asks for.</summary>
    /// <exception cref="ArgumentException"><see cref="Where"/> is not of the form <c>key=value</c>.</exception>
    public bool Takes(DatasetQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (Where is null) return true;
        if (Where.Split('=') is not [var key, var value]) throw new ArgumentException($"'{Where}' is not of the form KEY=VALUE.");
        return query.Metadata?.More.TryGetValue(key, out var element) == true && string.Equals(element.ToString(), value, StringComparison.OrdinalIgnoreCase);
    }
}

/// <summary>A passage of a ranking.</summary>
public sealed record ScoredPassage(string Id, double Relevance);

/// <summary>What came of one query; a query that failed has its error, an empty ranking, and counts as wrong.</summary>
/// <param name="Id">The query's.</param>
/// <param name="Text">What was asked.</param>
/// <param name="Relevant">Ids of the passages that answer; null where the data says that nothing does.</param>
/// <param name="Focus">Properties the question was understood to be about.</param>
/// <param name="Ranking">The first 100 passages, best first.</param>
/// <param name="Selected">Those that the path takes for relevant.</param>
/// <param name="Answer">What was said, where the run goes so far.</param>
/// <param name="Milliseconds">Of the stages that were run, BM25 alone left out.</param>
/// <param name="Error">Why it failed.</param>
public sealed record EvalItem(
    string Id, string Text, IReadOnlyList<string>? Relevant, IReadOnlyList<string> Focus, IReadOnlyList<ScoredPassage> Ranking, IReadOnlyList<string> Selected,
    EvalAnswer? Answer, double Milliseconds, string? Error = null)
{
    /// <summary>The value of each measure that applies to this query.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    /// <summary>Measures that a judge was to give and could not, with what went wrong: a gate on one of them fails.</summary>
    public IReadOnlyDictionary<string, string>? Unjudged { get; init; }

    /// <summary>What it is one of, by kind of slice.</summary>
    public IReadOnlyDictionary<string, string> Slices { get; init; } = new Dictionary<string, string>();

    /// <summary>How sure the path was that there is an answer, 0 to 1; null where that was not asked, as in a search for places.</summary>
    public double? Confidence { get; init; }

    /// <summary>The answer that a person wrote, where there is one.</summary>
    public string? Reference { get; init; }

    /// <summary>What answers it: the first passages of <see cref="Relevant"/>, with their texts.</summary>
    public IReadOnlyList<ExpectedPassage> Expected { get; init; } = [];

    /// <summary>The turns before the question, oldest first.</summary>
    public IReadOnlyList<string> History { get; init; } = [];
}

/// <summary>An answer as it was given, with the passages that it was to draw on.</summary>
public sealed record EvalAnswer(string Text, Verdict Verdict, IReadOnlyList<AnswerSentence> Sentences, IReadOnlyList<PassageView> Passages, Usage Usage);

/// <summary>A passage that answers, and its text.</summary>
public sealed record ExpectedPassage(string Id, string Text);

/// <summary>A run's outcome, query by query, and what it can be told by.</summary>
public sealed record EvalRun(EvalPlan Plan, IReadOnlyList<EvalItem> Items, IReadOnlyDictionary<string, object?> Identity);
