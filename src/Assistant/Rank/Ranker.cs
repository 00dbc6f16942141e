using Assistant.Text;

namespace Assistant.Rank;

/// <summary>Orders candidates by the probability that they answer the question, and says which sentence of each does.</summary>
/// <param name="model">What relevance is judged by.</param>
/// <param name="byWords">The same for a search that had to do without the embedder; null where there is none anyway.</param>
public sealed class Ranker(RelevanceModel model, RelevanceModel? byWords = null)
{
    private const double WordForWord = 0.99;
    private const double PlainFact = 0.5; // "do they have free parking" is no question to people's words where a database knows; here the facts are that database
    private const double SeeksUnread = 0.5; // a message in a language that was not trained on is taken for a question, and not for a clear one

    /// <summary>Every candidate with its relevance, best first, ties in candidate order; but for those that <see cref="Describe"/> leaves out.</summary>
    public IReadOnlyList<RankedPassage> Rank(Question question, IReadOnlyList<Candidate> candidates)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(candidates);
        var settled = question.SettledWords().SelectMany(words => TextAnalyzer.Terms(words)).ToHashSet();
        var asked = TextAnalyzer.Terms(question.Standalone, question.Language).Except(settled).ToHashSet();
        var isEnglish = question.Language == LanguageDetector.English; // else, of what fits about equally, the guest's own language first
        var judge = byWords is not null && candidates.All(candidate => candidate.DenseScore is null) ? byWords : model;
        var ranking = Describe(question, candidates).Select(described => Best(described, judge))
            .Select(ranked => IsWordForWord(asked, settled, ranked.Passage) ? ranked with { Relevance = Math.Max(ranked.Relevance, WordForWord), Coverage = 1 } : ranked)
            .OrderByDescending(ranked => isEnglish ? ranked.Relevance : Math.Round(ranked.Relevance, 1))
            .ThenByDescending(ranked => !isEnglish && ranked.Passage.Language == question.Language).ThenByDescending(ranked => ranked.Relevance).ToList();
        var seeks = isEnglish ? judge.Seeking.Of(question.Text) : SeeksUnread;
        var isPlain = ranking.Exists(ranked => ranked.Relevance >= (ranked.Passage.Tier == Tier.Structured ? PlainFact : WordForWord));
        var answerable = ranking.Count == 0 ? 0 : isPlain ? 1 : judge.Answering.Of(ranking[0].Relevance, seeks);
        return [.. ranking.Select((ranked, i) => ranked with { Ref = i + 1, Answerable = answerable })];
    }

    /// <summary>
    /// What each candidate is judged by, sentence by sentence, in candidate order: what training sees is what service sees. Left out is what repeats
    /// another text of the same property, and what guests wrote to give orders to a machine.
    /// </summary>
    /// <param name="question">The question.</param>
    /// <param name="candidates">What search found.</param>
    public static IEnumerable<DescribedCandidate> Describe(Question question, IReadOnlyList<Candidate> candidates)
    {
        ArgumentNullException.ThrowIfNull(question);
        var terms = QuestionTerms.Of(question.Standalone, question.SettledWords(), question.Language);
        var best = BestScores.ByProperty(candidates);
        return candidates.DistinctBy(candidate => (candidate.Passage.PropertyId, candidate.Passage.Heading, candidate.Passage.Text)).AsParallel().AsOrdered()
            .Select(candidate => new DescribedCandidate(candidate, [.. Sentences.Split(candidate.Passage.Text)
                .Where(range => candidate.Passage.Tier != Tier.Guest || !Instructions.IsOrder(candidate.Passage.Text[range]))
                .Select(range => (range, RelevanceFeatures.Of(terms, candidate, candidate.Passage.Text[range], best[candidate.Passage.PropertyId])))]))
            .Where(described => described.Sentences.Count > 0).AsSequential();
    }

    // The owner was asked just this, and answered.
    private static bool IsWordForWord(HashSet<string> asked, HashSet<string> settled, Passage passage)
    {
        if (passage is not { Kind: PassageKind.Faq, Heading: { } heading } || asked.Count < 2) return false;
        var owners = TextAnalyzer.Terms(heading, passage.Language).Except(settled).ToHashSet();
        return asked.IsSupersetOf(owners) && asked.All(term => owners.Contains(term) || Aspects.IsFunctionWord(term));
    }

    private static RankedPassage Best(DescribedCandidate described, RelevanceModel judge)
    {
        var (best, features, relevance) = described.Sentences
            .Select(sentence => (sentence.Range, sentence.Features, Relevance: judge.Relevance(sentence.Features)))
            .MaxBy(sentence => sentence.Relevance);
        return new RankedPassage(0, described.Candidate.Passage, relevance, RelevanceFeatures.Coverage(features), best, described.Candidate);
    }
}

/// <summary>A candidate and the features of each of its sentences.</summary>
public sealed record DescribedCandidate(Candidate Candidate, IReadOnlyList<(Range Range, double[] Features)> Sentences);
