using System.Globalization;
using Assistant.Text;

namespace Assistant.Rank;

/// <summary>
/// Compares places by a number that the catalogue has. Each number is told together with the passage that states it; where one is missing, or they are of
/// different things (per stay, per night), nothing is said to be more or less.
/// </summary>
public static class PlaceComparer
{
    private const int ShortRule = 320; // UTF-16: a rule up to this length is told whole
    private const double Morning = 6 * 60; // minutes: an end before it is of the night before
    private const double Day = 24 * 60;

    /// <summary>
    /// The places beside one another.
    /// </summary>
    /// <param name="by">What they are compared by.</param>
    /// <param name="places">Each place, its passages, and the nearby place that distances are measured to, where it lists one.</param>
    /// <param name="number">Gives a passage its number among the evidence.</param>
    public static Comparison Compare(ComparedBy by, IReadOnlyList<ComparedProperty> places, Func<Passage, Range, int> number)
    {
        ArgumentNullException.ThrowIfNull(by);
        ArgumentNullException.ThrowIfNull(places);
        ArgumentNullException.ThrowIfNull(number);
        var values = places.Select(place => Value(by, place)).ToList();
        var told = places.Zip(values, (place, value) => new ComparedPlace(
            place.Property.Id, place.Property.Name, value is not null ? [new Reason("", number(value.Passage, value.Stated), value.Stated)] : Rule(by, place.Passages) is { } rule ? [new Reason("", number(rule, ..), ..)] : [])).ToList();
        if (places.Count < 2 || values.Any(value => value is null)) return new Comparison(null, told);

        var known = places.Zip(values, (place, value) => (place.Property.Name, Value: value!, Citation: Cite(value!))).ToList();
        IReadOnlyList<Citation> citations = [.. known.Select(place => place.Citation).Distinct()];
        if (known.Select(place => place.Value.Unit).Distinct().Count() > 1)
        {
            return new Comparison(new AnswerSentence($"These do not compare as they are: {string.Join("; ", known.Select(place => $"{place.Value.Text} at {place.Name}"))}.", citations, 1), told);
        }

        var sorted = known.OrderBy(place => by.Field is ComparedField.GuestRating or ComparedField.Stars or ComparedField.Until ? -place.Value.Amount : place.Value.Amount).ToList();
        var text = sorted[0].Value.Amount == sorted[1].Value.Amount
            ? sorted.All(place => place.Value.Amount == sorted[0].Value.Amount)
                ? $"It is the same at {List(sorted.Select(place => place.Name))}: {sorted[0].Value.Text}."
                : $"{List(sorted.TakeWhile(place => place.Value.Amount == sorted[0].Value.Amount).Select(place => place.Name))} have the same, {sorted[0].Value.Text}; {Others(sorted.SkipWhile(place => place.Value.Amount == sorted[0].Value.Amount))}."
            : $"{sorted[0].Name} {Lead(by, sorted.Count > 2)}: {sorted[0].Value.Text}, {(by.Field is ComparedField.From or ComparedField.Until ? "and" : "against")} {Others(sorted.Skip(1))}.";
        return new Comparison(new AnswerSentence(text, citations, 1), told);

        static string Others(IEnumerable<(string Name, Number Value, Citation Citation)> others) => List(others.Select(place => $"{place.Value.Text} at {place.Name}"));

        Citation Cite(Number value)
        {
            var (start, length) = value.Stated.GetOffsetAndLength(value.Passage.Text.Length);
            return new Citation(number(value.Passage, value.Stated), value.Passage.Id, start, start + length, value.Passage.ContentHash);
        }
    }

    // Where no number is asked for, the rule about the topic speaks for a place.
    private static Passage? Rule(ComparedBy by, IReadOnlyList<Passage> passages) => by is { Field: ComparedField.None, Topic: { } topic }
        ? passages.FirstOrDefault(passage => passage.FieldPath == $"policies/{topic}" && passage.Text.Length <= ShortRule) : null;

