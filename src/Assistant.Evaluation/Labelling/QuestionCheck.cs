using System.Text.RegularExpressions;
using Assistant.Evaluation.Measures;
using Assistant.Evaluation.Training;
using Assistant.Text;

namespace Assistant.Evaluation.Labelling;

/// <summary>Whether a keyed question holds together: its sources exist, its marks name them, and its own answer would count as right.</summary>
/// <param name="content">What questions may be about.</param>
public sealed partial class QuestionCheck(LabelContent content)
{
    /// <summary>The kinds of question that the golden set has.</summary>
    public static IReadOnlyList<string> Topics { get; } =
    [
        "single-fact", "policy", "review-opinion", "conflicting-evidence", "comparison", "filter-search", "follow-up", "focus-shift", "unanswerable", "out-of-scope", "hostile",
        "other-language",
    ];

    /// <summary>What an answer may say.</summary>
    public static IReadOnlyList<string> Sayings { get; } = ["yes", "no", "partly", "mixed", "nothing"];

    /// <summary>Everything that is wrong with the question; empty where it may be saved as it is.</summary>
    public IReadOnlyList<QuestionProblem> Of(KeyedQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return [.. Frame(question), .. question.Answer is null ? WithoutAnswer(question) : WithAnswer(question, question.Answer)];
    }

    /// <summary>Where each word of the key stands.</summary>
    public IReadOnlyList<KeyFinding> Keys(KeyedQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var answer = question.Answer is null ? [] : SentencesOf(question.Answer);
        var sources = question.Sources.Values.SelectMany(ids => ids).SelectMany(content.Find).ToList();
        List<string> texts = [.. sources.SelectMany(passage => new[] { passage.Heading ?? "", passage.Text, passage.PropertyName })];
        return [.. question.Key.Select(word => new KeyFinding(word, Holds(answer, word), Holds(texts, word)))];
    }

    private IEnumerable<QuestionProblem> Frame(KeyedQuestion question)
    {
        if (question.Id.Length == 0 || question.Id.Any(char.IsWhiteSpace)) yield return new("id", "Give the question an id without spaces, for example bologna-036.");
        if (question.Message.Trim().Length == 0) yield return new("message", "Write what the guest asks.");
        if (question.Topic.Trim().Length == 0) yield return new("topic", "Choose a topic.");
        else if (!Topics.Contains(question.Topic)) yield return new("topic", $"'{question.Topic}' is no topic of the golden set. Keep it only if the file has topics of its own.", IsRemark: true);
        if (!Sayings.Contains(question.Says)) yield return new("says", $"'{question.Says}' is nothing an answer says. Choose {string.Join(", ", Sayings)}.");
        foreach (var id in question.Focus.Prepend(question.Property).Distinct().Where(id => !content.Passages.ContainsKey(id)))
        {
            yield return new(id == question.Property ? "property" : "focus", $"The content has no place '{id}'. Choose one from the list.");
        }

        foreach (var turn in question.History)
        {
            if (turn.Speaker is not ("U" or "S")) yield return new("history", $"'{turn.Speaker}' is no speaker. U is the guest, S the assistant.");
            if (turn.Text.Trim().Length == 0) yield return new("history", "A turn of the history is empty. Write it or remove it.");
        }
    }

    private static IEnumerable<QuestionProblem> WithoutAnswer(KeyedQuestion question)
    {
        if (question.Sources.Count > 0) yield return new("sources", "There are sources but no answer. Write the answer, or take the sources away.");
        if (question.Key.Count > 0) yield return new("key", "There are key words but no answer that could hold them. Take them away.");
        if (question.Says != "nothing") yield return new("says", "Without an answer it says 'nothing'.");
        if (question.Negative is not null) yield return new("negative", "Without an answer there is nothing to deny: choose 'either'.");
    }

    private IEnumerable<QuestionProblem> WithAnswer(KeyedQuestion question, string answer)
    {
        if (answer.Trim().Length == 0) yield return new("answer", "The answer is empty. Write it, or say that the content does not answer.");
        if (question.Says == "nothing") yield return new("says", "There is an answer, so it says more than 'nothing'.");
        if (question.Sources.Count == 0) yield return new("sources", "No passage answers. Click those that do.");
        var marks = Mark().Matches(answer).Select(match => match.Groups["mark"].Value).ToHashSet();
        foreach (var mark in marks.Where(mark => !question.Sources.ContainsKey(mark)).Order()) yield return new("answer", $"The answer is marked [{mark}], but no source is marked {mark}.");
        foreach (var (mark, ids) in question.Sources)
        {
            if (mark is not ("a" or "b")) yield return new("sources", $"'{mark}' is no mark. Use a and b.");
            if (ids.Count == 0) yield return new("sources", $"The mark {mark} has no passage.");
            if (!marks.Contains(mark)) yield return new("answer", $"No sentence of the answer ends with [{mark}]. Mark the one that rests on it, or take its sources away.");
            foreach (var id in ids.Where(id => content.Find(id).Count == 0)) yield return new("sources", $"The content has no passage '{id}'.");
        }

        if (answer.Trim().Length > 0 && !EndsMarked().IsMatch(answer)) yield return new("answer", "The last sentence has no mark. Say which source it rests on, for example [a].");
        if (question.Key.Any(string.IsNullOrWhiteSpace)) yield return new("key", "A key word is empty. Remove it.");
        if (question.Key.Count == 0 && question.Negative is null) yield return new("key", "Any answer would count as right: give a key word, or say whether right answers deny.");
        foreach (var found in Keys(question).Where(found => !string.IsNullOrWhiteSpace(found.Word)))
        {
            if (!found.IsInAnswer) yield return new("key", $"The answer does not hold '{found.Word}' word for word, so it would count as wrong.");
            if (!found.IsInSources) yield return new("key", $"No source holds '{found.Word}' word for word. Is it what the content says?", IsRemark: true);
        }

        if (question.Negative is { } denies && !new AnswerKey([], denies).IsIn(SentencesOf(answer)))
        {
            yield return new("negative", denies ? "Right answers deny, but no sentence of this one does." : "Right answers do not deny, but a sentence of this one does.");
        }
    }

    private static List<string> SentencesOf(string answer)
    {
        var text = Mark().Replace(answer, "");
        return [.. Sentences.Split(text).Select(range => text[range])];
    }

    private static bool Holds(IReadOnlyList<string> texts, string word) => !string.IsNullOrWhiteSpace(word) && new AnswerKey([word], null).IsIn(texts);

    [GeneratedRegex(@"\s*\[(?<mark>\p{L})\]")]
    private static partial Regex Mark();

    [GeneratedRegex(@"\[\p{L}\]\s*$")]
    private static partial Regex EndsMarked();
}
