using Assistant.Evaluation.Measures;
using Assistant.Evaluation.Ranking;
using Assistant.Evaluation.Training;

namespace Assistant.Evaluation.Runs;

/// <summary>The queries of a run: a dataset folder with judgements, or one with keyed questions (<c>questions.jsonl</c>).</summary>
internal static class EvalSet
{
    /// <summary>The queries that the plan takes: those with an answer, then those without.</summary>
    /// <param name="plan">What is run.</param>
    /// <param name="passages">The content, by passage id.</param>
    /// <exception cref="FormatException">A line is broken; the message names file and line.</exception>
    /// <exception cref="IOException">A file is missing.</exception>
    internal static IReadOnlyList<EvalQuery> Read(EvalPlan plan, IReadOnlyDictionary<string, Passage> passages)
    {
        var all = File.Exists(KeyedFile(plan.Dataset)) ? Keyed(plan, passages) : Judged(plan, passages);
        return [.. all.Where(query => query.Relevant is not null).Take(plan.Limit), .. all.Where(query => query.Relevant is null).Take(plan.Limit)];
    }

    internal static string KeyedFile(string folder) => Path.Combine(folder, "questions.jsonl");

    private static List<EvalQuery> Keyed(EvalPlan plan, IReadOnlyDictionary<string, Passage> passages)
    {
        var byProperty = passages.Values.ToLookup(passage => passage.PropertyId, passage => passage.Id);
        return [.. KeyedQuestion.Read(KeyedFile(plan.Dataset)).Where(question => plan.Fold is null || EntityFold.Of(question.Property) == plan.Fold).Select(question =>
        {
            var sources = question.Sources.Values.SelectMany(ids => ids).ToList();
            var pieces = sources.SelectMany(source => byProperty[source.Split('#')[0]].Where(id => Teacher.IsPartOf(id, source))).Distinct().ToList();
            if (sources.Count > 0 && pieces.Count == 0) throw new FormatException($"{KeyedFile(plan.Dataset)}: '{question.Id}' has the source {sources[0]}, which the content does not hold. Ask about the content that it was written for.");
            IReadOnlyList<string>? relevant = question.Answer is null ? null : pieces;
            return new EvalQuery(
                question.Id, question.Request(), relevant, question.Answer is null ? null : new AnswerKey(question.Key, question.Negative), question.Answer is { } answer ? Teacher.Unmarked(answer) : null,
                Slices(question.Topic.Split('.')[0], relevant, [question.Property], question.Message, passages));
        })];
    }

    private static List<EvalQuery> Judged(EvalPlan plan, IReadOnlyDictionary<string, Passage> passages)
    {
        var dataset = Dataset.Read(plan.Dataset, plan.Split);
        var responses = ResponseTurns.AreIn(plan.Dataset) ? ResponseTurns.Responses(plan.Dataset) : new Dictionary<string, string>();
        var judged = dataset.Queries.Where(plan.Takes).Select(query =>
        {
            var relevant = dataset.Qrels[query.Id].ToList();
            var about = relevant.Select(id => passages.GetValueOrDefault(id)?.PropertyId).OfType<string>().Distinct().ToList();
            return (About: about, Query: new EvalQuery(
                query.Id, Request(plan, query, plan.IsFocusGiven ? about : query.Metadata?.Focus), relevant, null, responses.GetValueOrDefault(query.Id), Slices(null, relevant, about, query.Text, passages)));
        }).Where(query => !plan.IsHeldOut || (query.About is [var first, ..] && EntityFold.IsHeldOut(first)))
            .Where(query => plan.Fold is null || EntityFold.Of(query.Query.Request with { Focus = query.About }) == plan.Fold).Select(query => query.Query);
        var unanswerable = Dataset.ReadUnanswerable(plan.Dataset).Where(plan.Takes).Where(query => plan.Fold is null || EntityFold.Of(query.Request(query.Metadata?.Focus)) == plan.Fold)
            .Select(query => new EvalQuery(query.Id, Request(plan, query, query.Metadata?.Focus), null, null, null, Slices(null, null, query.Metadata?.Focus ?? [], query.Text, passages)));
        return [.. judged, .. unanswerable];
    }

    private static AskRequest Request(EvalPlan plan, DatasetQuery query, IReadOnlyList<string>? focus)
    {
        var request = query.Request(focus);
        return plan.HasHistory ? request : request with { History = [] };
    }

    private static Dictionary<string, string> Slices(string? kind, IReadOnlyList<string>? relevant, IReadOnlyList<string> about, string message, IReadOnlyDictionary<string, Passage> passages)
    {
        var tiers = (relevant ?? []).Select(id => passages.GetValueOrDefault(id)?.Tier).OfType<Tier>().Distinct().ToList();
        var slices = new Dictionary<string, string>();
        if (kind is not null) slices["kind"] = kind;
        slices["tier"] = relevant is null ? "no answer" : tiers.Count == 1 ? tiers[0].ToString().ToLowerInvariant() : "several";
        if (about.Count > 0) slices["place"] = about.Select(id => id.Split("__")[0]).Distinct().Count() == 1 ? about[0].Split("__")[0] : "several";
        slices["language"] = Text.LanguageDetector.Detect(message) ?? Text.LanguageDetector.English;
        return slices;
    }
}
