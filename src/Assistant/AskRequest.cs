namespace Assistant;

/// <summary>A message to be answered.</summary>
/// <param name="Message">What the guest says.</param>
/// <param name="ConversationId">The conversation it belongs to; null starts one.</param>
/// <param name="Focus">Properties it is known to be about (a page the guest has open).</param>
/// <param name="Filters">Conditions on what may be used.</param>
/// <param name="Tenant">Whose content.</param>
/// <param name="History">Earlier turns, oldest first, for a host that keeps the conversation itself; null takes the stored ones.</param>
public sealed record AskRequest(
    string Message, string? ConversationId = null, IReadOnlyList<string>? Focus = null, Filters? Filters = null,
    string Tenant = Tenants.Default, IReadOnlyList<Turn>? History = null);

/// <summary>Tenants keep content apart; most installations have one.</summary>
public static class Tenants
{
    /// <summary>The tenant where none is named.</summary>
    public const string Default = "default";
}
