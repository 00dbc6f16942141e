using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Assistant.Generate;

/// <summary>What a model is for.</summary>
public enum ModelRole
{
    /// <summary>Writes answers.</summary>
    Answerer,

    /// <summary>Embeds passages and questions.</summary>
    Embedder,
}

/// <summary>
/// A GGUF file that is known by name: its size in bytes and SHA-256 (lower-case hexadecimal), its licence, where it is from, and how it wants to be
/// asked. <paramref name="ContextTokens"/> is 0 where the file itself says. <paramref name="Relevance"/> is the relevance model trained with an embedder.
/// An <paramref name="Optional"/> one is used only where a setting names it.
/// </summary>
public sealed record ModelEntry(
    string Name, ModelRole Role, string File, long Bytes, string Sha256, string License, string Source, int ContextTokens = 0, string? ChatTemplate = null,
    string? Prompt = null, string? QueryPrefix = null, string? PassagePrefix = null, string? Relevance = null, bool Optional = false)
{
    /// <summary>The folder of the registry it stands in.</summary>
    [JsonIgnore]
    public string Folder { get; init; } = "";

    /// <summary>Where the file lies.</summary>
    [JsonIgnore]
    public string Path => System.IO.Path.Combine(Folder, File);

    /// <summary>Where its relevance model lies; null where it has none.</summary>
    [JsonIgnore]
    public string? RelevancePath => Relevance is null ? null : System.IO.Path.Combine(Folder, Relevance);
}

/// <summary>The models known by name: those that come with the program, and those that an operator has pulled.</summary>
public sealed class ModelRegistry
{
    private const string FileName = "registry.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Web)
    {
        WriteIndented = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private readonly string bundled;
    private readonly string pulled;

    /// <summary>Reads the registries in two folders; a folder without one holds no models.</summary>
    /// <exception cref="InvalidOperationException">A registry cannot be read.</exception>
    public ModelRegistry(string bundled, string pulled)
    {
        (this.bundled, this.pulled) = (bundled, pulled);
        Entries = [.. Read(bundled), .. Read(pulled)];
    }

    /// <summary>
    /// The registry of this installation: <c>models/</c> beside the program, and <c>models/</c> in the data folder or where the environment's
    /// <c>ASSISTANT_MODELS</c> says.
    /// </summary>
    public static ModelRegistry Default { get; } = new(
        Path.Combine(AppContext.BaseDirectory, "models"), Environment.GetEnvironmentVariable("ASSISTANT_MODELS") ?? Path.Combine(DataFolder.Default, "models"));

    /// <summary>Every model, those that come with the program first.</summary>
    public IReadOnlyList<ModelEntry> Entries { get; private set; }

    /// <summary>Where pulled models are kept.</summary>
    public string PulledFolder => pulled;

    /// <summary>The model of that name, or null.</summary>
    public ModelEntry? Find(string? name) => Entries.LastOrDefault(entry => string.Equals(entry.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The file a setting means: that of the model of this name, or else the setting itself.</summary>
    public string PathOf(string setting) => Find(setting)?.Path ?? setting;

    /// <summary>What is used where nothing is set: the first model for the role that came with the program, is there, and is not optional.</summary>
    public ModelEntry? DefaultFor(ModelRole role) => Entries.FirstOrDefault(entry => entry.Role == role && entry.Folder == bundled && !entry.Optional && File.Exists(entry.Path));

    /// <summary>What is wrong with a model's file; null where it is what the registry says.</summary>
    public static async Task<string?> VerifyAsync(ModelEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (!File.Exists(entry.Path)) return $"{entry.Path} is missing";
        var bytes = new FileInfo(entry.Path).Length;
        if (bytes != entry.Bytes) return $"{entry.Path} has {bytes} bytes, not {entry.Bytes}";
        var digest = await DigestAsync(entry.Path, cancellationToken);
        return digest == entry.Sha256 ? null : $"{entry.Path} has the SHA-256 {digest}, not {entry.Sha256}";
    }

    /// <summary>The SHA-256 of a file, lower-case hexadecimal.</summary>
    public static async Task<string> DigestAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
    }

    /// <summary>Writes down a pulled model, in place of one of the same name.</summary>
    public void Add(ModelEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        Directory.CreateDirectory(pulled);
        var own = Read(pulled).Where(other => !string.Equals(other.Name, entry.Name, StringComparison.OrdinalIgnoreCase)).Append(entry);
        var path = Path.Combine(pulled, FileName);
        File.WriteAllText($"{path}.new", JsonSerializer.Serialize(new RegistryFile([.. own]), Json));
        File.Move($"{path}.new", path, overwrite: true);
        Entries = [.. Read(bundled), .. Read(pulled)];
    }

    private static List<ModelEntry> Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) return [];
        try
        {
            return [.. JsonSerializer.Deserialize<RegistryFile>(File.ReadAllText(path), Json)!.Models.Select(entry => entry with { Folder = folder })];
        }
        catch (JsonException exception)
        {
            throw new InvalidOperationException($"{path} is no model registry: {exception.Message}", exception);
        }
    }

    private sealed record RegistryFile(IReadOnlyList<ModelEntry> Models);
}
