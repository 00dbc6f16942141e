namespace Assistant.Support.Gaps;

/// <summary>A gap that was answered: the FAQ, and how many of the questions that were asked again find it.</summary>
public sealed record AnsweredGap(string Id, string FaqId, int AnsweredNow, int Asked);

/// <summary>Closes gaps: the owner answers once, the answer goes live, and the gap's questions are asked again to see whether they find it.</summary>
public sealed class GapAnswers(GapLog gaps, OwnerAnswers owners, TravelAssistant assistant)
{
    private const int MostAskedAgain = 50; // different ones, the latest: some 10 ms each

    /// <summary>
    /// Makes the answer a FAQ of the gap's property, in place of an earlier answer to the same gap, and measures it. A gap whose answer is found by at least one of its
    /// questions is answered; one whose answer none finds stays open.
    /// </summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="gapId">The gap.</param>
    /// <param name="answer">The owner's answer.</param>
    /// <param name="question">The question in the owner's words; null takes the clearest that was asked.</param>
    /// <param name="by">Who answers.</param>
    /// <param name="property">The only property whose gaps may be answered; null for any.</param>
    /// <param name="cancellationToken">Stops. What was put stays, and the same call again measures it.</param>
    /// <returns>What it brought; null where there is no such gap.</returns>
    /// <exception cref="ArgumentException">A text is empty or too long, or the index does not know the property any more.</exception>
    public async Task<AnsweredGap?> AnswerAsync(string tenant, string gapId, string answer, string? question, string by, string? property, CancellationToken cancellationToken)
    {
        await gaps.CollectAsync(tenant, cancellationToken); // what was asked before the answer is measured with it
        if (await gaps.Store.FindAsync(tenant, gapId, cancellationToken) is not { } gap || gap.Property != (property ?? gap.Property)) return null;
        var asked = string.IsNullOrWhiteSpace(question) ? gap.Question : question;
        if (Privacy.Masker.PlaceholdersIn(asked).FirstOrDefault() is { } placeholder) throw new ArgumentException($"The question holds {placeholder}, which stands for somebody's data. Word the question without it.", nameof(question));
        var faq = await owners.PublishAsync(tenant, gap.Property, $"owner-{gap.Id}", asked, answer, by, cancellationToken);
        await gaps.Store.KeepAnswerAsync(tenant, gapId, faq.FaqId, answer.Trim(), by, DateTimeOffset.UtcNow, cancellationToken);

        var questions = (await gaps.Store.QuestionsAsync(tenant, gap.Property, cancellationToken)).Where(kept => kept.Gap == gapId).GroupBy(kept => kept.Text).TakeLast(MostAskedAgain).ToList();
        var answered = new List<long>();
        foreach (var kept in questions)
        {
            if (await IsAnsweredAsync(tenant, gap.Property, faq.FaqId, kept.Key, cancellationToken)) answered.AddRange(kept.Select(one => one.Id));
        }

        var measure = new GapMeasure(questions.Sum(kept => kept.Count()), answered.Count);
        await gaps.Store.KeepMeasureAsync(tenant, gapId, answered.Count > 0 ? GapState.Answered : GapState.Open, measure, answered, cancellationToken);
        return new AnsweredGap(gapId, faq.FaqId, measure.AnsweredNow, measure.Asked);
    }

    private async Task<bool> IsAnsweredAsync(string tenant, string property, string faqId, string question, CancellationToken cancellationToken)
    {
        var (_, _, evidence) = await assistant.FindAsync(new AskRequest(question, Focus: [property], Tenant: tenant, History: []), cancellationToken);
        var path = $"{property}#faqs/{faqId}";
        return evidence.IsRelevant && evidence.Passages.Any(passage => passage.Passage.Id == path || passage.Passage.Id.StartsWith($"{path}/", StringComparison.Ordinal));
    }
}
