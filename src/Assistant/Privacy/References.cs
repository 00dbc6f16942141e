using System.Text.RegularExpressions;

namespace Assistant.Privacy;

/// <summary>References that are known by the word before them: of bookings, of passports and identity cards.</summary>
internal static partial class References
{
    internal static IEnumerable<PersonalDatum> Bookings(string text) => Values(BookingCue().Matches(text), PersonalDataKind.Booking)
        .Concat(Ten().Matches(text).Where(match => !PhoneBefore().IsMatch(text.AsSpan(0, match.Index))).Select(match => new PersonalDatum(PersonalDataKind.Booking, match.Index, match.Length)))
        .Concat(BookingForm().Matches(text).Select(match => new PersonalDatum(PersonalDataKind.Booking, match.Index, match.Length)));

    internal static IEnumerable<PersonalDatum> Documents(string text) => Values(DocumentCue().Matches(text), PersonalDataKind.Passport)
        .Concat(Values(DocumentNear().Matches(text), PersonalDataKind.Passport).Where(near => text.AsSpan(near.Start, near.Length).ContainsAnyInRange('0', '9') && text.Substring(near.Start, near.Length).Count(char.IsAsciiDigit) >= 5));

    private static IEnumerable<PersonalDatum> Values(MatchCollection matches, PersonalDataKind kind) => matches.Select(match => match.Groups["value"])
        .Where(value => value.Value.Any(char.IsAsciiDigit)).Select(value => new PersonalDatum(kind, value.Index, value.Length));

    private const string Value = @"(?<value>(?-i:[A-Z0-9](?:[A-Z0-9./-]*[A-Z0-9]))(?:[ ](?-i:[A-Z0-9]*\d[A-Z0-9]*)){0,3})";
    private const string Between = @"(?>[\s:#,.=-]+|n[°º]|(?:is|was|é|no|nr|nro|num|number|numéro|número|numero|numer|nummer|ref|reference|code|id|the|my|our|lautet|ist|est|es|è|to)(?![\p{L}\d]))*";

    [GeneratedRegex(@"\b(?:booking|reservation|confirmation|reserva|reserve|réservation|prenotazione|buchung(?:s(?:nummer|code|nr\.?))?|buchungs-nr\.?|reservierung(?:s(?:nummer|code|nr\.?))?|reservering(?:snummer)?|boeking(?:snummer)?|rezerwacj\w+|localizador|PNR|ref(?:erence)?)\b" + Between + Value, RegexOptions.IgnoreCase)]
    private static partial Regex BookingCue();

    [GeneratedRegex(@"(?<![\w-])(?:BK|RES|BKG|CONF|R)-?(?=[A-Z0-9-]*\d)[A-Z0-9]{3,}(?:-[A-Z0-9]+)*(?![\w-])")]
    private static partial Regex BookingForm();

    // Ten digits in a row are how bookings are numbered; no telephone number is written so without a word that says it.
    [GeneratedRegex(@"(?<![\d+\w.,/-])[1-9]\d{9}(?![\w])")]
    private static partial Regex Ten();

    [GeneratedRegex(@"(?:phone|call|mobile|cell|tel|whats\s*app|text|ring|number's|reach|sms|handy|appel\w*|bel)\W[^.!?\n\d]{0,25}$", RegexOptions.IgnoreCase)]
    private static partial Regex PhoneBefore();

    [GeneratedRegex(@"\b(?:" + Documented + @")\b[^\d\n]{0,60}?\b(?<value>(?-i:[A-Z]{0,3}\d[A-Z0-9]{4,10}))\b", RegexOptions.IgnoreCase)]
    private static partial Regex DocumentNear();

    private const string Documented = @"passports?|passeport|pasaporte|passaporto|passaporte|reisepass(?:nummer)?|pass(?:nummer|nr\.?)|paspoort(?:nummer)?|paszport\w*|identity\s+card|id[\s-]card|id\s+number|national\s+id|dni|nie|nif|bsn|cpf|personalausweis(?:nummer)?|ausweis(?:nummer)?|carte\s+d['’]identit[ée]|carta\s+d['’]identità|cartão\s+de\s+cidadão|pesel|dow[óo]d\w*(?:\s+osobist\w+)?|driving\s+licen[cs]e|driver['’]?s\s+licen[cs]e|führerschein|permis";

    [GeneratedRegex(@"\b(?:" + Documented + @")\b" + Between + Value, RegexOptions.IgnoreCase)]
    private static partial Regex DocumentCue();
}
