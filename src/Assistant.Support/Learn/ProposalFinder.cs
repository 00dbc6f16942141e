using System.Security.Cryptography;
using System.Text;
using Assistant.Privacy;
using Assistant.Support.Cases;
using Assistant.Support.Reply;
using Assistant.Text;
using Assistant.Understand;

namespace Assistant.Support.Learn;

/// <summary>
/// Finds what can be learnt: replies that people wrote or changed a lot. Where the property's content had no answer, the reply is proposed as a FAQ; where
/// an intent has no macro and got such replies in two cases, as a macro. What a person decided on a restricted topic is never made into a rule.
/// </summary>
internal static class ProposalFinder
{
    /// <summary>Edits from this share on count as written by hand: a fifth of the text and more is no touch-up. Set by judgement, not measured.</summary>
    internal const double MuchEdited = 0.2;

    private const int CasesForMacro = 2;
    private const int LongestAnswer = 2000;
    private const int LongestQuestion = 300;
    private const int MostCompared = 20; // the latest; each is compared with each

    internal static IReadOnlyList<Proposal> Find(IReadOnlyList<CaseOutcome> outcomes, IReadOnlyDictionary<string, StoredCase> cases, MacroBook macros, string agentName)
    {
        var written = outcomes
            .Where(outcome => outcome is { Reply: not null, Reading.Triage.Restricted.Count: 0 } && (outcome.Kind == OutcomeKind.Own || outcome.EditShare >= MuchEdited) && cases.ContainsKey(outcome.CaseId))
            .GroupBy(outcome => outcome.CaseId).Select(group => group.Last()).ToList();
        var unanswered = written.Where(outcome => IsOfContent(outcome, cases[outcome.CaseId])).ToList();
        return [.. Faqs(unanswered, cases), .. Macros(written.Except(unanswered), cases, macros, agentName)];
    }

    // One question alone, so that the reply is its answer.
    private static bool IsOfContent(CaseOutcome outcome, StoredCase stored) => stored.Case.Property is not null && outcome.Reading!.Suggestion.Unanswered.Count == 1;

    private static IEnumerable<Proposal> Faqs(IEnumerable<CaseOutcome> outcomes, IReadOnlyDictionary<string, StoredCase> cases)
    {
        foreach (var group in outcomes.GroupBy(outcome => (cases[outcome.CaseId].Case.Property, Question: string.Join(' ', TextAnalyzer.Terms(outcome.Reading!.Suggestion.Unanswered[0], outcome.Reading.Triage.Language)))))
        {
            var last = group.Last();
            var answer = Body(last.Reply!);
            var title = last.Reading!.Suggestion.Unanswered[0];
            if (answer.Length is 0 or > LongestAnswer || title.Length > LongestQuestion || Masker.PlaceholdersIn($"{title} {answer}").Any()) continue;
            yield return new Proposal(Id("faq", group.Key.Property!, group.Key.Question), ProposalKind.Faq, title, answer, group.Key.Property, null, [.. group.Select(outcome => outcome.CaseId)]);
        }
    }

    private static IEnumerable<Proposal> Macros(IEnumerable<CaseOutcome> outcomes, IReadOnlyDictionary<string, StoredCase> cases, MacroBook macros, string agentName)
    {
        var covered = macros.Macros.SelectMany(macro => macro.Intents).ToHashSet();
        foreach (var group in outcomes.Where(outcome => outcome.Reading!.Triage.Intents.Count > 0).GroupBy(outcome => outcome.Reading!.Triage.Intents[0]))
        {
            var replies = group.TakeLast(MostCompared).Select(outcome => General(outcome.Reply!, cases[outcome.CaseId], agentName)).ToList();
            if (replies.Count < CasesForMacro || covered.Contains(group.Key)) continue;
            var text = replies.MinBy(reply => replies.Sum(other => EditDistance.Within(reply, other, Math.Max(reply.Length, other.Length))!.Value))!; // the one that is nearest to all
            if (Masker.PlaceholdersIn(text).Any()) continue;
            yield return new Proposal(Id("macro", group.Key), ProposalKind.Macro, Title(group.Key), text, null, group.Key, [.. group.Select(outcome => outcome.CaseId)]);
        }
    }

    // What is of this case alone becomes a placeholder of macros.
    private static string General(string reply, StoredCase stored, string agentName)
    {
        (string? Value, string Placeholder)[] values =
        [
            (stored.Case.Booking?.GuestName, "{guest.name}"), (stored.Case.Booking?.Reference, "{booking.reference}"), (stored.PropertyName, "{property.name}"), (agentName, "{agent.name}"),
        ];
        return values.Where(value => !string.IsNullOrEmpty(value.Value)).Aggregate(reply, (text, value) => text.Replace(value.Value!, value.Placeholder, StringComparison.Ordinal));
    }

    // Without what greets and signs: short first and last lines that end in no full stop.
    private static string Body(string reply)
    {
        var lines = reply.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).ToList();
        while (lines.Count > 1 && !IsSentence(lines[0])) lines.RemoveAt(0);
        while (lines.Count > 1 && !IsSentence(lines[^1])) lines.RemoveAt(lines.Count - 1);
        return string.Join(' ', lines);
    }

    private static bool IsSentence(string line) => line[^1] is '.' or '!' or '?' or ':';

    private static string Title(string intent) => $"{char.ToUpperInvariant(intent[0])}{intent[1..].Replace('_', ' ')}";

    private static string Id(string kind, params string[] about) => $"{kind}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', about))))[..16]}";
}
