using System.Text.RegularExpressions;

namespace Assistant.Privacy;

/// <summary>E-mail addresses, as they are written and as they are spelt out ("marta dot k at example dot org").</summary>
internal static partial class Emails
{
    internal static IEnumerable<PersonalDatum> Find(string text) => Written().Matches(text).Concat(Spelt().Matches(text)).Select(match => new PersonalDatum(PersonalDataKind.Email, match.Index, match.Length));

    [GeneratedRegex(@"(?<![\w.+-])[\w+%'-]+(?:\.[\w+%'-]+)*@[\p{L}\d](?:[\p{L}\d-]*[\p{L}\d])?(?:\.[\p{L}\d](?:[\p{L}\d-]*[\p{L}\d])?)+")]
    private static partial Regex Written();

    private const string SaidDot = @"\(dot\)|\[dot\]|\b(?:dot|punkt|point|punto)\b";
    private const string AnyDot = @"\s*(?:[.]|" + SaidDot + @")\s*";
    private const string Dot = @"(?:\s+[.]\s*|[.](?!\s)|\s*(?:" + SaidDot + @")\s*)"; // a full stop with room behind it alone ends a sentence
    private const string Joint = "(?:" + Dot + @"|\s+(?:underscore|unterstrich|tiret|gui[oó]n|dash|hyphen|minus|bindestrich|trattino)\s+)";
    private const string Sign = @"\s*(?:\(at\)|\[at\]|\{at\}|\s@\s)\s*"; // no sentence holds one
    private const string At = @"\s*(?<=\s)(?:at|arroba|chiocciola|arobase|małpa)(?=\s)\s*";
    private const string Part = @"(?>[\w-]{1,64})";
    private const string Top = "(?:com|org|net|edu|eu|info|io|de|at|ch|fr|es|it|nl|be|pl|pt|dk|se|no|fi|uk|ie|us|ca|au|jp|cz|co|example|test|invalid)";

    // Each word is taken whole, so that a long run of them is read once.
    [GeneratedRegex(
        @"(?<![\w.])(?>[\w+-]{1,64})(?:" + Joint + @"(?>[\w+-]{1,64})){0,4}(?:" + Sign + Part + "(?:" + AnyDot + Part + "){0,4}?" + AnyDot + "|" + At + Part + "(?:" + Joint + Part + "){0,4}?" + Dot + ")" + Top + @"\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex Spelt();
}
