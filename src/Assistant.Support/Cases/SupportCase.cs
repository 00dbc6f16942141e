namespace Assistant.Support.Cases;

/// <summary>Who writes in a case.</summary>
public enum Party
{
    /// <summary>Somebody who stays, or wants to.</summary>
    Guest,

    /// <summary>The owner of a property, or who works there.</summary>
    Owner,

    /// <summary>The support desk.</summary>
    Agent,
}

/// <summary>A message of a case.</summary>
public sealed record CaseMessage(Party From, string Text, DateTimeOffset? SentAt = null);

/// <summary>What is booked; what is not known is null.</summary>
/// <param name="Reference">The booking's number.</param>
/// <param name="CheckIn">The day of arrival.</param>
/// <param name="CheckOut">The day of departure.</param>
/// <param name="Guests">How many stay.</param>
/// <param name="Room">Name of the room type.</param>
/// <param name="GuestName">Who booked.</param>
public sealed record CaseBooking(
    string? Reference = null, DateOnly? CheckIn = null, DateOnly? CheckOut = null, int? Guests = null, string? Room = null, string? GuestName = null);

/// <summary>A case as it comes in: somebody's messages about a property, oldest first.</summary>
/// <param name="Id">Its id, unique within a tenant.</param>
/// <param name="From">Guest or owner.</param>
/// <param name="Property">The property's id; null where it is not known.</param>
/// <param name="Messages">Oldest first, at least one.</param>
/// <param name="Booking">What is booked; null where nothing is known to be.</param>
public sealed record SupportCase(string Id, Party From, string? Property, IReadOnlyList<CaseMessage> Messages, CaseBooking? Booking = null)
{
    /// <summary>Whose case it is.</summary>
    public string Tenant { get; init; } = Tenants.Default;

    /// <summary>What the asker wrote, without the desk's part, oldest first, a line each.</summary>
    public string Asked() => string.Join('\n', Messages.Where(message => message.From != Party.Agent).Select(message => message.Text));
}
