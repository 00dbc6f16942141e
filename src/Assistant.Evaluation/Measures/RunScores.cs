using Assistant.Evaluation.Statistics;

namespace Assistant.Evaluation.Measures;

/// <summary>A run measured against judgements, over every judged query, as <c>trec_eval -c</c> does: a query that the run does not rank counts 0, one that is not judged is left out.</summary>
public sealed class RunScores
{
    private readonly Dictionary<string, IReadOnlyList<double>> values;

    private RunScores(IReadOnlyList<string> queries, int missing, Dictionary<string, IReadOnlyList<double>> values)
    {
        Queries = queries;
        Missing = missing;
        this.values = values;
    }

    /// <summary>The judged queries, by id.</summary>
    public IReadOnlyList<string> Queries { get; }

    /// <summary>How many of them the run does not rank.</summary>
    public int Missing { get; }

    /// <summary>Measures a run.</summary>
    public static RunScores Of(TrecRun run, Qrels qrels, IReadOnlyList<RetrievalMeasure> measures)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(qrels);
        ArgumentNullException.ThrowIfNull(measures);
        var queries = qrels.Grades.Keys.Order(StringComparer.Ordinal).ToList();
        var rankings = queries.Select(query => GradedRanking.Of(run.Rankings.GetValueOrDefault(query, []), qrels.Grades[query])).ToList();
        return new RunScores(
            queries, queries.Count(query => !run.Rankings.ContainsKey(query)), measures.ToDictionary(measure => measure.Name, measure => (IReadOnlyList<double>)[.. rankings.Select(measure.Of)]));
    }

    /// <summary>A measure's value for each of <see cref="Queries"/>.</summary>
    /// <exception cref="KeyNotFoundException">It is none of the measures that were asked for.</exception>
    public IReadOnlyList<double> PerQuery(RetrievalMeasure measure)
    {
        ArgumentNullException.ThrowIfNull(measure);
        return values[measure.Name];
    }

    /// <summary>Its mean over them.</summary>
    public Estimate Mean(RetrievalMeasure measure, int seed = 1) => Bootstrap.Mean(PerQuery(measure), seed);
}
