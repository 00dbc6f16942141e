using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.SemanticKernel;

namespace Assistant.Compose;

/// <summary>Reads a Semantic Kernel prompt folder (<c>skprompt.txt</c> and <c>config.json</c>) strictly: what it does not know, it refuses.</summary>
public static class PromptFolder
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerOptions.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>
    /// The prompt in <paramref name="folder"/>.
    /// </summary>
    /// <exception cref="InvalidOperationException">A file is missing, a key is unknown, or the text uses a variable that is not declared (or leaves one out).</exception>
    public static PromptTemplateConfig Read(string folder)
    {
        var template = ReadFile(folder, "skprompt.txt");
        var file = ReadConfig(folder);
        var config = new PromptTemplateConfig(template) { Name = file.Name, Description = file.Description };
        foreach (var variable in file.InputVariables) config.InputVariables.Add(new InputVariable { Name = variable.Name, Description = variable.Description, IsRequired = variable.IsRequired });
        foreach (var (service, settings) in file.ExecutionSettings) config.AddExecutionSettings(new PromptExecutionSettings { ExtensionData = settings }, service);
        CheckVariables(folder, template, [.. file.InputVariables.Select(variable => variable.Name)]);
        return config;
    }

    /// <summary>How much of the evidence the prompt wants: <c>evidence</c> in its <c>config.json</c>, <c>passages</c> where it says nothing.</summary>
    /// <exception cref="InvalidOperationException">The file is missing, or no such file.</exception>
    public static EvidenceForm Evidence(string folder) => ReadConfig(folder).Evidence;

    /// <summary>A digest of everything that makes the prompt what it is; it goes into every receipt.</summary>
    public static string Digest(string folder) => ContentHashes.Of(ReadFile(folder, "skprompt.txt"), ReadFile(folder, "config.json"));

    private static PromptFile ReadConfig(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize<PromptFile>(ReadFile(folder, "config.json"), Strict) ?? throw new JsonException("it is empty");
        }
        catch (JsonException exception)
        {
            throw new InvalidOperationException($"{Path.Combine(folder, "config.json")} is not valid: {exception.Message}", exception);
        }
    }

    private static void CheckVariables(string folder, string template, HashSet<string> declared)
    {
        var used = template.Split("{{$").Skip(1).Select(rest => rest[..rest.IndexOf('}')].Trim()).ToHashSet();
        if (used.FirstOrDefault(name => !declared.Contains(name)) is { } undeclared) throw new InvalidOperationException($"{folder}: skprompt.txt uses ${undeclared}, which config.json does not declare.");
        if (declared.FirstOrDefault(name => !used.Contains(name)) is { } unused) throw new InvalidOperationException($"{folder}: config.json declares {unused}, which skprompt.txt does not use.");
    }

    private static string ReadFile(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        return File.Exists(path) ? File.ReadAllText(path) : throw new InvalidOperationException($"The prompt file {path} is missing. Point Assistant:Prompts at the folder that holds it.");
    }

    private sealed record PromptFile(
        int Schema, string Name, string Description, IReadOnlyList<PromptVariable> InputVariables, IReadOnlyDictionary<string, Dictionary<string, object>> ExecutionSettings,
        EvidenceForm Evidence = EvidenceForm.Passages);

    private sealed record PromptVariable(string Name, string Description, bool IsRequired);
}
