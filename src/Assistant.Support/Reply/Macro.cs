using Assistant.Support.Cases;

namespace Assistant.Support.Reply;

/// <summary>An operator's ready reply with placeholders in braces (<c>{guest.name}</c>).</summary>
public sealed record Macro(string Id, string Title, IReadOnlyList<string> Intents, string Text)
{
    /// <summary>The text filled from a case. Placeholders without a value stay and are named in <paramref name="missing"/>.</summary>
    public string Fill(SupportCase supportCase, Property? property, string agentName, out IReadOnlyList<string> missing)
    {
        ArgumentNullException.ThrowIfNull(supportCase);
        var without = new List<string>();
        var filled = MacroFilling.Fill(Text, name =>
        {
            if (ValueOf(name, supportCase, property, agentName) is { Length: > 0 } value) return value;
            without.Add(name);
            return null;
        });
        missing = [.. without.Distinct()];
        return filled;
    }

    private static string? ValueOf(string name, SupportCase supportCase, Property? property, string agentName) => name switch
    {
        "guest.name" => supportCase.Booking?.GuestName,
        "property.name" => property?.Name,
        "property.city" => property?.Address?.City,
        "booking.reference" => supportCase.Booking?.Reference,
        "booking.checkIn" => supportCase.Booking?.CheckIn?.ToString("d MMMM yyyy", System.Globalization.CultureInfo.InvariantCulture),
        "booking.checkOut" => supportCase.Booking?.CheckOut?.ToString("d MMMM yyyy", System.Globalization.CultureInfo.InvariantCulture),
        "booking.guests" => supportCase.Booking?.Guests?.ToString(System.Globalization.CultureInfo.InvariantCulture),
        "booking.room" => supportCase.Booking?.Room,
        "policy.checkIn" => Hours(property, "checkIn"),
        "policy.checkOut" => Hours(property, "checkOut"),
        "agent.name" => agentName,
        _ => null,
    };

    private static string? Hours(Property? property, string topic) =>
        property?.Policies.GetValueOrDefault(topic) is { } policy ? policy.From ?? policy.Until : null;
}
