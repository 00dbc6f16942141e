using System.Text.Json;

namespace Assistant.Ingest.Properties;

/// <summary>English names of ISO 3166-1 countries and ISO 639-1 languages. The build is culture-invariant, so the platform's own tables are absent.</summary>
public static class Names
{
    private static readonly Table Loaded = JsonSerializer.Deserialize<Table>(Resources.ReadText("Ingest.Properties.names.json"), JsonSerializerOptions.Web)!;

    /// <summary>The country's name; the code itself where it is not in the table.</summary>
    public static string Country(string code) => Loaded.Countries.GetValueOrDefault(code, code);

    /// <summary>The language's name; the code itself where it is not in the table.</summary>
    public static string Language(string code) => Loaded.Languages.GetValueOrDefault(code, code);

    private sealed record Table(IReadOnlyDictionary<string, string> Countries, IReadOnlyDictionary<string, string> Languages);
}
