using System.Text.RegularExpressions;

namespace Assistant.Privacy;

/// <summary>
/// Where people live: a street with a number before or behind it and a postcode after it, a house with a postcode, or a street with a number that words of
/// living and sending tell of.
/// </summary>
internal static partial class Addresses
{
    internal static IEnumerable<PersonalDatum> Find(string text)
    {
        foreach (Match match in Coded().Matches(text)) yield return Trimmed(match);
        foreach (Match match in Street().Matches(text))
        {
            if (Cue().IsMatch(text.AsSpan(Math.Max(0, match.Index - 70), Math.Min(70, match.Index)))) yield return Trimmed(match);
        }
    }

    private static PersonalDatum Trimmed(Match match) => new(PersonalDataKind.Address, match.Index, match.Value.TrimEnd(' ', ',', '.', '\n', '\r').Length);

    private const string Word = @"\p{Lu}[\p{L}'’]{0,30}(?:-[\p{L}'’]{1,30}){0,4}\.?";
    private const string Small = @"(?:de|du|des|la|le|les|del|della|delle|dei|di|da|do|dos|das|los|las|am|an|der|den|dem|im|in|zum|zur|van|of|the|upon|on|sur|y|e)";
    private const string Name = @"(?:" + Small + @"\s|[ld]['’])*" + Word + @"(?:[ ](?:" + Small + @"\s)*(?:[ld]['’])?" + Word + "){0,3}";
    private const string Kind = @"(?:(?:[Rr]ue|[Aa]v(?:enue|\.)|[Bb]oulevard|[Bb]d|[Pp]lace|[Aa]llée|[Cc]hemin|[Qq]uai|[Cc]alle|C/|[Aa]venida|[Aa]vda\.?|[Pp]laza|[Pp]aseo|[Vv]ia|[Vv]iale|[Pp]iazza|[Cc]orso|[Ll]argo|[Rr]ua|[Tt]ravessa|[Uu]lica|[Uu]l\.|[Aa]l\.|[Oo]s\.|[Pp]l\.)\s+)?";
    private const string Number = @"\d{1,4}(?:\s?[a-zA-Z]\b)?(?:\s?[/–-]\s?\d{1,4}\w?)?";
    private const string Unit = @"(?:[Ff]lat|[Aa]pt\.?|[Aa]partment|[Uu]nit|[Ss]uite|[Rr]oom|[Bb]ât\.|[Bb]loc|[Pp]iso|[Mm]\.|lok\.)\s*[\w/]{1,6}";
    private const string Floor = @"(?:,\s*(?:\d{1,2}[.º°ª]{0,2}\s*(?:\p{L}{1,5}\.?)?|" + Unit + "))";
    private const string Code = @"(?:\d{2}-\d{3}|\d{4}\s?[A-Z]{2}\b|[A-Z]{1,2}\d[\dA-Z]?\s?\d[A-Z]{2}\b|[A-Z]\d{2}\s[A-Z0-9]{4}\b|(?:[A-Z]{1,2}-)?\d{5}(?:-\d{3,4})?\b|\d{4}(?:-\d{3})?\b|[A-Z]{2}\s\d{5}\b|[A-Z]\d[A-Z]\s?\d[A-Z]\d\b|\d{3}\s\d{2}\b)";
    private const string Gap = @"(?:,\s*|\s*\r?\n\s*|[ ])";
    private const string Tail = @"(?:[ ]\(?[A-Z]{1,3}\)?(?![\p{L}\d]))?(?:(?:,\s*|\s*\r?\n\s*)(?:The\s)?(?:Germany|Deutschland|France|Spain|España|Italy|Italia|Poland|Polska|Netherlands|Nederland|Belgium|België|Austria|Österreich|Switzerland|Schweiz|Croatia|Ireland|Portugal|Denmark|Danmark|Norway|Norge|Sweden|Sverige|Scotland|England|Wales|UK|United Kingdom|USA|Canada|Japan|Hungary|Greece)\b)?";
    private const string Plain = @"\p{Lu}[\p{L}'’]*(?:-[\p{L}'’]+)*";
    private const string Town = @"(?:[ ]*,?\s*" + Plain + @"(?:[ -](?:" + Small + @"\s)?" + Plain + "){0,2})?";
    private const string Lead = @"(?:(?:" + Unit + @"|" + Word + @"(?:[ ](?:" + Small + @"\s)*" + Word + @"){0,3})" + @"(?:,\s*(?:" + Unit + @")){0,2},\s*)?";

    // Street 5, [floor,] code town | 5 Street, town code | House, town code
    [GeneratedRegex(@"(?<![\w/])(?:" + Lead + "(?:" + Kind + Name + @",?[ ]" + Number + "|" + Number + @",?[ ]" + Kind + Name + ")" + Floor + "{0,2}" + "(?:" + Gap + Name + "){0,2}?" + Gap + Code + Town + Tail
        + "|" + Word + "(?:[ ]" + Word + "){0,2}" + @",\s*" + Word + "(?:[ ]" + Word + "){0,2}[ ]" + @"[A-Z]{1,2}\d[\dA-Z]?\s?\d[A-Z]{2}\b)")]
    private static partial Regex Coded();

    [GeneratedRegex(@"(?<![\w/])(?:" + Unit + @",?\s+)?(?:" + Number + @",?[ ]" + Kind + "(?:" + Word + @"[ ]){0,2}(?:" + Word + @")|" + Kind + Name + @",?[ ]" + Number + ")" + Floor + "{0,2}(?:,[ ]" + Word + "(?:[ ]" + Word + "){0,2}){0,2}")]
    private static partial Regex Street();

    [GeneratedRegex(@"(?:\b(?:address|live|living|lives|post|send|ship|deliver\w*|cab|taxi|pick\w*\s+up|wohn\w*|anschrift|adresse|schick\w*|habit\w*|domicil\w*|envoy\w*|envi\w*|vivo|vivimos|dirección|domicilio|abit\w*|indirizzo|sped\w*|woon\w*|wonen|adres|stuur\w*|mieszk\w*|wysł\w*|mánd\w*|invoice to|bill to|made out to)\b)[^.!?\n]{0,45}$", RegexOptions.IgnoreCase)]
    private static partial Regex Cue();
}
