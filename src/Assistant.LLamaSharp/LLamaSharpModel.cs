using System.Text;
using Assistant.Llama;
using LLama;
using LLama.Common;
using LLama.Exceptions;
using LLama.Native;

namespace Assistant.LLamaSharp;

/// <summary>A GGUF file loaded by LLamaSharp. Safe for concurrent use; clients and embedders share one.</summary>
public sealed class LLamaSharpModel : ITokenCounter, IDisposable
{
    private readonly Lazy<string> identity;
    private readonly Lazy<IReadOnlyList<LLamaToken>> endTokens;
    private int holders = 1; // whoever loaded it, and every context
    private int isDisposed;

    private LLamaSharpModel(string path, LLamaWeights weights, LlamaModelOptions options)
    {
        Path = path;
        Weights = weights;
        Options = options;
        identity = new Lazy<string>(() => LlamaModel.IdentityOf(path));
        endTokens = new Lazy<IReadOnlyList<LLamaToken>>(() => [.. Enumerable.Range(0, weights.Vocab.Count).Select(id => (LLamaToken)id).Where(IsEndOfGeneration)]);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>How it was loaded.</summary>
    public LlamaModelOptions Options { get; }

    /// <summary>The longest context it was trained with, in tokens.</summary>
    public int TrainedContextTokens => Weights.NativeHandle.ContextSize;

    /// <summary>Dimensions of its embeddings.</summary>
    public int Dimensions => Weights.EmbeddingSize;

    /// <summary>The file's name and the first 12 hexadecimal digits of its SHA-256, as <see cref="LlamaModel.Identity"/>.</summary>
    public string Identity => identity.Value;

    internal LLamaWeights Weights { get; }

    internal bool UsesGpu => LLamaSharpLibrary.UsesGpu(Options);

    /// <summary>Bytes of main memory that a token of context takes.</summary>
    internal long CacheBytesPerToken =>
        MemoryLimit.CacheBytes(Weights.NativeHandle.LayerCount, Weights.EmbeddingSize, Weights.NativeHandle.HeadCount, Weights.NativeHandle.KVHeadCount);

    /// <summary>The tokens after which an answer is at its end.</summary>
    internal IReadOnlyList<LLamaToken> EndTokens => endTokens.Value;

    /// <summary>
    /// Loads a model.
    /// </summary>
    /// <exception cref="LlamaException">
    /// The libraries are missing, the file is missing, is no GGUF file, is larger than the free memory, or cannot be loaded.
    /// </exception>
    public static LLamaSharpModel Load(string path, LlamaModelOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var full = System.IO.Path.GetFullPath(path);
        LlamaModel.CheckFile(full);
        LLamaSharpLibrary.EnsureLoaded();
        LLamaSharpLibrary.TakeErrors();
        options ??= new LlamaModelOptions();
        MemoryLimit.CheckModel(full, LLamaSharpLibrary.UsesGpu(options));
        var parameters = new ModelParams(full)
        {
            GpuLayerCount = options.GpuLayers,
            LoadMode = NativeApi.llama_supports_mmap() ? LLamaLoadMode.MemoryMap : LLamaLoadMode.None,
        };
        try
        {
            return new LLamaSharpModel(full, LLamaWeights.LoadFromFile(parameters), options);
        }
        catch (LoadWeightsFailedException exception)
        {
            throw new LlamaException($"LLamaSharp cannot load {full}. {LLamaSharpLibrary.TakeErrors()}".TrimEnd(), exception);
        }
    }

    /// <inheritdoc/>
    public int CountTokens(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Tokenize(text, addSpecial: false, parseSpecial: false).Length;
    }

    /// <summary>
    /// The tokens of a text.
    /// </summary>
    /// <param name="text">Any text.</param>
    /// <param name="addSpecial">Whether the tokens that begin and end a text for this model are added.</param>
    /// <param name="parseSpecial">Whether the names of control tokens mean those tokens; never for text that users wrote.</param>
    public int[] Tokenize(string text, bool addSpecial, bool parseSpecial)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Array.ConvertAll(Weights.Tokenize(text, addSpecial, parseSpecial, Encoding.UTF8), token => (int)token);
    }

    /// <summary>Frees the model once no client uses it any more.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref isDisposed, 1) == 0) Release();
    }

    internal bool IsEndOfGeneration(LLamaToken token) => token.IsEndOfGeneration(Weights.Vocab);

    /// <summary>Keeps the model from being freed until <see cref="Release"/>: LLamaSharp refuses a context whose model is disposed.</summary>
    internal void Hold()
    {
        ObjectDisposedException.ThrowIf(isDisposed != 0, this);
        Interlocked.Increment(ref holders);
    }

    internal void Release()
    {
        if (Interlocked.Decrement(ref holders) == 0) Weights.Dispose();
    }
}
