using System.Globalization;
using System.Text.RegularExpressions;

namespace Assistant.Text;

/// <summary>Numbers written out, as digits: "two thousand" is 2000, "twenty-five" is 25.</summary>
internal static partial class NumberWords
{
    private static readonly Dictionary<string, int> Small = new(StringComparer.OrdinalIgnoreCase)
    {
        ["one"] = 1, ["two"] = 2, ["three"] = 3, ["four"] = 4, ["five"] = 5, ["six"] = 6, ["seven"] = 7, ["eight"] = 8, ["nine"] = 9, ["ten"] = 10, ["eleven"] = 11,
        ["twelve"] = 12, ["thirteen"] = 13, ["fourteen"] = 14, ["fifteen"] = 15, ["sixteen"] = 16, ["seventeen"] = 17, ["eighteen"] = 18, ["nineteen"] = 19,
        ["twenty"] = 20, ["thirty"] = 30, ["forty"] = 40, ["fifty"] = 50, ["sixty"] = 60, ["seventy"] = 70, ["eighty"] = 80, ["ninety"] = 90,
    };

    private const decimal Largest = 1e9m; // of what is scaled: "hundred hundred hundred ..." has an end
    private static readonly Dictionary<string, int> Scales = new(StringComparer.OrdinalIgnoreCase) { ["dozen"] = 12, ["hundred"] = 100, ["thousand"] = 1000 };

    /// <summary>The text with its number words, and digits of any script, as ASCII digits. "One" alone stays: it is a pronoun as often.</summary>
    internal static string ToDigits(string text)
    {
        var ascii = string.Concat(text.Select(c => char.IsDigit(c) ? (char)('0' + (int)char.GetNumericValue(c)) : c));
        return Run().Replace(ascii, run => run.Value.Equals("one", StringComparison.OrdinalIgnoreCase) ? run.Value : string.Join(' ', Numbers(run.Value)));
    }

    // "two thousand five hundred" is one number, "two three" are two.
    private static IEnumerable<string> Numbers(string run)
    {
        decimal thousands = 0, rest = 0;
        foreach (var word in Word().Matches(run).Select(match => match.Value))
        {
            if (Scales.TryGetValue(word, out var scale))
            {
                (thousands, rest) = scale == 1000 ? (thousands + (Math.Clamp(rest, 1, Largest) * scale), 0) : (thousands, Math.Clamp(rest, 1, Largest) * scale);
                continue;
            }

            var value = Small.TryGetValue(word, out var small) ? small : decimal.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var digits) && digits < Largest ? digits : 0;
            if (rest % 100 == 0 || (rest % 10 == 0 && rest % 100 >= 20 && value < 10))
            {
                rest += value;
                continue;
            }

            yield return (thousands + rest).ToString(CultureInfo.InvariantCulture);
            (thousands, rest) = (0, value);
        }

        yield return (thousands + rest).ToString(CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"(?:\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)\b|(?<![0-9.,])[0-9]+(?=[\s-](?:dozen|hundred|thousand)\b)|\b(?:dozen|hundred|thousand)\b)(?:(?:[\s-]|(?<=\b(?:hundred|thousand))\sand\s)(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|dozen|hundred|thousand)\b)*", RegexOptions.IgnoreCase)]
    private static partial Regex Run();

    [GeneratedRegex(@"[0-9]+|(?!and\b)\p{L}+", RegexOptions.IgnoreCase)]
    private static partial Regex Word();
}
