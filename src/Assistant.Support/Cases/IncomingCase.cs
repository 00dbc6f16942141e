namespace Assistant.Support.Cases;

/// <summary>A case as somebody sends it, in clear.</summary>
/// <param name="Id">Its id where it was born, or null for a new one: letters, digits, <c>. _ : -</c>.</param>
/// <param name="From">Guest or owner.</param>
/// <param name="Property">The property's id; null where it is not known.</param>
/// <param name="Messages">Oldest first, at least one of the asker. Where the desk's stands last, the case is history and comes in as solved.</param>
/// <param name="Booking">What is booked.</param>
/// <param name="ReplyTo">Where the asker reads replies: an e-mail address, for channels that need one.</param>
public sealed record IncomingCase(string? Id, Party? From, string? Property, IReadOnlyList<CaseMessage>? Messages, CaseBooking? Booking = null, string? ReplyTo = null)
{
    private const int LongestId = 100;
    private const int LongestMessage = 20_000;
    private const int MostMessages = 200;
    private const int LongestField = 200;

    /// <summary>Why it cannot be used, and what to do; null where it can.</summary>
    public string? Problem()
    {
        if (Id is not null && (Id.Length is 0 or > LongestId || !Id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or ':' or '-')))
        {
            return $"The id '{Shown(Id)}' cannot be used. Give 1 to {LongestId} letters, digits and . _ : -, or leave it out.";
        }

        if (From is not (Party.Guest or Party.Owner)) return "from must be guest or owner.";
        if (Messages is not { Count: > 0 }) return "There is no message. Give messages, oldest first, each with from and text.";
        if (Messages.Count > MostMessages) return $"There are {Messages.Count} messages; at most {MostMessages} are kept. Send the last ones.";
        if (Messages.Any(message => message is null || string.IsNullOrWhiteSpace(message.Text))) return "A message is empty. Leave it out.";
        if (Messages.FirstOrDefault(message => message.Text.Length > LongestMessage) is { } longest) return $"A message has {longest.Text.Length} characters; at most {LongestMessage} are kept. Shorten it.";
        if (Messages.All(message => message.From == Party.Agent)) return "Every message is of the desk. A case needs one of its guest or owner.";
        if (Booking?.CheckOut < Booking?.CheckIn) return "checkOut is before checkIn.";
        if (Booking?.Guests < 1) return $"guests is {Booking.Guests}; it counts from 1.";
        return new[] { Booking?.Reference, Booking?.Room, Booking?.GuestName, ReplyTo, Property }.Any(field => field?.Length > LongestField) ? $"A field of the case is longer than {LongestField} characters. Shorten it." : null;
    }

    /// <summary>Why a further message cannot be used; null where it can.</summary>
    public static string? Problem(CaseMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return string.IsNullOrWhiteSpace(message.Text) ? "The message is empty."
            : message.Text.Length > LongestMessage ? $"The message has {message.Text.Length} characters; at most {LongestMessage} are kept. Shorten it." : null;
    }

    private static string Shown(string text) => text.Length <= 40 ? text : $"{text[..40]}…";
}
