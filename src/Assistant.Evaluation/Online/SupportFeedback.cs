using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Assistant.Support.Cases;
using Assistant.Support.Learn;
using Assistant.Support.Reply;

namespace Assistant.Evaluation.Online;

/// <summary>
/// Writes what people did with support cases in the form of <c>eval/datasets/support/cases.jsonl</c>, masked as the desk keeps it: the action that was taken counts as the right one.
/// A suggestion that was only rejected says nothing of what would have been right.
/// </summary>
public static class SupportFeedback
{
    private const string NoReply = "no reply was sent through the desk";
    private const string OnlyRejected = "the suggestion was rejected, and no reply sent";
    private const string NotRead = "the case was never read";

    private static readonly JsonSerializerOptions Line = new(JsonSerializerOptions.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Writes <c>cases.jsonl</c> into the folder, in place of an earlier one, unless no case can be used; says what became of every case.</summary>
    /// <param name="cases">Every case of a tenant.</param>
    /// <param name="outcomes">What became of their suggestions, oldest first.</param>
    /// <param name="since">Only outcomes from this instant on; null for all.</param>
    /// <param name="folder">Where to write.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    public static async Task<SupportFeedbackReport> WriteAsync(
        IReadOnlyList<StoredCase> cases, IReadOnlyList<CaseOutcome> outcomes, DateTimeOffset? since, string folder, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(cases);
        ArgumentNullException.ThrowIfNull(outcomes);
        var byCase = outcomes.Where(outcome => since is null || outcome.At >= since).ToLookup(outcome => outcome.CaseId);
        var (lines, unused) = (new List<string>(), new Dictionary<string, int>());
        foreach (var stored in cases)
        {
            var last = byCase[stored.Case.Id].LastOrDefault(outcome => outcome.Reply is not null);
            var reason = last is null ? byCase[stored.Case.Id].Any() ? OnlyRejected : NoReply : last.Reading is null ? NotRead : null;
            if (reason is null) lines.Add(Of(stored, last!));
            else unused[reason] = unused.GetValueOrDefault(reason) + 1;
        }

        if (lines.Count > 0) await File.WriteAllLinesAsync(Path.Combine(Directory.CreateDirectory(folder).FullName, "cases.jsonl"), lines, cancellationToken);
        return new SupportFeedbackReport(cases.Count, lines.Count, unused);
    }

    private static string Of(StoredCase stored, CaseOutcome outcome)
    {
        var (supportCase, triage) = (stored.Case, outcome.Reading!.Triage);
        return JsonSerializer.Serialize(new
        {
            supportCase.Id,
            Split = FeedbackFiles.Split,
            supportCase.From,
            supportCase.Property,
            triage.Language,
            Messages = supportCase.Messages.Where(message => message.SentAt < outcome.At).Select(message => new { message.From, message.Text }),
            supportCase.Booking,
            outcome.Action,
            Macro = outcome.Action == SuggestedAction.Template ? outcome.Macro : null,
            triage.Intents,
            triage.Restricted,
            triage.Urgency,
            triage.Tone,
            Facts = Array.Empty<string>(),
            Sources = outcome.Action == SuggestedAction.Draft ? outcome.Reading.Suggestion.Sentences.SelectMany(sentence => sentence.Citations).Select(citation => citation.PassageId).Distinct() : [],
            Why = Why(outcome),
            Outcome = outcome.Kind,
            outcome.Reply,
        }, Line);
    }

    private static string Why(CaseOutcome outcome) => outcome.Kind switch
    {
        OutcomeKind.Accepted => "A person sent it as it was.",
        OutcomeKind.Edited => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"A person sent it with {100 * outcome.EditShare:0}% of the text changed."),
        _ => "A person wrote the reply.",
    };
}

/// <summary>What became of the cases: none is dropped without a reason.</summary>
/// <param name="Cases">All cases.</param>
/// <param name="Used">Of these, written.</param>
/// <param name="Unused">How many were not, by reason.</param>
public sealed record SupportFeedbackReport(int Cases, int Used, IReadOnlyDictionary<string, int> Unused)
{
    /// <summary>The same as lines to print.</summary>
    public IEnumerable<string> Lines() =>
    [
        $"cases {Cases}, used {Used}",
        .. Unused.OrderByDescending(reason => reason.Value).ThenBy(reason => reason.Key, StringComparer.Ordinal).Select(reason => $"not used: {reason.Value} ({reason.Key})"),
    ];
}
