using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;

namespace Assistant.Generate;

/// <summary>Has the answering model write, through the kernel's answer prompt.</summary>
public sealed class Generator(KernelFunction answerPrompt, AnswerOptions options)
{
    /// <summary>
    /// Streams the model's text as it comes. Greedy and seeded: the same prompt, the same text.
    /// </summary>
    /// <param name="kernel">The kernel of this run; it holds the chat client.</param>
    /// <param name="prompt">The composed prompt.</param>
    /// <param name="cancellationToken">Stops the model.</param>
    public async IAsyncEnumerable<ChatResponseUpdate> GenerateAsync(Kernel kernel, ComposedPrompt prompt, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        var settings = answerPrompt.ExecutionSettings?.GetValueOrDefault(PromptExecutionSettings.DefaultServiceId)?.Clone() ?? new PromptExecutionSettings();
        settings.ExtensionData = new Dictionary<string, object>(settings.ExtensionData ?? new Dictionary<string, object>())
        {
            ["grammar"] = prompt.Grammar,
            ["seed"] = options.Seed,
        };
        var arguments = new KernelArguments(settings) { ["passages"] = prompt.Passages, ["question"] = prompt.Question };
        await foreach (var update in kernel.InvokeStreamingAsync<ChatResponseUpdate>(answerPrompt, arguments, cancellationToken)) yield return update;
    }
}
