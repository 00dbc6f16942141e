using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text;
using Assistant.Converse;
using Assistant.Support.Cases;
using Assistant.Support.Reply;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Assistant.Mcp.Tools;

/// <summary><c>draft_reply</c>: what to do with a support case.</summary>
internal sealed class DraftReply(ICaseReader reader, McpAccess access)
{
    [McpServerTool(Name = "draft_reply", Title = "Draft a reply", ReadOnly = true, Destructive = false, Idempotent = true, OpenWorld = false, UseStructuredContent = true, OutputSchemaType = typeof(CaseReading))]
    [Description("Reads a guest's or an owner's message to the support desk and suggests what to do with it: template (the operator's macro, filled), draft (a reply out of the property's content, each sentence cited) or abstain (a person takes over, with what was checked). Use it before answering anybody. Returns the triage (language, intents, urgency, tone, restricted topics, summary) and the suggestion with its reason. Nothing is sent or stored. With abstain, do not write a reply of your own: pass the case on. Placeholders in missing are still to be filled.")]
    public async Task<CallToolResult> CallAsync(
        [Description("The thread, oldest first, 1 to 50 messages; each has from (guest, owner or agent), text, and sentAt (ISO 8601) where it is known. At least one is by the asker.")][MinLength(1)][MaxLength(50)] IReadOnlyList<CaseMessage> messages,
        [Description("Who asks: guest or owner.")] Party from = Party.Guest,
        [Description("Id of the property that the case is about. Without it no draft can be made from content.")] string? propertyId = null,
        [Description("What is booked, as far as it is known: reference, checkIn and checkOut (YYYY-MM-DD), guests, room, guestName.")] CaseBooking? booking = null,
        CancellationToken cancellationToken = default)
    {
        if (from == Party.Agent) throw new ArgumentException("'from' is agent; a case is asked by a guest or an owner.");
        if (messages.Any(message => message is null || string.IsNullOrWhiteSpace(message.Text))) throw new ArgumentException("A message has no text. Each of messages has from and text.");
        var reading = await reader.ReadAsync(new SupportCase($"mcp-{Conversation.NewId()}", from, propertyId, messages, booking) { Tenant = access.Tenant }, cancellationToken);
        return ToolResult.Of(reading, ForReader(reading));
    }

    private static string ForReader(CaseReading reading)
    {
        var (triage, suggestion) = (reading.Triage, reading.Suggestion);
        var text = new StringBuilder($"{suggestion.Action.ToString().ToLowerInvariant()}: {suggestion.Reason}\n{triage.Summary}");
        if (triage.Restricted.Count > 0) text.Append($"\nRestricted: {string.Join(", ", triage.Restricted).ToLowerInvariant()}");
        if (suggestion.Sentences.Count > 0) text.Append('\n').AppendJoin('\n', suggestion.Sentences.Select(sentence => CitedText.Line(sentence.Text, sentence.Citations)));
        else if (suggestion.Text is { } reply) text.Append($"\n{reply}");
        if (suggestion.Missing.Count > 0) text.Append($"\nStill to be filled: {string.Join(", ", suggestion.Missing)}");
        foreach (var item in suggestion.Checked) text.Append($"\nChecked: {item}");
        foreach (var question in suggestion.Unanswered) text.Append($"\nNot in the content: {question}");
        return text.Append(CitedText.Sources(suggestion.Evidence, suggestion.Sentences.SelectMany(sentence => sentence.Citations))).ToString();
    }
}
