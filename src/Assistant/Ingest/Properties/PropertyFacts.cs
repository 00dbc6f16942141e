using System.Globalization;
using System.Text;

namespace Assistant.Ingest.Properties;

/// <summary>Says the structured fields of a property in plain English sentences, one topic at a time.</summary>
internal static class PropertyFacts
{
    internal sealed record Fact(PassageKind Kind, string Path, string? Heading, string Text);

    internal static IEnumerable<Fact> Of(Property property)
    {
        yield return new(PassageKind.Fact, "kind", null, About(property));
        if (property.Address is { } address) yield return new(PassageKind.Fact, "address", "Address", Where(property, address));
        if (property.Contact is { } contact && Contact(contact) is { Length: > 0 } reach) yield return new(PassageKind.Fact, "contact", "Contact", reach);
        if (property.GuestRating is { } rating) yield return new(PassageKind.Fact, "guestRating", "Guest rating", $"Guests rate {property.Name} {Number(rating)} out of 10.");
        if (property.Price is { } price) yield return new(PassageKind.Fact, "price", "Price", $"A night at {property.Name} costs {Range(price)}.");
        if (property.Languages.Count > 0) yield return new(PassageKind.Fact, "languages", "Languages", $"The staff speak {List(property.Languages.Select(LanguageName))}.");

        foreach (var group in property.Amenities.Select(Vocabulary.AmenityOf).GroupBy(amenity => amenity.Group))
        {
            yield return new(PassageKind.Fact, $"amenities/{group.Key}", null, string.Join(' ', group.Select(amenity => amenity.Text)));
        }

        foreach (var place in property.Nearby)
        {
            var walk = place.WalkMinutes is { } minutes ? $", {minutes} {(minutes == 1 ? "minute" : "minutes")} on foot" : "";
            yield return new(PassageKind.Fact, $"nearby/{Slug(place.Name)}", null, $"{place.Name} is {Distance(place.DistanceMetres)} away{walk}.");
        }

        foreach (var (topic, policy) in property.Policies)
        {
            yield return new(PassageKind.Policy, $"policies/{topic}", Vocabulary.PolicyWords(topic)["heading"], Rule(topic, policy));
        }

        foreach (var room in property.Rooms) yield return new(PassageKind.Room, $"rooms/{room.Id}", room.Name, Of(room));
    }

    private static string About(Property property)
    {
        var stars = property.Stars is { } rating and > 0 ? $"{Number(rating)}-star " : "";
        var text = new StringBuilder($"{property.Name} is {Article(stars.Length > 0 ? stars : property.Kind)} {stars}{property.Kind.Replace('-', ' ')}");
        if (property.Building?.Rooms is { } rooms) text.Append(CultureInfo.InvariantCulture, $" with {rooms} {(rooms == 1 ? "room" : "rooms")}");
        if (property.Building?.Floors is { } floors) text.Append(CultureInfo.InvariantCulture, $" on {floors} {(floors == 1 ? "floor" : "floors")}");
        text.Append('.');
        if (property.Building?.YearBuilt is { } built) text.Append(CultureInfo.InvariantCulture, $" The building dates from {built}.");
        if (property.Building?.YearRenovated is { } renovated) text.Append(CultureInfo.InvariantCulture, $" It was last renovated in {renovated}.");
        return text.ToString();
    }

    private static string Where(Property property, Address address)
    {
        var place = string.Join(", ", new[] { address.Street, $"{address.Postcode} {address.City}".Trim(), address.Region, CountryName(address.Country) }.Where(part => !string.IsNullOrEmpty(part)));
        var district = address.District is { } name ? $" It is in the {name} area of {address.City}." : "";
        return $"The address of {property.Name} is {place}.{district}";
    }

    private static string Contact(Contact contact) => string.Join(' ', new[]
    {
        contact.Phone is null ? null : $"The phone number is {contact.Phone}.",
        contact.Email is null ? null : $"The e-mail address is {contact.Email}.",
    }.Where(part => part is not null));

    private static string Rule(string topic, Policy policy)
    {
        var words = Vocabulary.PolicyWords(topic);
        var sentences = new List<string>();
        if (policy.Allowed is { } allowed) sentences.Add(words[allowed]);
        if (policy.From is not null || policy.Until is not null)
        {
            sentences.Add($"{words["hours"]}{(policy.From is { } from ? $" from {from}" : "")}{(policy.Until is { } until ? $" until {until}" : "")}.");
        }

        if (policy.Fee is { } fee) sentences.Add($"{words["fee"]} {(fee.Amount == 0 ? "nothing" : Amount(fee))}{(fee.Per is { } per ? $" per {per}" : "")}.");
        if (policy.Note is { } note) sentences.Add(note);
        return string.Join(' ', sentences);
    }

    private static string Of(Room room)
    {
        var sentences = new List<string>();
        if (room.Sleeps is { } sleeps) sentences.Add($"{room.Name} sleeps {sleeps}{(room.Beds is { } beds ? $" in {beds}" : "")}.");
        else if (room.Beds is { } only) sentences.Add($"{room.Name} has {only}.");
        if (room.SizeSquareMetres is { } size) sentences.Add($"It measures {Number(size)} m².");
        if (room.Price is { } price) sentences.Add($"A night costs {Range(price)}.");
        sentences.AddRange((room.Amenities ?? []).Select(code => Vocabulary.AmenityOf(code).Text));
        return sentences.Count == 0 ? $"There is a room called {room.Name}." : string.Join(' ', sentences);
    }

    private static string Range(PriceRange price) => price.To is { } to && to != price.From
        ? $"from {price.Currency} {Number(price.From)} to {price.Currency} {Number(to)}"
        : $"{price.Currency} {Number(price.From)}";

    private static string Amount(Money money) => $"{money.Currency} {Number(money.Amount)}";

    private static string Distance(int metres) => metres < 1000 ? $"{metres} m" : $"{Number(Math.Round(metres / 1000.0, 1))} km";

    private static string Number<T>(T value) where T : IFormattable => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static string List(IEnumerable<string> items)
    {
        var all = items.ToList();
        return all.Count < 2 ? string.Concat(all) : $"{string.Join(", ", all[..^1])} and {all[^1]}";
    }

    private static string Article(string word) => word[0] is 'a' or 'e' or 'i' or 'o' or 'u' or '8' ? "an" : "a";

    private static string CountryName(string? code) => code is null ? "" : Names.Country(code);

    private static string LanguageName(string code) => Names.Language(code);

    private static string Slug(string name) => string.Concat(name.ToLowerInvariant().Normalize(NormalizationForm.FormD)
        .Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
        .Select(c => char.IsLetterOrDigit(c) ? c : '-')).Trim('-');
}
