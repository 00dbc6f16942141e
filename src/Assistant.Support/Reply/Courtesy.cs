using System.Text.Json;
using Assistant.Support.Triage;

namespace Assistant.Support.Reply;

/// <summary>
/// What frames a draft in one language: the operator's words, by the asker's tone. It says nothing of the property, so it needs no proof. <c>{guest.name}</c>,
/// <c>{property.name}</c> and <c>{agent.name}</c> are filled.
/// </summary>
/// <param name="Hello">Greets somebody by name.</param>
/// <param name="HelloNobody">Greets without one.</param>
/// <param name="Says">What stands before the content's sentences, by tone; <c>neutral</c> serves for those that are missing.</param>
/// <param name="Regards">The closing.</param>
public sealed record Courtesy(string Hello, string HelloNobody, IReadOnlyDictionary<Tone, string> Says, string Regards)
{
    internal string Opening(string? guest, string property, string agent, Tone tone)
    {
        var isNamed = !string.IsNullOrWhiteSpace(guest);
        return Filled($"{(isNamed ? Hello : HelloNobody)}\n\n{Says.GetValueOrDefault(tone, Says[Tone.Neutral])}", isNamed ? guest : null, property, agent);
    }

    internal string Closing(string? guest, string property, string agent) => Filled(Regards, guest, property, agent);

    internal bool IsWhole => Says?.ContainsKey(Tone.Neutral) == true && new[] { Hello, HelloNobody, Regards }.Concat(Says.Values).All(text => !string.IsNullOrWhiteSpace(text));

    // A guest without a name is not named.
    private static string Filled(string text, string? guest, string property, string agent) => MacroFilling.Fill(text, name => name switch
    {
        "guest.name" => guest ?? "",
        "property.name" => property,
        "agent.name" => agent,
        _ => null,
    });
}

/// <summary>The operator's courtesies by language (ISO 639-1), English among them.</summary>
public sealed class CourtesyBook(IReadOnlyDictionary<string, Courtesy> byLanguage)
{
    private const string Fallback = "en";

    /// <summary>In a language; English where the operator writes none.</summary>
    public Courtesy In(string language) => byLanguage.GetValueOrDefault(language, byLanguage[Fallback]);

    /// <summary>Reads a file: by language <c>hello</c>, <c>helloNobody</c>, <c>says</c> by tone, <c>regards</c>.</summary>
    /// <exception cref="InvalidOperationException">The file cannot be read or lacks something; the message says what to do.</exception>
    public static CourtesyBook Read(string path)
    {
        if (!File.Exists(path)) throw new InvalidOperationException($"There is no file at {path}. Set Support:Courtesy to one: by language hello, helloNobody, says (neutral, friendly, upset) and regards.");
        try
        {
            var byLanguage = JsonSerializer.Deserialize<Dictionary<string, Courtesy>>(File.ReadAllText(path), AssistantJson.Options)!;
            if (byLanguage?.ContainsKey(Fallback) != true) throw new InvalidOperationException($"{path} has no \"{Fallback}\", which serves where a language is missing.");
            return byLanguage.FirstOrDefault(courtesy => courtesy.Value?.IsWhole != true).Key is { } broken
                ? throw new InvalidOperationException($"{path}: \"{broken}\" needs hello, helloNobody, says with neutral, and regards.")
                : new CourtesyBook(byLanguage);
        }
        catch (JsonException exception)
        {
            throw new InvalidOperationException($"{path} cannot be read: {exception.Message}", exception);
        }
    }
}
