using Assistant.Text;

namespace Assistant.Rank;

/// <summary>Orders candidates by the probability that they answer the question, and says which sentence of each does.</summary>
public sealed class Ranker(RelevanceModel model)
{
    /// <summary>
    /// Every candidate with its relevance, best first, ties in candidate order; texts that repeat another of the same property are left out.
    /// </summary>
    public IReadOnlyList<RankedPassage> Rank(Question question, IReadOnlyList<Candidate> candidates)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(candidates);
        var terms = QuestionTerms.Of(question.Standalone, question.SettledWords(), question.Language);
        return [.. candidates.DistinctBy(candidate => (candidate.Passage.PropertyId, candidate.Passage.Heading, candidate.Passage.Text))
            .Select(candidate => Best(terms, candidate))
            .OrderByDescending(ranked => ranked.Relevance)
            .Select((ranked, i) => ranked with { Ref = i + 1 })];
    }

    private RankedPassage Best(QuestionTerms terms, Candidate candidate)
    {
        var (range, features, relevance) = Sentences.Split(candidate.Passage.Text)
            .Select(range => (Range: range, Features: RelevanceFeatures.Of(terms, candidate, candidate.Passage.Text[range])))
            .Select(sentence => (sentence.Range, sentence.Features, Relevance: model.Relevance(sentence.Features)))
            .MaxBy(sentence => sentence.Relevance);
        return new RankedPassage(0, candidate.Passage, relevance, RelevanceFeatures.Coverage(features), range, candidate);
    }
}
