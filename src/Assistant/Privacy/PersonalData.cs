namespace Assistant.Privacy;

/// <summary>Kinds of personal data that are looked for.</summary>
public enum PersonalDataKind
{
    /// <summary>An e-mail address, also spelt out.</summary>
    Email,

    /// <summary>A telephone number.</summary>
    Phone,

    /// <summary>The number of a payment card.</summary>
    Card,

    /// <summary>The number of a passport or an identity card.</summary>
    Passport,

    /// <summary>Where a person lives.</summary>
    Address,

    /// <summary>The reference of a booking.</summary>
    Booking,

    /// <summary>The name of a person.</summary>
    Name,
}

/// <summary>Personal data in a text: where it stands, in UTF-16 units.</summary>
public sealed record PersonalDatum(PersonalDataKind Kind, int Start, int Length)
{
    /// <summary>Behind its last character.</summary>
    public int End => Start + Length;

    internal bool Overlaps(PersonalDatum other) => Start < other.End && other.Start < End;
}

/// <summary>Finds personal data in what guests, owners and agents write.</summary>
public static class PersonalData
{
    /// <summary>
    /// The personal data of a text, in order, none within another. What could be two kinds is the first of: e-mail, card, booking reference, passport,
    /// phone, address. Names are not found yet.
    /// </summary>
    public static IReadOnlyList<PersonalDatum> Find(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var found = new List<PersonalDatum>();
        foreach (var datum in Emails.Find(text).Concat(Cards.Find(text)).Concat(References.Bookings(text)).Concat(References.Documents(text)).Concat(Phones.Find(text)).Concat(Addresses.Find(text)))
        {
            if (!found.Exists(datum.Overlaps)) found.Add(datum);
        }

        return [.. found.OrderBy(datum => datum.Start)];
    }
}
