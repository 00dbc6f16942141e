using Assistant.Llama.Native;

namespace Assistant.Llama;

/// <summary>A LoRA adapter for a model (Hu et al. 2021): small matrices that change how it writes. A request names one in <c>AdditionalProperties["lora"]</c>.</summary>
public sealed class LlamaAdapter : IDisposable
{
    private LlamaAdapter(LlamaModel model, AdapterHandle handle, float scale) => (Model, Handle, Scale) = (model, handle, scale);

    /// <summary>The model it belongs to.</summary>
    public LlamaModel Model { get; }

    /// <summary>How strongly it is applied; 1 is what it was trained for.</summary>
    public float Scale { get; }

    internal AdapterHandle Handle { get; }

    /// <summary>Loads an adapter.</summary>
    /// <exception cref="LlamaException">The file is missing, or no adapter for this model.</exception>
    public static LlamaAdapter Load(LlamaModel model, string path, float scale = 1)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (!File.Exists(path)) throw new LlamaException($"There is no adapter file {path}. Give the path of a LoRA adapter in GGUF.");
        LlamaLibrary.TakeErrors();
        var handle = LlamaNative.llama_adapter_lora_init(model.Handle, path);
        if (handle.IsInvalid) throw new LlamaException($"{path} is no LoRA adapter for {model.Path}. {LlamaLibrary.TakeErrors()}".TrimEnd());
        handle.Keeping(model.Handle);
        return new LlamaAdapter(model, handle, scale);
    }

    /// <summary>Frees it once no request uses it.</summary>
    public void Dispose() => Handle.Dispose();
}
