namespace Assistant.Generate;

/// <summary>Fills in what the settings leave open: the models that came with the program, and how a model known by name wants to be asked.</summary>
public static class ModelDefaults
{
    /// <summary>Set in place of a model, this means none.</summary>
    public const string None = "none";

    private const string GeneralPrompt = "answer";

    /// <summary>Completes <paramref name="options"/> in place, and returns it.</summary>
    public static ModelOptions Complete(ModelOptions options, ModelRegistry registry)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(registry);
        options.Answerer = Chosen(options.Answerer, registry, ModelRole.Answerer);
        options.Embedder = Chosen(options.Embedder, registry, ModelRole.Embedder);
        options.AnswererPrompt ??= registry.Find(options.Answerer)?.Prompt ?? GeneralPrompt;
        options.EmbedderQueryPrefix ??= registry.Find(options.Embedder)?.QueryPrefix ?? "";
        options.EmbedderPassagePrefix ??= registry.Find(options.Embedder)?.PassagePrefix ?? "";
        options.Relevance ??= registry.Find(options.Embedder)?.RelevancePath;
        return options;
    }

    private static string? Chosen(string? setting, ModelRegistry registry, ModelRole role) =>
        string.Equals(setting, None, StringComparison.OrdinalIgnoreCase) ? None
        : string.IsNullOrEmpty(setting) ? registry.DefaultFor(role)?.Name ?? None
        : setting;
}
