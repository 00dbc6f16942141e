using System.Globalization;
using Assistant.Evaluation.Measures;

namespace Assistant.Evaluation.Training;

/// <summary>
/// What an assistant makes of keyed questions. Nothing here asks the Verify stage: an answer is right when it holds the key, cites a passage that
/// answers, and denies where right answers deny.
/// </summary>
public sealed class KeyedCheck
{
    private readonly Dictionary<Verdict, int> verdicts = [];
    private readonly SortedDictionary<string, (int Right, int All)> kinds = [];
    private int answerable;
    private int right;
    private int rightlyCited;
    private int quotedRight;
    private int unanswerable;
    private int refused;
    private int written;
    private int writtenWrong;

    /// <summary>Takes one question and what came of it.</summary>
    public void Add(KeyedQuestion question, Verdict verdict, IReadOnlyList<SentenceEvent> sentences)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(sentences);
        verdicts[verdict] = verdicts.GetValueOrDefault(verdict) + 1;
        if (question.Answer is null)
        {
            unanswerable++;
            if (verdict == Verdict.Refused) refused++;
            Count(question, verdict == Verdict.Refused);
            if (verdict == Verdict.Answered) (written, writtenWrong) = (written + 1, writtenWrong + 1);
            return;
        }

        answerable++;
        var isRight = verdict != Verdict.Refused && new AnswerKey(question.Key, question.Negative).IsIn([.. sentences.Select(sentence => sentence.Text)]);
        var isCited = sentences.SelectMany(sentence => sentence.Citations).Any(citation => question.Sources.Values.Any(ids => ids.Any(id => Teacher.IsPartOf(citation.PassageId, id))));
        if (isRight) right++;
        if (isRight && isCited) rightlyCited++;
        Count(question, isRight && isCited);
        if (isRight && verdict == Verdict.Quoted) quotedRight++;
        if (verdict == Verdict.Answered) written++;
        if (verdict == Verdict.Answered && !(isRight && isCited)) writtenWrong++;
    }

    /// <summary>The figures, a line each; last the share of right answers and right refusals by kind of question.</summary>
    public IReadOnlyList<string> Report() =>
    [
        $"questions: {answerable} answerable, {unanswerable} not; ended {string.Join(", ", verdicts.OrderBy(pair => pair.Key).Select(pair => $"{pair.Value} {pair.Key.ToString().ToLowerInvariant()}"))}",
        $"answerable, right fact: {Share(right, answerable)}; and rightly cited: {Share(rightlyCited, answerable)} (of these quoted, not written: {Share(quotedRight, answerable)})",
        $"not answerable, refused: {Share(refused, unanswerable)}",
        $"written answers that are wrong, wrongly cited or to what has no answer: {Share(writtenWrong, written)}",
        .. kinds.Select(kind => $"  {kind.Key}: {Share(kind.Value.Right, kind.Value.All)}"),
    ];

    // By the first part of the topic: "policies" of "policies.pets".
    private void Count(KeyedQuestion question, bool isRight)
    {
        var kind = question.Topic.Split('.')[0];
        var (rights, all) = kinds.GetValueOrDefault(kind);
        kinds[kind] = (rights + (isRight ? 1 : 0), all + 1);
    }

    private static string Share(int part, int all) => all == 0 ? "none" : string.Create(CultureInfo.InvariantCulture, $"{part / (double)all:0.000} ({part} of {all})");
}
