using System.Text.RegularExpressions;
using PhoneNumbers;

namespace Assistant.Privacy;

/// <summary>Telephone numbers, as libphonenumber knows them: international ones, and national ones of the countries that guests come from.</summary>
internal static partial class Phones
{
    private static readonly PhoneNumberUtil Util = PhoneNumberUtil.GetInstance();
    private static readonly string[] Countries = ["GB", "DE", "FR", "ES", "IT", "NL", "BE", "AT", "CH", "PL", "PT", "DK", "IE", "US", "JP"];

    internal static IEnumerable<PersonalDatum> Find(string text)
    {
        foreach (Match match in Candidate().Matches(text))
        {
            if (Date().IsMatch(match.Value)) continue;
            var isInternational = match.Value.StartsWith('+') || match.Value.StartsWith("00", StringComparison.Ordinal);
            if (!isInternational && !IsSaid(text, match.Index) && !IsGrouped(match.Value)) continue;
            if (Countries.Any(country => IsValid(match.Value, country))) yield return new PersonalDatum(PersonalDataKind.Phone, match.Index, match.Length);
        }
    }

    // Digits alone may be anything, unless a word before them says what they are.
    private static bool IsSaid(string text, int index) => Cue().IsMatch(text.AsSpan(Math.Max(0, index - 40), Math.Min(40, index)));

    private static bool IsGrouped(string number) => number.StartsWith('0') || number.StartsWith('(') || number.Count(letter => letter is ' ' or '-' or '.') >= 2;

    private static bool IsValid(string number, string country)
    {
        try
        {
            return Util.IsPossibleNumber(Util.Parse(number, country)) && (number.StartsWith('+') || Util.IsValidNumber(Util.Parse(number, country)));
        }
        catch (NumberParseException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"(?<![\w€$£.,/-])(?:\+|00)?\(?\d(?:[ ./()-]{0,3}\d){6,14}(?:\s*(?:ext\.?|extension|x|Durchwahl|poste|int\.?)\s*\d{1,5})?(?![\w])", RegexOptions.IgnoreCase)]
    private static partial Regex Candidate();

    [GeneratedRegex(@"^\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d$|^(?:19|20)\d\d-\d\d-\d\d$")]
    private static partial Regex Date();

    [GeneratedRegex(@"(?:phone|call|mobile|cell|tel|whats\s*app|text me|ring|number|reach|sms|handy|telefon|nummer|ruf|téléphone|portable|appel|teléfono|móvil|llam|cellulare|chiama|numero|número|bel|komórk|dzwon|numer|contact)\w*[^.!?\n]{0,25}$", RegexOptions.IgnoreCase)]
    private static partial Regex Cue();
}
