using Assistant.Privacy;

namespace Assistant.Support.Cases;

/// <summary>
/// Masks a case before it is kept. The name, the reference and the address that came with the booking are masked wherever they occur, the parts of the
/// name as well.
/// </summary>
internal static class CaseMasking
{
    // Parts of names that mostly mean something else; the whole name is masked all the same.
    private static readonly HashSet<string> Words = new(
        ["May", "April", "June", "August", "Will", "Mark", "Grace", "Hope", "Bill", "Rose", "Guy", "Art", "Page", "Van", "Von", "Del", "Den", "Der", "Dos", "Mrs", "Miss", "Frau", "Herr", "The"],
        StringComparer.OrdinalIgnoreCase);

    internal static (SupportCase Case, string? ReplyTo) Mask(IncomingCase incoming, string id, string tenant, Masker masker)
    {
        var booking = incoming.Booking is null ? null : incoming.Booking with
        {
            GuestName = Known(masker, PersonalDataKind.Name, incoming.Booking.GuestName),
            Reference = Known(masker, PersonalDataKind.Booking, incoming.Booking.Reference),
        };
        var replyTo = Known(masker, PersonalDataKind.Email, incoming.ReplyTo);
        foreach (var part in Parts(incoming.Booking?.GuestName)) masker.Know(PersonalDataKind.Name, part);
        if (booking?.Room is { } room) booking = booking with { Room = masker.Mask(room) };
        var messages = incoming.Messages!.Select(message => message with { Text = masker.Mask(message.Text) }).ToList();
        return (new SupportCase(id, incoming.From!.Value, incoming.Property, messages, booking) { Tenant = tenant }, replyTo);
    }

    private static string? Known(Masker masker, PersonalDataKind kind, string? value) => string.IsNullOrWhiteSpace(value) ? null : masker.Know(kind, value);

    private static IEnumerable<string> Parts(string? name) =>
        (name ?? "").Split([' ', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(part => part.Length > 2 && part.All(letter => char.IsLetter(letter) || letter is '-' or '\'' or '’') && !Words.Contains(part));
}
