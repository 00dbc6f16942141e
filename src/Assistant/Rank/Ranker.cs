using Assistant.Text;

namespace Assistant.Rank;

/// <summary>Orders candidates by the probability that they answer the question, and says which sentence of each does.</summary>
public sealed class Ranker(RelevanceModel model)
{
    private const double WordForWord = 0.99;

    /// <summary>
    /// Every candidate with its relevance, best first, ties in candidate order. Left out is what repeats another text of the same property, and
    /// what guests wrote to give orders to a machine.
    /// </summary>
    public IReadOnlyList<RankedPassage> Rank(Question question, IReadOnlyList<Candidate> candidates)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(candidates);
        var terms = QuestionTerms.Of(question.Standalone, question.SettledWords(), question.Language);
        var settled = question.SettledWords().SelectMany(words => TextAnalyzer.Terms(words)).ToHashSet();
        var asked = TextAnalyzer.Terms(question.Standalone, question.Language).Except(settled).ToHashSet();
        var isEnglish = question.Language == LanguageDetector.English; // else, of what fits about equally, the guest's own language first
        var best = BestScores.ByProperty(candidates);
        return [.. candidates.DistinctBy(candidate => (candidate.Passage.PropertyId, candidate.Passage.Heading, candidate.Passage.Text))
            .Select(candidate => Best(terms, candidate, best[candidate.Passage.PropertyId])).OfType<RankedPassage>()
            .Select(ranked => IsWordForWord(asked, settled, ranked.Passage) ? ranked with { Relevance = Math.Max(ranked.Relevance, WordForWord), Coverage = 1 } : ranked)
            .OrderByDescending(ranked => isEnglish ? ranked.Relevance : Math.Round(ranked.Relevance, 1))
            .ThenByDescending(ranked => !isEnglish && ranked.Passage.Language == question.Language).ThenByDescending(ranked => ranked.Relevance)
            .Select((ranked, i) => ranked with { Ref = i + 1 })];
    }

    // The owner was asked just this, and answered.
    private static bool IsWordForWord(HashSet<string> asked, HashSet<string> settled, Passage passage)
    {
        if (passage is not { Kind: PassageKind.Faq, Heading: { } heading } || asked.Count < 2) return false;
        var owners = TextAnalyzer.Terms(heading, passage.Language).Except(settled).ToHashSet();
        return asked.IsSupersetOf(owners) && asked.All(term => owners.Contains(term) || Aspects.IsFunctionWord(term));
    }

    private RankedPassage? Best(QuestionTerms terms, Candidate candidate, BestScores bestScores)
    {
        var passage = candidate.Passage;
        var sentences = Sentences.Split(passage.Text).Where(range => passage.Tier != Tier.Guest || !Instructions.IsOrder(passage.Text[range])).ToList();
        if (sentences.Count == 0) return null;
        var (best, features, relevance) = sentences
            .Select(range => (Range: range, Features: RelevanceFeatures.Of(terms, candidate, passage.Text[range], bestScores)))
            .Select(sentence => (sentence.Range, sentence.Features, Relevance: model.Relevance(sentence.Features)))
            .MaxBy(sentence => sentence.Relevance);
        return new RankedPassage(0, passage, relevance, RelevanceFeatures.Coverage(features), best, candidate);
    }
}
