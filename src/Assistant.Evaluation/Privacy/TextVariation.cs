using System.Text;
using Assistant.Privacy;

namespace Assistant.Evaluation.Privacy;

/// <summary>
/// Other texts of the same words around other names, streets and numbers, so that a tagger learns what surrounds them. Two of three names are of the lists,
/// a third is put together from halves of two.
/// </summary>
internal sealed class TextVariation(IReadOnlyList<string> given, IReadOnlyList<string> family, Random random)
{
    private const double Invented = .33;

    internal MarkedText Vary(MarkedText text)
    {
        var same = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var (varied, spans, at) = (new StringBuilder(), new List<PersonalDatum>(), 0);
        foreach (var span in text.Spans)
        {
            varied.Append(text.Text, at, span.Start - at);
            var value = text.Text.Substring(span.Start, span.Length);
            value = span.Kind switch
            {
                PersonalDataKind.Name => Words(value, (word, isLast, isFirst) => Name(word, isLast && !isFirst, same)),
                PersonalDataKind.Address => Numbers(Words(value, (word, _, _) => char.IsUpper(word[0]) && word.Length > 4 && random.NextDouble() < .3 ? Name(word, true, same) : word)),
                PersonalDataKind.Passport or PersonalDataKind.Phone or PersonalDataKind.Booking => Numbers(value),
                _ => value,
            };
            spans.Add(new PersonalDatum(span.Kind, varied.Length, value.Length));
            varied.Append(value);
            at = span.End;
        }

        return text with { Text = varied.Append(text.Text, at, text.Text.Length - at).ToString(), Spans = spans };
    }

    // Particles, initials and words of other scripts stay.
    private string Name(string word, bool isFamily, Dictionary<string, string> same)
    {
        if (word.Length < 3 || word[0] > 0x24f || (same.Count == 0 && random.NextDouble() < .1)) return word;
        if (same.TryGetValue(word, out var known)) return Cased(known, word);
        var name = Pick(isFamily ? family : given);
        if (random.NextDouble() < Invented)
        {
            var other = Pick(isFamily ? family : given);
            name = name[..((name.Length + 1) / 2)] + other[(other.Length / 2)..].ToLowerInvariant();
        }

        return Cased(same[word] = name, word);
    }

    private string Pick(IReadOnlyList<string> names) => names[random.Next(names.Count)];

    private static string Cased(string name, string like) =>
        like.All(letter => !char.IsLetter(letter) || char.IsUpper(letter)) ? name.ToUpperInvariant() : char.IsLower(like[0]) ? name.ToLowerInvariant() : name;

    private static string Words(string value, Func<string, bool, bool, string> change)
    {
        var words = value.Split(' ');
        var particle = words.Any(word => word.Length > 0 && char.IsUpper(word[0]));
        for (var i = 0; i < words.Length; i++)
        {
            var core = words[i].Trim(',', '.', '(', ')', '"', '\n');
            if (core.Length == 0 || !core.All(letter => char.IsLetter(letter) || letter is '-' or '\'') || (particle && char.IsLower(core[0]))) continue;
            words[i] = words[i].Replace(core, change(core, i == words.Length - 1, i == 0), StringComparison.Ordinal);
        }

        return string.Join(' ', words);
    }

    // Digits become other digits; letters that stand in one word with digits become other letters.
    private string Numbers(string value)
    {
        if (random.NextDouble() < .2) return value;
        var changed = value.ToCharArray();
        for (var i = 0; i < changed.Length; i++)
        {
            if (char.IsAsciiDigit(changed[i]) && (changed[i] != '0' || (i > 0 && random.Next(3) > 0))) changed[i] = (char)('0' + random.Next(i == 0 || !char.IsAsciiDigit(value[i - 1]) ? 1 : 0, 10));
            else if (char.IsAsciiLetterUpper(changed[i]) && ((i > 0 && char.IsAsciiDigit(value[i - 1])) || (i + 1 < value.Length && char.IsAsciiDigit(value[i + 1])))) changed[i] = (char)('A' + random.Next(26));
        }

        return new string(changed);
    }
}
