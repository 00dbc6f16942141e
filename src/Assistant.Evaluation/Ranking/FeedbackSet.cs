using Assistant.Converse;
using Assistant.Rank;
using Assistant.Retrieve;

namespace Assistant.Evaluation.Ranking;

/// <summary>
/// Judged examples out of what guests said of answers. Of an answer that helped, the passages it cites answer; of one that did not, they do not. What was not
/// cited is not judged: nobody said anything of it.
/// </summary>
internal static class FeedbackSet
{
    internal const string Name = "feedback";

    /// <summary>The rated answers as examples, searched again in today's index; left out are those whose passages are gone from it.</summary>
    internal static async Task<IReadOnlyList<QueryExamples>> ReadAsync(string tenant, IConversationStore conversations, Retriever retriever, CancellationToken cancellationToken)
    {
        var examples = new List<QueryExamples>();
        await foreach (var (receipt, feedback) in conversations.RatedAsync(tenant, cancellationToken))
        {
            var question = receipt.Question;
            var cited = receipt.Sentences.SelectMany(sentence => sentence.Citations).Select(citation => citation.PassageId).ToHashSet();
            var candidates = await retriever.RetrieveAsync(question.Standalone, question.SettledWords(), question.Language, question.Scope(), tenant, QueryExamples.Limit, cancellationToken);
            var judged = Ranker.Describe(question, candidates).Where(described => cited.Contains(described.Candidate.Passage.Id))
                .Select(described => new JudgedCandidate([.. described.Sentences.Select(sentence => sentence.Features)], feedback.Rating == Rating.Up)).ToList();
            if (judged.Count == 0) continue;
            var request = receipt.Request with { Focus = [.. question.Focus.Select(focus => focus.PropertyId)], History = receipt.History };
            examples.Add(new QueryExamples(Name, new JudgedQuery(receipt.AnswerId, request, cited.Contains, judged.Count(candidate => candidate.IsRelevant)), judged));
        }

        return examples;
    }
}
