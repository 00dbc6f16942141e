using Assistant.Compose;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;

namespace Assistant.Evaluation.Judges;

/// <summary>A prompt folder that a model answers with one word out of a few.</summary>
public sealed class JudgePrompt
{
    private readonly KernelFunction prompt;
    private readonly Kernel kernel;

    /// <summary>Reads the prompt.</summary>
    /// <param name="client">The model; any will do, from a local one to a server.</param>
    /// <param name="folder">Of <c>skprompt.txt</c> and <c>config.json</c>.</param>
    /// <exception cref="InvalidOperationException">The folder is no prompt.</exception>
    public JudgePrompt(IChatClient client, string folder)
    {
        prompt = KernelFunctionFactory.CreateFromPrompt(PromptFolder.Read(folder));
        var builder = Kernel.CreateBuilder();
        builder.Services.AddSingleton(client);
        kernel = builder.Build();
        Digest = PromptFolder.Digest(folder);
    }

    /// <summary>Tells prompts apart.</summary>
    public string Digest { get; }

    /// <summary>The word that the model wrote first.</summary>
    /// <param name="variables">The prompt's.</param>
    /// <param name="words">Those that it may write.</param>
    /// <param name="seed">Of the sampling: repeated votes each have their own.</param>
    /// <param name="cancellationToken">Stops the model.</param>
    /// <exception cref="FormatException">It wrote something else.</exception>
    public async Task<string> AskAsync(IReadOnlyDictionary<string, string> variables, IReadOnlyList<string> words, int seed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(variables);
        ArgumentNullException.ThrowIfNull(words);
        var settings = prompt.ExecutionSettings?.GetValueOrDefault(PromptExecutionSettings.DefaultServiceId)?.Clone() ?? new PromptExecutionSettings();
        settings.ExtensionData = new Dictionary<string, object>(settings.ExtensionData ?? new Dictionary<string, object>()) { ["seed"] = seed };
        var arguments = new KernelArguments(settings);
        foreach (var (name, value) in variables) arguments[name] = value;
        var text = (await kernel.InvokeAsync<string>(prompt, arguments, cancellationToken) ?? "").Trim();
        return words.FirstOrDefault(word => text.StartsWith(word, StringComparison.OrdinalIgnoreCase) && (text.Length == word.Length || !char.IsLetter(text[word.Length])))
            ?? throw new FormatException($"The judge wrote '{(text.Length > 60 ? text[..60] + "..." : text)}' where one of {string.Join(", ", words)} was asked for.");
    }
}
