using System.CommandLine;
using System.Globalization;
using Assistant.Evaluation.Measures;

namespace Assistant.Cli;

/// <summary><c>assistant eval score</c>: a run file of any system, measured against judgements.</summary>
internal static class EvalScore
{
    private static readonly IReadOnlyList<RetrievalMeasure> Measures =
    [
        Precision.At(1), Precision.At(5), Precision.At(10), Recall.At(5), Recall.At(10), Recall.At(100), ReciprocalRank.At(5), ReciprocalRank.Whole, AveragePrecision.Whole,
        Ndcg.At(5), Ndcg.At(10), SetPrecision.Whole, SetRecall.Whole, SetF1.Whole,
    ];

    internal static Command Create()
    {
        var run = new Option<string>("--run") { Description = "The run: lines 'query-id Q0 doc-id rank score tag'.", Required = true };
        var qrels = new Option<string>("--qrels") { Description = "The judgements: lines 'query-id 0 doc-id grade', or the BEIR form with its header.", Required = true };
        var isPerQuery = new Option<bool>("--per-query") { Description = "First each query's value: measure, query and value, parted by tabs." };
        var score = new Command("score", "Measures a run file against judgements, as trec_eval -c does: a judged query that the run lacks counts 0.") { run, qrels, isPerQuery };
        score.SetAction(result => Print(RunScores.Of(TrecRun.Read(result.GetValue(run)!), Qrels.Read(result.GetValue(qrels)!), Measures), result.GetValue(isPerQuery)));
        return score;
    }

    private static int Print(RunScores scores, bool isPerQuery)
    {
        foreach (var measure in isPerQuery ? Measures : [])
        {
            foreach (var (query, value) in scores.Queries.Zip(scores.PerQuery(measure))) Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{measure}\t{query}\t{value:0.000000}"));
        }

        foreach (var measure in Measures)
        {
            var mean = scores.Mean(measure);
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{measure.MeanName,-26} {mean.Mean:0.0000}  [{mean.Lo:0.0000}, {mean.Hi:0.0000}]  n {mean.N}"));
        }

        if (scores.Missing > 0) Console.Error.WriteLine($"{scores.Missing} of {scores.Queries.Count} judged queries are not in the run and count 0.");
        return CommandLine.Done;
    }
}
