using Assistant.Index;
using Assistant.Rank;
using Assistant.Support.Cases;
using Assistant.Support.Triage;

namespace Assistant.Support.Reply;

/// <summary>
/// A case's way to its suggestion: triage, then a person for what is restricted, the operator's macro for what is handled the same everywhere, the property's own
/// words for what its content answers, and a person for all else.
/// </summary>
public sealed class SupportAgent(
    CaseTriager triager, TriageModel model, MacroBook macros, CourtesyBook courtesies, TravelAssistant assistant, RelevanceModel relevance, AssistantOptions options, SupportOptions support, IPassageIndex index) : ICaseReader
{
    private readonly CaseEvidence evidence = new(assistant, relevance, options.Answers);

    /// <inheritdoc/>
    public async Task<CaseReading> ReadAsync(SupportCase supportCase, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(supportCase);
        if (supportCase.Messages.All(message => message.From == Party.Agent)) throw new ArgumentException($"The case {supportCase.Id} has no message of a guest or an owner.", nameof(supportCase));
        var property = supportCase.Property is not { } id ? null : await index.FindPropertyAsync(supportCase.Tenant, id, cancellationToken)
            ?? throw new ArgumentException($"The index knows no property '{id}'. List them with GET /api/properties.", nameof(supportCase));
        var probabilities = triager.Probabilities(supportCase);
        var triage = triager.Read(supportCase, probabilities);
        return new CaseReading(triage, await SuggestAsync(supportCase, property, triage, probabilities, cancellationToken));
    }

    private async Task<Suggestion> SuggestAsync(SupportCase supportCase, Property? property, CaseTriage triage, IReadOnlyDictionary<string, double> probabilities, CancellationToken cancellationToken)
    {
        var choice = ActionChoice.Of(probabilities, model.MinRestricted, macros);
        if (choice is { IsRestricted: false, Person: null, Macro: { } macro }) return Fill(supportCase, property, macro); // without a search, which it has no use for
        var found = property is null ? [] : await evidence.FindAsync(supportCase, cancellationToken);
        var chosen = EvidenceChoice.Choose(found, probabilities);
        var unanswered = EvidenceChoice.Unanswered(found, probabilities);
        var answersNothing = chosen.Count == 0 || unanswered.Count == found.Count(question => question.Question is not null); // what fits the story alone is beside the point
        return choice switch
        {
            { IsRestricted: true } => Abstain($"For a person: this touches {string.Join(" and ", triage.Restricted.Select(topic => topic.ToString().ToLowerInvariant()))}.", chosen),
            { Person: { } intent } => Abstain($"For a person: {intent.Replace('_', ' ')} is nothing that a macro or the content decides.", chosen),
            _ when property is null => Abstain("The case names no property, so there is no content to answer from.", chosen),
            _ when answersNothing => Abstain($"{property.Name}'s content has no answer to this.", chosen) with { Unanswered = unanswered },
            _ => Draft(supportCase, triage, property, chosen, unanswered),
        };
    }

    private Suggestion Fill(SupportCase supportCase, Property? property, Macro macro)
    {
        var text = macro.Fill(supportCase, property, support.AgentName, out var missing);
        return new Suggestion(SuggestedAction.Template, $"\"{macro.Title}\" is handled the same everywhere.", text) { Macro = macro.Id, Missing = missing };
    }

    private Suggestion Draft(SupportCase supportCase, CaseTriage triage, Property property, IReadOnlyList<ScoredEvidence> chosen, IReadOnlyList<string> unanswered)
    {
        var draft = DraftWriter.Write(supportCase, triage, courtesies.In(triage.Language), property, chosen, support.AgentName) with { Unanswered = unanswered };
        return PromiseCheck.Find(draft.Text!, draft.Evidence) is [var promise, ..] ? Abstain($"For a person: the draft would have promised what nothing grants (\"{promise}\").", chosen) : draft;
    }

    private static Suggestion Abstain(string reason, IReadOnlyList<ScoredEvidence> chosen) => new(SuggestedAction.Abstain, reason, null)
    {
        Evidence = [.. chosen.Select((passage, i) => PassageView.Of(passage.Passage with { Ref = i + 1 }))],
        Checked = chosen.Count == 0 ? ["Nothing in the property's content fits."] : [.. chosen.Select(passage => $"The content says of {passage.Passage.Passage.Heading ?? passage.Passage.Passage.FieldPath}: {passage.Passage.Passage.Text[passage.Passage.BestSentence]}")],
    };
}
