using Assistant.Converse;

namespace Assistant.Evaluation.Online;

/// <summary>
/// A dataset out of stored answers and what guests said of them. Passages cited in an answer that helped are relevant; an answer that did not help says nothing of what would have;
/// a refusal counts as "no answer" only where a guest confirmed it.
/// </summary>
/// <param name="Passages">Every passage that any answer showed, as it reads in the latest of them, ordered by id.</param>
/// <param name="Queries">Messages whose answer helped, with the ids of the relevant passages, oldest first.</param>
/// <param name="Unanswerable">Messages to which a guest confirmed that there is no answer, oldest first.</param>
/// <param name="Report">What became of every answer.</param>
public sealed record FeedbackDataset(IReadOnlyList<ReceiptPassage> Passages, IReadOnlyList<FeedbackQuery> Queries, IReadOnlyList<FeedbackQuery> Unanswerable, FeedbackReport Report)
{
    private const string NotRated = "nobody rated it";
    private const string DidNotHelp = "rated down: what would have helped is not known";
    private const string Filtered = "asked under filters, which a dataset's query does not have";
    private const string SearchesPlaces = "a search for places, which ranks places and not passages";
    private const string CitesNothing = "it cites nothing";
    private const string ReadsOtherwise = "what it cites reads differently by now";
    private const string UnknownFocus = "no answer showed a passage of a place it was asked about";

    /// <summary>Builds the dataset.</summary>
    /// <param name="answers">Rated or not, oldest first.</param>
    public static FeedbackDataset Of(IReadOnlyList<KeptAnswer> answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        var passages = new SortedDictionary<string, ReceiptPassage>(StringComparer.Ordinal);
        foreach (var shown in answers.SelectMany(answer => answer.Receipt.Passages)) passages[shown.Passage.PassageId] = shown;
        var places = passages.Values.Select(passage => passage.Passage.PropertyId).ToHashSet();

        var (queries, unanswerable, reasons) = (new List<FeedbackQuery>(), new List<FeedbackQuery>(), new Dictionary<string, int>());
        foreach (var (receipt, feedback) in answers)
        {
            if (WhyNot(receipt, feedback, passages, places) is { } reason) reasons[reason] = reasons.GetValueOrDefault(reason) + 1;
            else if (receipt.Verdict == Verdict.Refused) unanswerable.Add(new FeedbackQuery(receipt, []));
            else queries.Add(new FeedbackQuery(receipt, Relevant(receipt, passages)));
        }

        var rated = answers.Count(answer => answer.Feedback is not null);
        return new FeedbackDataset([.. passages.Values], queries, unanswerable, new FeedbackReport(answers.Count, rated, queries.Count, unanswerable.Count, reasons));
    }

    // Null where the answer is of use.
    private static string? WhyNot(Receipt receipt, Feedback? feedback, IReadOnlyDictionary<string, ReceiptPassage> passages, HashSet<string> places)
    {
        if (feedback is null) return NotRated;
        if (feedback.Rating == Rating.Down) return DidNotHelp;
        if (receipt.Request.Filters is { IsEmpty: false }) return Filtered;
        if (receipt.Question.AsksForPlaces) return SearchesPlaces;
        if (receipt.Request.Focus?.All(places.Contains) == false) return UnknownFocus;
        if (receipt.Verdict == Verdict.Refused) return null;
        if (!receipt.Sentences.Any(sentence => sentence.Citations.Count > 0)) return CitesNothing;
        return Relevant(receipt, passages).Count == 0 ? ReadsOtherwise : null;
    }

    // A passage that was changed since may no longer say what helped.
    private static List<string> Relevant(Receipt receipt, IReadOnlyDictionary<string, ReceiptPassage> passages) =>
        [.. receipt.Sentences.SelectMany(sentence => sentence.Citations)
            .Where(citation => passages.TryGetValue(citation.PassageId, out var passage) && passage.ContentHash == citation.ContentHash)
            .Select(citation => citation.PassageId).Distinct().Order(StringComparer.Ordinal)];
}

/// <summary>A message with its conversation, as its receipt has them, and the ids of the passages that are known to answer it.</summary>
public sealed record FeedbackQuery(Receipt Receipt, IReadOnlyList<string> Relevant);

/// <summary>What became of the answers: none is dropped without a reason.</summary>
/// <param name="Answers">All that were stored.</param>
/// <param name="Rated">Of these, rated by a guest.</param>
/// <param name="Queries">Of these, used as queries with relevant passages.</param>
/// <param name="Unanswerable">Of the rated, used as queries without answer.</param>
/// <param name="Unused">How many were not used, by reason.</param>
public sealed record FeedbackReport(int Answers, int Rated, int Queries, int Unanswerable, IReadOnlyDictionary<string, int> Unused)
{
    /// <summary>The same as lines to print.</summary>
    public IEnumerable<string> Lines() =>
    [
        $"answers {Answers}, rated {Rated}, used {Queries + Unanswerable}: {Queries} with relevant passages, {Unanswerable} confirmed to have no answer",
        .. Unused.OrderByDescending(reason => reason.Value).ThenBy(reason => reason.Key, StringComparer.Ordinal).Select(reason => $"not used: {reason.Value} ({reason.Key})"),
    ];
}
