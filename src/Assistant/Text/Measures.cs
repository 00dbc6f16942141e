using System.Text.RegularExpressions;

namespace Assistant.Text;

/// <summary>Numbers that are bound to what stands beside them: units and currencies.</summary>
internal static partial class Measures
{
    private static readonly Dictionary<string, string> Units = new(StringComparer.OrdinalIgnoreCase)
    {
        ["kilometre"] = "km", ["kilometer"] = "km", ["metre"] = "m", ["meter"] = "m", ["centimetre"] = "cm", ["centimeter"] = "cm", ["mile"] = "mi",
        ["kilo"] = "kg", ["kilogram"] = "kg", ["gram"] = "g", ["minute"] = "min", ["hour"] = "h", ["hr"] = "h", ["percent"] = "%",
    };

    /// <summary>Each number with the unit behind it, as <c>500 m</c>; the number alone where there is none.</summary>
    internal static HashSet<string> Of(string text) => [.. Measure().Matches(NumberWords.ToDigits(text)).Select(match =>
        $"{Claims.Canonical(match.Groups["number"].Value)} {Symbol(match.Groups["unit"].Value)}".TrimEnd())];

    /// <summary>The numbers beside a currency, as <see cref="Claims.Facts"/> writes them: no hour can be meant.</summary>
    internal static HashSet<string> Amounts(string text) =>
        [.. Amount().Matches(NumberWords.ToDigits(text)).Select(match => $"n{Claims.Canonical(match.Groups["number"].Value)}")];

    private static string Symbol(string unit) => Units.TryGetValue(unit, out var symbol) ? symbol : unit.ToLowerInvariant();

    [GeneratedRegex(@"(?<number>[0-9]+(?:[.,][0-9]+)*)(?:[\s-]*(?:(?<unit>kilomet(?:re|er)|centimet(?:re|er)|met(?:re|er)|mile|kilogram|kilo|gram|minute|min|hour|hr|day|week|month)s?|(?<unit>km|cm|m|kg|g|h|kw|mbps|percent))\b|\s*(?<unit>%))?", RegexOptions.IgnoreCase)]
    private static partial Regex Measure();

    [GeneratedRegex(@"(?:[£€¥$]|\b(?:gbp|eur|jpy|pln|dkk|usd|cad|chf|sek|nok))\s*(?<number>[0-9]+(?:[.,][0-9]+)*)|(?<number>[0-9]+(?:[.,][0-9]+)*)\s*(?:[£€¥$]|(?:pounds?|gbp|euros?|eur|yen|jpy|zł|zloty|pln|dkk|kroner|usd|dollars?|cad|chf|sek|nok)\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Amount();
}
