using Assistant.Rank;
using Assistant.Support.Cases;

namespace Assistant.Support.Reply;

/// <summary>
/// Finds what a property says to a case: each question is searched alone, with the sentence before it, and the story as a whole; what guests wrote in reviews is
/// no word of the house and is left out.
/// </summary>
internal sealed class CaseEvidence(TravelAssistant assistant, RelevanceModel model, AnswerOptions options)
{
    /// <summary>What was found for each question, best first.</summary>
    internal async Task<IReadOnlyList<QuestionEvidence>> FindAsync(SupportCase supportCase, CancellationToken cancellationToken)
    {
        var whole = await AskAsync(supportCase, supportCase.Asked(), cancellationToken);
        var found = new List<QuestionEvidence>();
        foreach (var question in CaseQuestions.Of(supportCase, model.Seeking))
        {
            var alone = await AskAsync(supportCase, question.Text, cancellationToken);
            var inContext = question.Before is null ? alone : await AskAsync(supportCase, question.InContext, cancellationToken);
            found.Add(new QuestionEvidence(question, Best([.. alone, .. inContext])));
        }

        return [.. found, new QuestionEvidence(null, whole)];
    }

    private async Task<IReadOnlyList<RankedPassage>> AskAsync(SupportCase supportCase, string text, CancellationToken cancellationToken)
    {
        var message = text.Length <= options.MaxMessageCharacters ? text : text[^options.MaxMessageCharacters..];
        var finding = await assistant.FindAsync(new AskRequest(message, Focus: [supportCase.Property!], Tenant: supportCase.Tenant, History: []), cancellationToken);
        return [.. finding.Ranked.Where(passage => passage.Passage.Tier != Tier.Guest && passage.Passage.PropertyId == supportCase.Property)];
    }

    private static List<RankedPassage> Best(IEnumerable<RankedPassage> passages) =>
        [.. passages.GroupBy(passage => passage.Passage.Id).Select(same => same.MaxBy(passage => passage.Relevance)!).OrderByDescending(passage => passage.Relevance)];
}

/// <summary>The passages found for a question of a case, best first; for the case as a whole where the question is null.</summary>
internal sealed record QuestionEvidence(CaseQuestion? Question, IReadOnlyList<RankedPassage> Passages);
