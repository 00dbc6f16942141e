using System.Text.RegularExpressions;

namespace Assistant.Privacy;

/// <summary>Payment cards: 13 to 19 digits with a right check digit (Luhn, ISO/IEC 7812-1), and such as are partly starred out.</summary>
internal static partial class Cards
{
    internal static IEnumerable<PersonalDatum> Find(string text) => Whole().Matches(text).Where(match => IsLuhn(match.Value)).Concat(Starred().Matches(text))
        .Select(match => new PersonalDatum(PersonalDataKind.Card, match.Index, match.Length));

    private static bool IsLuhn(string number)
    {
        var digits = number.Where(char.IsAsciiDigit).Select(digit => digit - '0').Reverse().ToList();
        return digits.Count is >= 13 and <= 19 && digits.Select((digit, i) => i % 2 == 0 ? digit : digit < 5 ? 2 * digit : (2 * digit) - 9).Sum() % 10 == 0;
    }

    [GeneratedRegex(@"(?<![\d+*])\d(?:[ -]?\d){12,18}(?!\d)")]
    private static partial Regex Whole();

    [GeneratedRegex(@"(?<![\w*])(?:(?:\d{4}|[*xX•.]{4})[ -]?){2,3}(?:\d{3,4}|[*xX•.]{3,4})(?![\w*])(?<=[*xX•].*)(?<=\d.*)|(?<![\w*])[*xX•]{4,}[ -]?\d{4}(?!\w)")]
    private static partial Regex Starred();
}