    private static string Lead(ComparedBy by, bool many) => by.Field switch
    {
        ComparedField.Price or ComparedField.Fee => many ? "is cheapest" : "is cheaper",
        ComparedField.Distance => many ? "is closest" : "is closer",
        ComparedField.GuestRating => many ? "is rated highest by guests" : "is rated higher by guests",
        ComparedField.Stars => many ? "has the most stars" : "has more stars",
        ComparedField.From => many ? "is earliest" : "is earlier",
        _ => many ? "is latest" : "is later",
    };

    // The number itself, and the sentence of the passage that states it.
    private static Number? Value(ComparedBy by, ComparedProperty place)
    {
        var property = place.Property;
        var rule = by.Topic is null ? null : property.Policies.GetValueOrDefault(by.Topic);
        return by.Field switch
        {
            ComparedField.Price when property.Price is { } price => At("price", (double)price.From, price.Currency, price.To is { } to && to != price.From ? $"from {price.Currency} {Text(price.From)} a night" : $"{price.Currency} {Text(price.From)} a night", Text(price.From)),
            ComparedField.GuestRating when property.GuestRating is { } rating => At("guestRating", rating, "", $"{Text(rating)} out of 10", Text(rating)),
            ComparedField.Stars when property.Stars is > 0 and var stars => At("kind", stars, "", $"{Text(stars)} {(stars == 1 ? "star" : "stars")}", $"{Text(stars)}-star"),
            ComparedField.Distance when place.Nearest is { } near => Near(near),
            ComparedField.From when rule?.From is { } from && Clock(from) is { } hour => At($"policies/{by.Topic}", hour, "", $"from {from}", from),
            ComparedField.Until when rule?.Until is { } until && Clock(until) is { } hour => At($"policies/{by.Topic}", hour < Morning && by.Topic != "checkOut" ? hour + Day : hour, "", $"until {until}", until),
            ComparedField.Fee when rule?.Fee is { } fee => At($"policies/{by.Topic}", (double)fee.Amount, $"{fee.Currency} {fee.Per}", fee.Amount == 0 ? "nothing" : $"{fee.Currency} {Text(fee.Amount)}{(fee.Per is { } per ? $" per {per}" : "")}", fee.Amount == 0 ? "nothing" : Text(fee.Amount)),
            _ => null,
        };

        Number? At(string path, double number, string unit, string text, string stated)
        {
            if (place.Passages.FirstOrDefault(passage => passage.FieldPath == path) is not { } passage) return null;
            var sentence = Sentences.Split(passage.Text).Where(range => passage.Text[range].Contains(stated, StringComparison.Ordinal)).Select(range => (Range?)range).FirstOrDefault();
            return sentence is { } range ? new Number(number, unit, text, passage, range) : null;
        }

        // As far as it is told: what is rounded to the same is the same.
        Number? Near(NearbyPlace near) => place.Passages.FirstOrDefault(passage => passage.FieldPath.StartsWith("nearby/", StringComparison.Ordinal) && passage.Text.StartsWith($"{near.Name} is ", StringComparison.Ordinal)) is { } passage
            ? new Number(near.DistanceMetres < 1000 ? near.DistanceMetres : 1000 * Math.Round(near.DistanceMetres / 1000.0, 1), "", near.DistanceMetres < 1000 ? $"{near.DistanceMetres} m" : $"{Text(Math.Round(near.DistanceMetres / 1000.0, 1))} km", passage, ..) : null;
    }

    private static double? Clock(string time) => TimeOnly.TryParseExact(time, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var clock) ? clock.ToTimeSpan().TotalMinutes : null;

    private static string Text<T>(T value)
        where T : IFormattable => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static string List(IEnumerable<string> items)
    {
        var all = items.ToList();
        return all.Count < 2 ? string.Concat(all) : $"{string.Join(", ", all[..^1])} and {all[^1]}";
    }

    private sealed record Number(double Amount, string Unit, string Text, Passage Passage, Range Stated);
}

/// <summary>A property to compare, with its passages and the nearby place that distances are measured to.</summary>
public sealed record ComparedProperty(Property Property, IReadOnlyList<Passage> Passages, NearbyPlace? Nearest);
