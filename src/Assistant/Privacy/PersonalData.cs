using Assistant.Privacy.Tagging;

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

/// <summary>
/// Finds personal data in what guests, owners and agents write: e-mails and cards by rules, the rest by a tagger that was trained on marked texts
/// (<c>eval/datasets/privacy</c>) and takes what rules find for a hint.
/// </summary>
public static class PersonalData
{
    private const int LeastOfNumber = 5; // letters and digits

    private static readonly Lazy<TagModel> Read = new(Model);
    private static readonly Lazy<Tagger> Trained = new(() => new Tagger(Read.Value, Tagger.Caution));

    /// <summary>The personal data of a text, in order, none within another.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="known">Names that are no person's, of places to stay and of towns. What stands within one of them is no name.</param>
    public static IReadOnlyList<PersonalDatum> Find(string text, IReadOnlyCollection<string>? known = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [.. TextBlocks.Of(text).SelectMany(block => FindInBlock(text[block.Start..block.End], known).Select(datum => datum with { Start = datum.Start + block.Start }))];
    }

    internal static IReadOnlyList<PersonalDatum> FindInBlock(string block, IReadOnlyCollection<string>? known) =>
        [.. Find(block, Trained.Value).Where(datum => datum.Kind != PersonalDataKind.Name || known is null || !IsKnown(block, datum, known))];

    internal static IReadOnlyList<PersonalDatum> Find(string block, Tagger tagger)
    {
        var rules = ByRules(block);
        var found = rules.Where(datum => datum.Kind is PersonalDataKind.Email or PersonalDataKind.Card).ToList();
        foreach (var datum in tagger.Find(block, rules)) if (IsPlausible(block, datum)) found.AddRange(Outside(datum, found).ToList());
        return [.. found.OrderBy(datum => datum.Start)];
    }

    // An e-mail address within a postal one leaves the street and the town.
    private static IEnumerable<PersonalDatum> Outside(PersonalDatum datum, IReadOnlyList<PersonalDatum> found)
    {
        var start = datum.Start;
        foreach (var other in found.Where(datum.Overlaps).OrderBy(other => other.Start).ToList())
        {
            if (other.Start > start) yield return datum with { Start = start, Length = other.Start - start };
            start = Math.Max(start, other.End);
        }

        if (start < datum.End) yield return datum with { Start = start, Length = datum.End - start };
    }

    // What the tagger takes for a number of somebody's has some length: "under €120" holds none. The shortest of the marked texts are longer.
    private static bool IsPlausible(string block, PersonalDatum datum)
    {
        var text = block.AsSpan(datum.Start, datum.Length);
        var (letters, digits) = (0, 0);
        foreach (var sign in text) (letters, digits) = (letters + (char.IsLetter(sign) ? 1 : 0), digits + (char.IsDigit(sign) ? 1 : 0));
        return datum.Kind switch
        {
            PersonalDataKind.Passport or PersonalDataKind.Booking => letters + digits >= LeastOfNumber && digits > 0,
            PersonalDataKind.Phone => letters + digits >= LeastOfNumber,
            PersonalDataKind.Name => letters > 0 && digits == 0,
            _ => true,
        };
    }

    /// <summary>
    /// What rules find, names not among it. What could be two kinds is the first of: e-mail, card, booking reference, passport, phone, address.
    /// </summary>
    internal static IReadOnlyList<PersonalDatum> ByRules(string text)
    {
        var found = new List<PersonalDatum>();
        foreach (var datum in Emails.Find(text).Concat(Cards.Find(text)).Concat(References.Bookings(text)).Concat(References.Documents(text)).Concat(Phones.Find(text)).Concat(Addresses.Find(text)))
        {
            if (!found.Exists(datum.Overlaps)) found.Add(datum);
        }

        return [.. found.OrderBy(datum => datum.Start)];
    }

    /// <summary>Whether people bear the word as a given name.</summary>
    internal static bool IsGivenName(string word) => (Read.Value.Words[word] & KnownAs.Given) != 0;

    /// <summary>The model in use.</summary>
    internal static TagModel Model()
    {
        using var model = Resources.Open("Privacy.Tagging.tagger.bin");
        return TagModel.Read(model);
    }

    private static bool IsKnown(string text, PersonalDatum datum, IReadOnlyCollection<string> known)
    {
        foreach (var name in known)
        {
            for (var at = text.IndexOf(name, StringComparison.OrdinalIgnoreCase); name.Length > 0 && at >= 0; at = text.IndexOf(name, at + 1, StringComparison.OrdinalIgnoreCase))
            {
                if (at <= datum.Start && at + name.Length >= datum.End && IsWhole(text, at, at + name.Length)) return true; // "Rose Miller" at "The Rose Garden" is a person
            }
        }

        return false;
    }

    private static bool IsWhole(string text, int start, int end) =>
        (start == 0 || !char.IsLetterOrDigit(text[start - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end]));
}
