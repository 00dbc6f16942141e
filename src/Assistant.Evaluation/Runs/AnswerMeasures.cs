using Assistant.Evaluation.Measures;

namespace Assistant.Evaluation.Runs;

/// <summary>
/// The measures of one answer, 0 to 1 but for its length. A query that failed gave no answer: it was neither answered nor refused. Refusal precision has a value for what was refused, refusal
/// recall for what has no answer, so that their means are precision and recall of "no answer" (questions without one came with SQuAD 2.0, Rajpurkar et al. 2018).
/// </summary>
internal static class AnswerMeasures
{
    /// <summary>
    /// Adds, by name: of a query with an answer whether it was answered, and whether the answer holds the fact, and cites a passage that has it; precision and recall of citations; likeness to what a
    /// person wrote; of one without whether it was refused; of every answer how well its sentences stand in what they cite, and the words it took.
    /// </summary>
    internal static void Add(Dictionary<string, double> measures, EvalQuery query, EvalAnswer? answer, IReadOnlyDictionary<string, Passage> passages)
    {
        var isRefused = answer?.Verdict == Verdict.Refused;
        var isAnswered = answer is not null && !isRefused;
        var sentences = isAnswered ? answer!.Sentences : [];
        var cited = sentences.Where(sentence => sentence.Citations.Count > 0).ToList();
        if (query.Relevant is { } relevant) OfAnswerable(relevant.ToHashSet());
        else measures["refusal recall"] = isRefused ? 1 : 0;
        if (isRefused) measures["refusal precision"] = query.Relevant is null ? 1 : 0;
        if (!isAnswered) return;
        measures["sentences cited"] = cited.Count / (double)Math.Max(1, sentences.Count);
        if (cited.Count > 0) measures["groundedness"] = cited.Average(sentence => Groundedness.Of(sentence.Text, [.. sentence.Citations.Select(citation => citation.PassageId).Distinct().Select(Text)]));
        measures["answer length"] = AnswerLength.Of(answer!.Text);

        void OfAnswerable(HashSet<string> relevant)
        {
            var isCited = cited.Any(sentence => sentence.Citations.Any(citation => relevant.Contains(citation.PassageId)));
            measures["answer rate"] = isAnswered ? 1 : 0;
            IReadOnlyList<IReadOnlyList<string>> ids = [.. sentences.Select(sentence => (IReadOnlyList<string>)[.. sentence.Citations.Select(citation => citation.PassageId)])];
            measures["citation precision"] = CitationPrecision.Of(ids, relevant);
            measures["citation recall"] = CitationRecall.Of(ids, relevant);
            if (query.Key is { } key)
            {
                var isRight = isAnswered && key.IsIn([.. sentences.Select(sentence => sentence.Text)]);
                measures["fact accuracy"] = isRight ? 1 : 0;
                measures["right and cited"] = isRight && isCited ? 1 : 0;
            }

            if (query.Reference is not { } reference) return;
            var (own, theirs) = (AnswerTokens.Of(isAnswered ? answer!.Text : ""), AnswerTokens.Of(reference));
            measures["BLEU-4"] = Bleu.Sentence(own, theirs);
            measures["METEOR"] = Meteor.Of(own, theirs);
            measures["ROUGE-L"] = RougeL.Of(AnswerTokens.Stems(own), AnswerTokens.Stems(theirs));
        }

        string Text(string id) => passages.GetValueOrDefault(id) is { } passage ? $"{passage.PropertyName} {passage.Heading} {passage.Text}" : "";
    }
}
