using System.ComponentModel.DataAnnotations;
using Assistant.Llama;
using Assistant.Llama.Engine;
using Microsoft.Extensions.AI;
#if LLAMASHARP
using Assistant.LLamaSharp;
#endif

namespace Assistant.Generate;

/// <summary>Clients for GGUF files in this process, by the runtime that <see cref="ModelOptions.Runtime"/> names.</summary>
internal static class LocalModels
{
    private const string LlamaSharp = "llamasharp";

    /// <summary>What is wrong with the runtime in this build; null if nothing.</summary>
    internal static string? Fault(ModelOptions options) =>
#if LLAMASHARP
        null;
#else
        options.Runtime == LlamaSharp ? "Assistant:Models:Runtime is llamasharp, and this program was built without it. Build it with -p:WithLLamaSharp=true, or set llama.cpp." : null;
#endif

    /// <exception cref="LlamaException">The file cannot be loaded.</exception>
    /// <exception cref="ValidationException">The setting is neither a file nor a URL, or the runtime is not there.</exception>
    internal static IChatClient ChatClient(ModelOptions options)
    {
        var path = PathOf(nameof(options.Answerer), options.Answerer!, options);
        var engine = new EngineOptions
        {
            Slots = options.MaxConcurrent,
            ContextTokens = options.ContextTokens,
            QueueLimit = options.MaxWaiting,
            WaitLimit = TimeSpan.FromSeconds(options.MaxWaitSeconds),
            DraftTokens = options.DraftTokens,
        };
#if LLAMASHARP
        if (options.Runtime == LlamaSharp) return new LLamaSharpChatClient(LLamaSharpModel.Load(path, Loading(options)), engine);
#endif
        return new LlamaChatClient(LlamaModel.Load(path, Loading(options)), engine);
    }

    /// <exception cref="LlamaException">The file cannot be loaded.</exception>
    /// <exception cref="ValidationException">The setting is neither a file nor a URL, or the runtime is not there.</exception>
    internal static IEmbeddingGenerator<string, Embedding<float>> Embedder(ModelOptions options)
    {
        var path = PathOf(nameof(options.Embedder), options.Embedder!, options);
#if LLAMASHARP
        if (options.Runtime == LlamaSharp) return new LLamaSharpEmbeddingGenerator(LLamaSharpModel.Load(path, Loading(options)));
#endif
        return new LlamaEmbeddingGenerator(LlamaModel.Load(path, Loading(options)));
    }

    private static LlamaModelOptions Loading(ModelOptions options) => new(options.Threads, options.GpuLayers);

    private static string PathOf(string key, string setting, ModelOptions options)
    {
        if (Fault(options) is { } fault) throw new ValidationException(fault);
        var path = ModelRegistry.Default.PathOf(setting);
        return File.Exists(path) ? path : throw new ValidationException(
            $"Assistant:Models:{key} is '{setting}', which is neither a file nor an http(s):// address nor a known model ({string.Join(", ", ModelRegistry.Default.Entries.Select(entry => entry.Name).DefaultIfEmpty("none is known"))}). "
            + "Give the path of a GGUF file or the base address of an OpenAI-compatible server.");
    }
}
