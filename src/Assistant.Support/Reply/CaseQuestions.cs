using Assistant.Rank;
using Assistant.Support.Cases;
using Assistant.Text;

namespace Assistant.Support.Reply;

/// <summary>The questions that a case holds, cut out of its story.</summary>
public static class CaseQuestions
{
    private const int MostQuestions = 8; // of the longest threads, the last ones; each is a search

    /// <summary>
    /// The sentences of the asker that ask, in order; where none does, the last message. Chatter is left out, and so is what the desk wrote.
    /// </summary>
    /// <param name="supportCase">The case.</param>
    /// <param name="seeking">Tells what seeks knowledge.</param>
    /// <returns>Each question with the sentence before it, which often says what "it" is; null where there is none.</returns>
    public static IReadOnlyList<CaseQuestion> Of(SupportCase supportCase, KnowledgeSeeking seeking)
    {
        ArgumentNullException.ThrowIfNull(supportCase);
        ArgumentNullException.ThrowIfNull(seeking);
        var questions = new List<CaseQuestion>();
        foreach (var message in supportCase.Messages.Where(message => message.From != Party.Agent))
        {
            string? before = null;
            foreach (var range in Sentences.Split(message.Text))
            {
                var sentence = message.Text[range].Trim();
                if (sentence.Contains('?') || seeking.Of(sentence) > 0) questions.Add(new CaseQuestion(sentence, before));
                before = sentence;
            }
        }

        return questions.Count > 0 ? [.. questions.TakeLast(MostQuestions)] : [new CaseQuestion(supportCase.Messages.Last(message => message.From != Party.Agent).Text, null)];
    }
}

/// <summary>A question of a case, and the sentence before it.</summary>
public sealed record CaseQuestion(string Text, string? Before)
{
    /// <summary>Both.</summary>
    public string InContext => Before is null ? Text : $"{Before} {Text}";
}
